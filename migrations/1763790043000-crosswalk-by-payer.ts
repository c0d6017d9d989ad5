import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an authorization for S0013 still holds after J0013 took over is the payer's to say. */
export class CrosswalkByPayer1763790043000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payer_policies ADD COLUMN crosswalks_drug_code boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN payer_policies.crosswalks_drug_code IS
        'Whether the payer takes an authorization that names S0013 for J0013, and the other way round; it does not unless it said so.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payer_policies DROP COLUMN crosswalks_drug_code');
  }
}
