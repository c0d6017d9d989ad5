import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A late fee names the rule that lets the clinic take it, as it stood on the day. */
export class TellWhyLateFeesAreCharged1763790051000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Until now one state had a rule on file, so every fee there is was taken under it.
    await runner.query(`
      ALTER TABLE late_fees ADD COLUMN rule text NOT NULL DEFAULT 'Va. Code § 59.1-612';
      ALTER TABLE late_fees ALTER COLUMN rule DROP DEFAULT,
        ADD CONSTRAINT ck_late_fees_rule CHECK (length(rule) BETWEEN 1 AND 500);
      COMMENT ON COLUMN late_fees.rule IS 'The rule of the clinic''s state it was taken under, e.g. a section of its code.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE late_fees DROP COLUMN rule');
  }
}
