import type { MigrationInterface, QueryRunner } from 'typeorm';

const TARGETS = (targets: string): string => `
  ALTER TABLE bank_matches DROP CONSTRAINT ck_bank_matches_target_type;
  ALTER TABLE bank_matches ADD CONSTRAINT ck_bank_matches_target_type CHECK (target_type IN (${targets}));`;

/** A line of the bank may be a payer's money, announced by a remittance under the trace number the line carries. */
export class MatchPayerDeposits1763790055000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TARGETS(`'payout', 'deposit', 'tender', 'venmo_sweep', 'remittance'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(TARGETS(`'payout', 'deposit', 'tender', 'venmo_sweep'`));
  }
}
