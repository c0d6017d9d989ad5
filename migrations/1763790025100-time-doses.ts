import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a patient was dosed and when they were fit to leave: nothing is signed in between. */
export class TimeDoses1763790025100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE visits
        ADD COLUMN dosed_at timestamptz,
        ADD COLUMN discharged_at timestamptz,
        ADD CONSTRAINT ck_visits_discharged_at CHECK (discharged_at IS NULL OR (dosed_at IS NOT NULL AND discharged_at >= dosed_at));
      CREATE INDEX ix_visits_dosed_at ON visits (clinic_id, patient_id, dosed_at) WHERE dosed_at IS NOT NULL;
      COMMENT ON COLUMN visits.dosed_at IS 'When the patient was dosed; null when nobody was, or nobody wrote it down.';
      COMMENT ON COLUMN visits.discharged_at IS 'When they were fit to leave; null while they are not.';
      GRANT UPDATE (dosed_at, discharged_at) ON visits TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (dosed_at, discharged_at) ON visits FROM billing_app;
      ALTER TABLE visits DROP COLUMN dosed_at, DROP COLUMN discharged_at;
    `);
  }
}
