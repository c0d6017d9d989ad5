import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Courses of treatment as a clinic gives them. */
export class CreateProtocols1763790018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE protocols (
        clinic_id uuid NOT NULL,
        code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        definition jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT pk_protocols PRIMARY KEY (clinic_id, code),
        CONSTRAINT fk_protocols_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_protocols_code CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
        CONSTRAINT ck_protocols_definition CHECK (jsonb_typeof(definition) = 'object')
      );
      COMMENT ON TABLE protocols IS 'Templates of courses: phases, what comes with each session, what comes before. What was estimated from one keeps its own lines.';
      COMMENT ON COLUMN protocols.definition IS 'Phases with sessions in weeks, companions, prerequisites; validated by the service.';
      SELECT protect_tenant_table('protocols', 'SELECT, INSERT, UPDATE (name, definition, updated_at)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE protocols;');
  }
}
