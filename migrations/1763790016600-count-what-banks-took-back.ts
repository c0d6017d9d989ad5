import type { MigrationInterface, QueryRunner } from 'typeorm';

const ALLOCATED = `SELECT clinic_id, payment_id, charge_id, amount_cents FROM allocations`;

const REFUNDED = `
  SELECT l.clinic_id, l.payment_id, l.item_id, -l.amount_cents
    FROM refund_lines l JOIN refund_tenders r ON r.clinic_id = l.clinic_id AND r.id = l.refund_tender_id
   WHERE l.account_number = 1100 AND r.state IN ('pending', 'succeeded')`;

const RELEASED = `
  SELECT r.clinic_id, r.payment_id, r.charge_id, CASE r.direction WHEN 'released' THEN -r.amount_cents ELSE r.amount_cents END
    FROM allocation_releases r`;

const TAKEN_BACK = `
  SELECT b.clinic_id, b.payment_id, b.item_id, b.given_back_cents - b.amount_cents
    FROM bank_take_back_lines b WHERE b.account_number = 1100`;

const view = (...movements: string[]): string => `
  CREATE OR REPLACE VIEW standing_allocations WITH (security_invoker = true) AS
    SELECT a.clinic_id, a.payment_id, a.charge_id, sum(a.amount_cents)::bigint AS amount_cents
      FROM (${[ALLOCATED, ...movements].join(' UNION ALL ')}) a
     GROUP BY a.clinic_id, a.payment_id, a.charge_id;`;

/** A payment that a bank took back for good pays nothing any more: a lost dispute, a check that came back. */
export class CountWhatBanksTookBack1763790016600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bank_take_backs (
        clinic_id uuid NOT NULL,
        source_id uuid NOT NULL,
        source_type text NOT NULL,
        tender_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        amount_cents bigint NOT NULL,
        lost_cents bigint NOT NULL,
        taken_at timestamptz NOT NULL,
        given_back_at timestamptz,
        CONSTRAINT pk_bank_take_backs PRIMARY KEY (clinic_id, source_id),
        CONSTRAINT fk_bank_take_backs_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
        CONSTRAINT fk_bank_take_backs_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_bank_take_backs_source_type CHECK (source_type IN ('dispute', 'returned_check')),
        CONSTRAINT ck_bank_take_backs_lost_cents CHECK (lost_cents BETWEEN 0 AND amount_cents AND amount_cents > 0)
      );
      CREATE INDEX ix_bank_take_backs_payment_id ON bank_take_backs (payment_id, clinic_id);
      COMMENT ON TABLE bank_take_backs IS 'Tenders that a bank took back for good, each with its journal entry: lost disputes and returned checks.';
      COMMENT ON COLUMN bank_take_backs.source_id IS 'The dispute, or the tender that was the check.';
      COMMENT ON COLUMN bank_take_backs.lost_cents IS 'US cents that neither credit nor charge could carry: they had been given back before.';
      COMMENT ON COLUMN bank_take_backs.given_back_at IS 'When the bank gave it back after all.';
      SELECT protect_tenant_table('bank_take_backs', 'SELECT, INSERT, UPDATE (given_back_at)');

      CREATE TABLE bank_take_back_lines (
        clinic_id uuid NOT NULL,
        source_id uuid NOT NULL,
        account_number integer NOT NULL,
        item_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        invoice_id uuid,
        amount_cents bigint NOT NULL,
        given_back_cents bigint NOT NULL DEFAULT 0,
        CONSTRAINT pk_bank_take_back_lines PRIMARY KEY (clinic_id, source_id, item_id, account_number, payment_id),
        CONSTRAINT fk_bank_take_back_lines_source_id FOREIGN KEY (clinic_id, source_id) REFERENCES bank_take_backs (clinic_id, source_id),
        CONSTRAINT fk_bank_take_back_lines_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_bank_take_back_lines_account_number CHECK (account_number IN (1100, 2000, 2100, 2150)),
        CONSTRAINT ck_bank_take_back_lines_amount_cents CHECK (amount_cents > 0),
        CONSTRAINT ck_bank_take_back_lines_given_back_cents CHECK (given_back_cents BETWEEN 0 AND amount_cents)
      );
      CREATE INDEX ix_bank_take_back_lines_item_id ON bank_take_back_lines (item_id, clinic_id);
      CREATE INDEX ix_bank_take_back_lines_payment_id ON bank_take_back_lines (payment_id, clinic_id);
      COMMENT ON TABLE bank_take_back_lines IS 'What was owed again, or held no more, because a bank took a tender back, US cents.';
      COMMENT ON COLUMN bank_take_back_lines.payment_id IS 'Whose allocation to the charge it takes back: the tender''s payment, or the one that spent its credit.';
      COMMENT ON COLUMN bank_take_back_lines.given_back_cents IS 'US cents that count again because the bank gave the money back after all.';
      SELECT protect_tenant_table('bank_take_back_lines', 'SELECT, INSERT, UPDATE (given_back_cents)');
    `);
    await runner.query(view(REFUNDED, RELEASED, TAKEN_BACK));
    await runner.query(`COMMENT ON VIEW standing_allocations IS
      'What a payment still pays of a charge, US cents: its allocations less what refunds and banks took back and what the charge let go of when it was lowered. Voided payments are there as they were.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(REFUNDED, RELEASED));
    await runner.query('DROP TABLE bank_take_back_lines, bank_take_backs;');
  }
}
