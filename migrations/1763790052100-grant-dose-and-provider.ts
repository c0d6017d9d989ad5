import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payers grant esketamine for a dose and to a provider: a visit beyond either is denied, so it is not sent. */
export class GrantDoseAndProvider1763790052100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE authorizations
        ADD COLUMN dose_tier_mg integer,
        ADD COLUMN provider_npi text,
        ADD CONSTRAINT ck_authorizations_dose_tier_mg CHECK (dose_tier_mg IN (56, 84)),
        ADD CONSTRAINT ck_authorizations_provider_npi CHECK (provider_npi ~ '^[12][0-9]{9}$');
      COMMENT ON COLUMN authorizations.dose_tier_mg IS 'Largest dose of a visit it was granted for, in milligrams; null when the payer named none.';
      COMMENT ON COLUMN authorizations.provider_npi IS 'NPI of the clinician or the clinic it was granted to; null when the payer named none.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE authorizations DROP COLUMN dose_tier_mg, DROP COLUMN provider_npi');
  }
}
