import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payer's file may be larger than anybody wants to hold at once: it is kept in parts, and booked remittance by remittance. */
export class KeepLargeFilesInParts1763790043100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clearinghouse_files ALTER COLUMN file_text DROP NOT NULL;
      COMMENT ON COLUMN clearinghouse_files.file_text IS 'The whole text; null for a large file, which is in clearinghouse_file_parts.';

      CREATE TABLE clearinghouse_file_parts (
        clinic_id uuid NOT NULL,
        file_id uuid NOT NULL,
        part_number integer NOT NULL,
        part_text text NOT NULL,
        CONSTRAINT pk_clearinghouse_file_parts PRIMARY KEY (clinic_id, file_id, part_number),
        CONSTRAINT fk_clearinghouse_file_parts_file_id FOREIGN KEY (clinic_id, file_id) REFERENCES clearinghouse_files (clinic_id, id),
        CONSTRAINT ck_clearinghouse_file_parts_part_number CHECK (part_number >= 1)
      );
      COMMENT ON TABLE clearinghouse_file_parts IS 'The text of a large file, cut anywhere; joined in the order of the parts it is the file. Append-only.';
      SELECT protect_tenant_table('clearinghouse_file_parts', 'SELECT, INSERT');
      SELECT make_append_only('clearinghouse_file_parts');

      ALTER TABLE remittances ADD COLUMN file_position integer;
      COMMENT ON COLUMN remittances.file_position IS 'Place of its ST among the segments of the file, the first being 1; null for those taken in before it was kept.';
      CREATE UNIQUE INDEX uq_remittances_file_position ON remittances (clinic_id, file_id, file_position) WHERE status <> 'unposted';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX uq_remittances_file_position;
      ALTER TABLE remittances DROP COLUMN file_position;
      DROP TABLE clearinghouse_file_parts;
      ALTER TABLE clearinghouse_files ALTER COLUMN file_text SET NOT NULL;
    `);
  }
}
