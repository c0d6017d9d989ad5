import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An installment of a plan over a package is charged for the package instead of a bill. */
export class CollectForPackages1763790042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collection_attempts ALTER COLUMN invoice_id DROP NOT NULL;
      ALTER TABLE collection_attempts ADD COLUMN package_id uuid;
      ALTER TABLE collection_attempts
        ADD CONSTRAINT fk_collection_attempts_package_id FOREIGN KEY (clinic_id, package_id) REFERENCES packages (clinic_id, id),
        ADD CONSTRAINT ck_collection_attempts_about CHECK (num_nonnulls(invoice_id, package_id) = 1);
      CREATE UNIQUE INDEX uq_collection_attempts_package ON collection_attempts (clinic_id, plan_id, version, number)
        WHERE outcome = 'collected' AND package_id IS NOT NULL;
      COMMENT ON COLUMN collection_attempts.invoice_id IS 'The bill that was to be paid; null where it is a package.';
      COMMENT ON COLUMN collection_attempts.package_id IS 'The package that was to be paid, of a plan over one; at most one charge took money for each installment.';
      COMMENT ON TABLE collection_attempts IS 'Every charge of a card for an installment: one at a time for a plan, and at most one that took money for an installment of each invoice, or of the package.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM collection_attempts WHERE package_id IS NOT NULL;
      ALTER TABLE collection_attempts DROP COLUMN package_id;
      ALTER TABLE collection_attempts ALTER COLUMN invoice_id SET NOT NULL;
    `);
  }
}
