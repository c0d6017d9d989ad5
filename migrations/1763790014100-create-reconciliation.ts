import type { MigrationInterface, QueryRunner } from 'typeorm';

const PROCESSOR = `
  CREATE TABLE payouts (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    stripe_payout_id text NOT NULL,
    status text NOT NULL,
    account_amount_cents bigint NOT NULL,
    amount_cents bigint NOT NULL,
    unattributed_cents bigint NOT NULL,
    is_complete boolean NOT NULL,
    paid_on date,
    returned_on date,
    arrives_on date NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_payouts PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_payouts_stripe_payout_id UNIQUE (stripe_payout_id, clinic_id),
    CONSTRAINT fk_payouts_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_payouts_status CHECK (status IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')),
    CONSTRAINT ck_payouts_returned_on CHECK (returned_on IS NULL OR paid_on IS NOT NULL)
  );
  CREATE INDEX ix_payouts_arrives_on ON payouts (clinic_id, arrives_on, id);
  COMMENT ON TABLE payouts IS 'What the processor sent to the bank. One payout of a shared account has a row in each clinic with a part in it.';
  COMMENT ON COLUMN payouts.account_amount_cents IS 'US cents of the whole payout, as the bank receives it.';
  COMMENT ON COLUMN payouts.amount_cents IS 'US cents of this clinic: the sum of the nets of its balance transactions.';
  COMMENT ON COLUMN payouts.unattributed_cents IS 'US cents of the payout that belong to no clinic we know.';
  COMMENT ON COLUMN payouts.is_complete IS 'The processor has finished telling what is in it.';
  COMMENT ON COLUMN payouts.paid_on IS 'Business day it was booked to the bank; null until it was.';
  COMMENT ON COLUMN payouts.returned_on IS 'Business day a paid one was taken back; null unless it was.';
  SELECT protect_tenant_table('payouts',
    'SELECT, INSERT, UPDATE (status, amount_cents, unattributed_cents, is_complete, paid_on, returned_on, arrives_on)');

  CREATE TABLE balance_transactions (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    balance_transaction_id text NOT NULL,
    type text NOT NULL,
    role text NOT NULL,
    match_key text NOT NULL,
    amount_cents bigint NOT NULL,
    fee_cents bigint NOT NULL,
    net_cents bigint NOT NULL,
    source_id text,
    payment_intent_id text,
    payment_id uuid,
    payout_id text,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT pk_balance_transactions PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_balance_transactions_balance_transaction_id UNIQUE (balance_transaction_id, clinic_id),
    CONSTRAINT fk_balance_transactions_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_balance_transactions_role CHECK (role IN ('charge', 'refund', 'dispute', 'fee', 'payout', 'other')),
    CONSTRAINT ck_balance_transactions_net_cents CHECK (net_cents = amount_cents - fee_cents)
  );
  CREATE INDEX ix_balance_transactions_match_key ON balance_transactions (match_key, clinic_id);
  CREATE INDEX ix_balance_transactions_occurred_at ON balance_transactions (clinic_id, occurred_at);
  CREATE INDEX ix_balance_transactions_payout_id ON balance_transactions (payout_id, clinic_id) WHERE payout_id IS NOT NULL;
  COMMENT ON TABLE balance_transactions IS 'Mirror of the processor''s balance, the clinic''s part of it: what the ledger is compared with.';
  COMMENT ON COLUMN balance_transactions.match_key IS 'What a ledger entry about the same thing names too: payment intent, refund, or the transaction itself.';
  COMMENT ON COLUMN balance_transactions.role IS 'What it is about, whatever the processor''s own type.';
  COMMENT ON COLUMN balance_transactions.payment_id IS 'The payment it says it is about; what an event that never came would have told.';
  COMMENT ON COLUMN balance_transactions.amount_cents IS 'US cents, negative when money leaves; net is amount minus fee.';
  SELECT protect_tenant_table('balance_transactions', 'SELECT, INSERT, UPDATE (payout_id)');

  CREATE FUNCTION find_tenders_by_payment_intents(p_payment_intents text[]) RETURNS TABLE (payment_intent_id text, clinic_id uuid, payment_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.stripe_payment_intent_id, t.clinic_id, t.payment_id FROM payment_tenders t WHERE t.stripe_payment_intent_id = ANY (p_payment_intents)
  $$;
  REVOKE ALL ON FUNCTION find_tenders_by_payment_intents(text[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION find_tenders_by_payment_intents(text[]) TO billing_app;
  CREATE POLICY owner_lookup ON payouts FOR SELECT TO billing_owner USING (true);
  CREATE FUNCTION find_payout_parts(p_payouts text[]) RETURNS TABLE (stripe_payout_id text, clinic_id uuid, amount_cents bigint, status text, is_complete boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.stripe_payout_id, p.clinic_id, p.amount_cents, p.status, p.is_complete FROM payouts p WHERE p.stripe_payout_id = ANY (p_payouts)
  $$;
  REVOKE ALL ON FUNCTION find_payout_parts(text[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION find_payout_parts(text[]) TO billing_app;
`;

