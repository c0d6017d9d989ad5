import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request to answer a dispute that was cut off and is made again finds the answer it stored. */
export class ResumeDisputeAnswers1763790026100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dispute_answers ADD COLUMN request_key text;
      CREATE UNIQUE INDEX uq_dispute_answers_request_key ON dispute_answers (clinic_id, request_key) WHERE request_key IS NOT NULL AND state <> 'failed';
      COMMENT ON COLUMN dispute_answers.request_key IS 'Hash of the caller''s idempotency key and who they are: the same request again sends the same answer again.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX uq_dispute_answers_request_key; ALTER TABLE dispute_answers DROP COLUMN request_key;',
    );
  }
}
