import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A charge lets go of what was paid on it also when its payer decides again, not only when the clinic lowers it. */
export class ReleaseByRemittance1763790020300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE allocation_releases
        ADD COLUMN id uuid NOT NULL DEFAULT uuidv7(),
        ADD COLUMN remittance_claim_id uuid,
        DROP CONSTRAINT pk_allocation_releases;
      ALTER TABLE allocation_releases
        ALTER COLUMN adjustment_id DROP NOT NULL,
        ADD CONSTRAINT pk_allocation_releases PRIMARY KEY (clinic_id, id),
        ADD CONSTRAINT fk_allocation_releases_remittance_claim_id
          FOREIGN KEY (clinic_id, remittance_claim_id) REFERENCES remittance_claims (clinic_id, id),
        ADD CONSTRAINT ck_allocation_releases_cause CHECK (num_nonnulls(adjustment_id, remittance_claim_id) = 1);
      CREATE UNIQUE INDEX uq_allocation_releases_adjustment_id
        ON allocation_releases (clinic_id, adjustment_id, payment_id, direction) WHERE adjustment_id IS NOT NULL;
      CREATE UNIQUE INDEX uq_allocation_releases_remittance_claim_id
        ON allocation_releases (clinic_id, remittance_claim_id, charge_id, payment_id, direction) WHERE remittance_claim_id IS NOT NULL;
      COMMENT ON TABLE allocation_releases IS 'Money a charge let go of after it had been paid, because it was lowered or its payer decided again: the patient''s credit under that payment from then on; restored when the cause was taken back.';
      COMMENT ON COLUMN allocation_releases.adjustment_id IS 'The adjustment that lowered the charge; null when a payer''s decision did.';
      COMMENT ON COLUMN allocation_releases.remittance_claim_id IS 'The payer''s decision that left less to the patient; null when an adjustment did.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX uq_allocation_releases_adjustment_id, uq_allocation_releases_remittance_claim_id;
      ALTER TABLE allocation_releases
        DROP CONSTRAINT pk_allocation_releases,
        DROP CONSTRAINT ck_allocation_releases_cause,
        DROP COLUMN remittance_claim_id,
        DROP COLUMN id,
        ADD CONSTRAINT pk_allocation_releases PRIMARY KEY (clinic_id, adjustment_id, payment_id, direction);
      COMMENT ON TABLE allocation_releases IS 'Money a charge let go of when it was lowered after it had been paid: the patient''s credit under that payment from then on; restored when the adjustment was taken back.';
      COMMENT ON COLUMN allocation_releases.adjustment_id IS NULL;
    `);
  }
}