const RUNS = `
  CREATE TABLE reconciliations (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    trigger text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    transaction_count integer NOT NULL,
    entry_count integer NOT NULL,
    difference_count integer NOT NULL,
    resolved_count integer NOT NULL,
    processor_cents bigint NOT NULL,
    ledger_cents bigint NOT NULL,
    CONSTRAINT pk_reconciliations PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_reconciliations_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_reconciliations_trigger CHECK (trigger IN ('daily', 'request')),
    CONSTRAINT ck_reconciliations_period CHECK (from_on <= to_on)
  );
  COMMENT ON TABLE reconciliations IS 'Comparisons of the processor''s balance, the ledger and the bank, and what they came to.';
  COMMENT ON COLUMN reconciliations.processor_cents IS 'US cents: the sum of the compared balance transactions.';
  COMMENT ON COLUMN reconciliations.ledger_cents IS 'US cents: the sum of the compared lines on account 1030.';
  SELECT protect_tenant_table('reconciliations', 'SELECT, INSERT');
  SELECT make_append_only('reconciliations');

  CREATE TABLE reconciliation_differences (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    reconciliation_id uuid NOT NULL,
    kind text NOT NULL,
    match_key text NOT NULL,
    processor_cents bigint NOT NULL,
    ledger_cents bigint NOT NULL,
    processor_ids text[] NOT NULL,
    entry_ids uuid[] NOT NULL,
    found_at timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT pk_reconciliation_differences PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_reconciliation_differences_reconciliation_id FOREIGN KEY (clinic_id, reconciliation_id) REFERENCES reconciliations (clinic_id, id),
    CONSTRAINT ck_reconciliation_differences_kind CHECK (kind ~ '^[a-z_]{3,60}$')
  );
  CREATE UNIQUE INDEX uq_reconciliation_differences_open ON reconciliation_differences (clinic_id, kind, match_key) WHERE resolved_at IS NULL;
  CREATE INDEX ix_reconciliation_differences_reconciliation_id ON reconciliation_differences (clinic_id, reconciliation_id);
  COMMENT ON TABLE reconciliation_differences IS 'Where two of processor, ledger and bank say different things; each is a task until it is gone.';
  COMMENT ON COLUMN reconciliation_differences.reconciliation_id IS 'The comparison that found it first.';
  COMMENT ON COLUMN reconciliation_differences.processor_cents IS 'US cents the processor, or the bank, has.';
  COMMENT ON COLUMN reconciliation_differences.ledger_cents IS 'US cents the ledger has.';
  SELECT protect_tenant_table('reconciliation_differences',
    'SELECT, INSERT, UPDATE (processor_cents, ledger_cents, processor_ids, entry_ids, resolved_at)');
`;

