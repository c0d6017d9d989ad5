import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invoices, statements and health-account packs as papers; the code lists the kinds, the database their spelling. */
export class IssueMorePapers1763790016100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE documents DROP CONSTRAINT ck_documents_kind;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_kind CHECK (kind ~ '^[a-z_]{3,40}$');
      ALTER TABLE documents ADD COLUMN scope text NOT NULL DEFAULT '';
      COMMENT ON COLUMN documents.scope IS 'What part of its subjects it is about, such as the days of a statement (2026-01-01/2026-03-31) or the year of a pack; empty for all of them.';
      ALTER TABLE number_sequences DROP CONSTRAINT ck_number_sequences_kind;
      ALTER TABLE number_sequences ADD CONSTRAINT ck_number_sequences_kind CHECK (kind ~ '^[a-z_]{3,40}$');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE number_sequences DROP CONSTRAINT ck_number_sequences_kind;
      ALTER TABLE number_sequences ADD CONSTRAINT ck_number_sequences_kind CHECK (kind IN ('invoice', 'receipt', 'superbill'));
      ALTER TABLE documents DROP COLUMN scope;
      ALTER TABLE documents DROP CONSTRAINT ck_documents_kind;
      ALTER TABLE documents ADD CONSTRAINT ck_documents_kind CHECK (kind IN ('superbill', 'receipt'));
    `);
  }
}
