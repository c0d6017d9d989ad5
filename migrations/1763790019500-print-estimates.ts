import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers of estimates, each version of which is an estimate of its own. */
export class PrintEstimates1763790019500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The versions of an estimate are estimates of their own, whose papers may be printed in any order.
      ALTER TABLE documents DROP CONSTRAINT ck_documents_version;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_version CHECK (version > 0 AND (kind = 'estimate' OR (version = 1) = (replaces_id IS NULL)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE documents DROP CONSTRAINT ck_documents_version;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_version CHECK (version > 0 AND (version = 1) = (replaces_id IS NULL));
    `);
  }
}