const BANK = `
  CREATE TABLE bank_deposits (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    deposited_on date NOT NULL,
    location_id uuid,
    reference text NOT NULL,
    cash_cents bigint NOT NULL,
    check_cents bigint NOT NULL,
    recorded_by_id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_bank_deposits PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_bank_deposits_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT fk_bank_deposits_location_id FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
    CONSTRAINT ck_bank_deposits_cash_cents CHECK (cash_cents >= 0),
    CONSTRAINT ck_bank_deposits_check_cents CHECK (check_cents >= 0),
    CONSTRAINT ck_bank_deposits_total CHECK (cash_cents + check_cents > 0)
  );
  CREATE INDEX ix_bank_deposits_deposited_on ON bank_deposits (clinic_id, deposited_on, id);
  COMMENT ON TABLE bank_deposits IS 'Deposit slips: cash of the drawer and checks carried to the bank. Append-only.';
  COMMENT ON COLUMN bank_deposits.cash_cents IS 'US cents of cash.';
  COMMENT ON COLUMN bank_deposits.check_cents IS 'US cents of checks.';
  SELECT protect_tenant_table('bank_deposits', 'SELECT, INSERT');
  SELECT make_append_only('bank_deposits');

  CREATE TABLE deposited_checks (
    clinic_id uuid NOT NULL,
    tender_id uuid NOT NULL,
    deposit_id uuid NOT NULL,
    amount_cents bigint NOT NULL,
    returned_on date,
    return_reference text,
    CONSTRAINT pk_deposited_checks PRIMARY KEY (clinic_id, tender_id),
    CONSTRAINT fk_deposited_checks_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
    CONSTRAINT fk_deposited_checks_deposit_id FOREIGN KEY (clinic_id, deposit_id) REFERENCES bank_deposits (clinic_id, id),
    CONSTRAINT ck_deposited_checks_amount_cents CHECK (amount_cents > 0)
  );
  CREATE INDEX ix_deposited_checks_deposit_id ON deposited_checks (clinic_id, deposit_id);
  COMMENT ON TABLE deposited_checks IS 'Checks that went to the bank. A check is received until it is here, cleared once the bank shows its deposit, or returned.';
  COMMENT ON COLUMN deposited_checks.returned_on IS 'Business day the bank sent it back unpaid.';
  SELECT protect_tenant_table('deposited_checks', 'SELECT, INSERT, UPDATE (returned_on, return_reference)');

  CREATE TABLE bank_lines (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    account_kind text NOT NULL,
    posted_on date NOT NULL,
    description text NOT NULL,
    amount_cents bigint NOT NULL,
    reference text,
    row_hash bytea NOT NULL,
    occurrence integer NOT NULL,
    recorded_by_id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_bank_lines PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_bank_lines_row UNIQUE (row_hash, clinic_id, occurrence),
    CONSTRAINT fk_bank_lines_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_bank_lines_account_kind CHECK (account_kind IN ('operating_bank', 'venmo')),
    CONSTRAINT ck_bank_lines_amount_cents CHECK (amount_cents <> 0),
    CONSTRAINT ck_bank_lines_occurrence CHECK (occurrence > 0)
  );
  CREATE INDEX ix_bank_lines_posted_on ON bank_lines (clinic_id, account_kind, posted_on, id);
  COMMENT ON TABLE bank_lines IS 'Lines of bank and Venmo statements, as the bank wrote them. Append-only.';
  COMMENT ON COLUMN bank_lines.amount_cents IS 'US cents, positive when money came in.';
  COMMENT ON COLUMN bank_lines.row_hash IS 'SHA-256 of account, day, description, amount and reference: the same file twice adds nothing.';
  COMMENT ON COLUMN bank_lines.occurrence IS 'Which of several equal lines this is.';
  SELECT protect_tenant_table('bank_lines', 'SELECT, INSERT');
  SELECT make_append_only('bank_lines');

  CREATE TABLE bank_matches (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    bank_line_id uuid NOT NULL,
    target_type text NOT NULL,
    target_id uuid NOT NULL,
    amount_cents bigint NOT NULL,
    rule text NOT NULL,
    matched_by_id text NOT NULL,
    matched_at timestamptz NOT NULL,
    unmatched_at timestamptz,
    unmatched_by_id text,
    CONSTRAINT pk_bank_matches PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_bank_matches_bank_line_id FOREIGN KEY (clinic_id, bank_line_id) REFERENCES bank_lines (clinic_id, id),
    CONSTRAINT ck_bank_matches_target_type CHECK (target_type IN ('payout', 'deposit', 'tender', 'venmo_sweep')),
    CONSTRAINT ck_bank_matches_unmatched CHECK ((unmatched_at IS NULL) = (unmatched_by_id IS NULL))
  );
  CREATE UNIQUE INDEX uq_bank_matches_line ON bank_matches (clinic_id, bank_line_id) WHERE unmatched_at IS NULL;
  CREATE UNIQUE INDEX uq_bank_matches_target ON bank_matches (clinic_id, target_type, target_id) WHERE unmatched_at IS NULL;
  COMMENT ON TABLE bank_matches IS 'Which movement of ours a bank line is. A match taken back keeps its row.';
  COMMENT ON COLUMN bank_matches.rule IS 'Why: the rule that matched it, or "manual".';
  COMMENT ON COLUMN bank_matches.amount_cents IS 'US cents of the bank line.';
  SELECT protect_tenant_table('bank_matches', 'SELECT, INSERT, UPDATE (unmatched_at, unmatched_by_id)');
`;

/** What the books are compared with: the processor's balance and payouts, bank statements, deposits. */
export class CreateReconciliation1763790014100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROCESSOR);
    await runner.query(RUNS);
    await runner.query(BANK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE bank_matches, bank_lines, deposited_checks, bank_deposits;
      DROP TABLE reconciliation_differences, reconciliations;
      DROP FUNCTION find_payout_parts(text[]);
      DROP FUNCTION find_tenders_by_payment_intents(text[]);
      DROP TABLE balance_transactions, payouts;
    `);
  }
}
