import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers of more kinds than the first two; the service names them. */
export class PrintEstimates1763790019500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE documents DROP CONSTRAINT ck_documents_kind;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_kind CHECK (kind ~ '^[a-z_]{3,40}$');
      -- The versions of an estimate are estimates of their own, whose papers may be printed in any order.
      ALTER TABLE documents DROP CONSTRAINT ck_documents_version;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_version CHECK (version > 0 AND (kind = 'estimate' OR (version = 1) = (replaces_id IS NULL)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE documents DROP CONSTRAINT ck_documents_version;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_version CHECK (version > 0 AND (version = 1) = (replaces_id IS NULL));
      ALTER TABLE documents DROP CONSTRAINT ck_documents_kind;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_kind CHECK (kind IN ('superbill', 'receipt'));
    `);
  }
}
