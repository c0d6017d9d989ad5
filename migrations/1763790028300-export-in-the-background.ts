import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports too large to wait for: made by a job, kept for a day. */
export class ExportInTheBackground1763790028300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_exports (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        report text NOT NULL,
        format text NOT NULL,
        query jsonb NOT NULL,
        state text NOT NULL DEFAULT 'waiting',
        row_count bigint,
        rows_written bigint NOT NULL DEFAULT 0,
        byte_count bigint NOT NULL DEFAULT 0,
        sha256 text,
        file_name text,
        content_type text,
        problem jsonb,
        requested_by_id text NOT NULL,
        requested_at timestamptz NOT NULL,
        finished_at timestamptz,
        expires_at timestamptz,
        CONSTRAINT pk_report_exports PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_report_exports_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_report_exports_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'canceled', 'expired')),
        CONSTRAINT ck_report_exports_done CHECK (state <> 'done' OR num_nulls(row_count, sha256, file_name, content_type, finished_at, expires_at) = 0),
        CONSTRAINT ck_report_exports_problem CHECK ((state = 'failed') = (problem IS NOT NULL))
      );
      CREATE INDEX ix_report_exports_expires_at ON report_exports (clinic_id, expires_at) WHERE state = 'done';
      COMMENT ON TABLE report_exports IS 'Reports made in the background: what was asked, how far it is, and for a day its file.';
      COMMENT ON COLUMN report_exports.query IS 'Days, filters and whether with names: never a name itself.';
      COMMENT ON COLUMN report_exports.problem IS 'Why it was not made: an error code with its facts.';
      SELECT protect_tenant_table('report_exports',
        'SELECT, INSERT, UPDATE (state, row_count, rows_written, byte_count, sha256, file_name, content_type, problem, finished_at, expires_at)');

      CREATE TABLE report_export_chunks (
        clinic_id uuid NOT NULL,
        export_id uuid NOT NULL,
        position integer NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT pk_report_export_chunks PRIMARY KEY (clinic_id, export_id, position),
        CONSTRAINT fk_report_export_chunks_export_id FOREIGN KEY (clinic_id, export_id) REFERENCES report_exports (clinic_id, id)
      );
      COMMENT ON TABLE report_export_chunks IS 'The file of an export in pieces, so that neither writing nor reading it holds the whole. Gone when it expires.';
      SELECT protect_tenant_table('report_export_chunks', 'SELECT, INSERT, DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_export_chunks, report_exports;');
  }
}
