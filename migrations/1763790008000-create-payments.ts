import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'pending','requires_action','processing','unknown','succeeded','declined','canceled','partly_refunded','refunded','disputed','voided'`;
const TENDERS = `'cash','check','venmo','card_on_file','hsa_fsa_card','external_card','hosted_checkout','unapplied_credit'`;

/** Payments, their tenders and allocations; hosted checkouts and permanent pay links; the inbox of Stripe's events. */
export class CreatePayments1763790008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        invoice_id uuid,
        state text NOT NULL,
        source text NOT NULL,
        amount_cents bigint NOT NULL,
        effective_on date NOT NULL,
        receipt_id uuid NOT NULL,
        taken_by_kind text NOT NULL,
        taken_by_id text NOT NULL,
        taken_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT pk_payments PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_payments_receipt_id UNIQUE (clinic_id, receipt_id),
        CONSTRAINT fk_payments_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_payments_invoice_id FOREIGN KEY (clinic_id, invoice_id) REFERENCES invoices (clinic_id, id),
        CONSTRAINT ck_payments_state CHECK (state IN (${STATES})),
        CONSTRAINT ck_payments_source CHECK (source IN ('desk', 'checkout')),
        CONSTRAINT ck_payments_amount_cents CHECK (amount_cents > 0)
      );
      CREATE INDEX ix_payments_patient_id ON payments (clinic_id, patient_id, id DESC);
      CREATE INDEX ix_payments_invoice_id ON payments (clinic_id, invoice_id) WHERE invoice_id IS NOT NULL;
      CREATE INDEX ix_payments_effective_on ON payments (clinic_id, effective_on, id);
      COMMENT ON TABLE payments IS 'One act of paying, by one or more tenders. What it paid is in allocations; the money is in the journal.';
      COMMENT ON COLUMN payments.amount_cents IS 'US cents, the sum of its tenders.';
      COMMENT ON COLUMN payments.effective_on IS 'Business day in the clinic''s zone the money was taken.';
      COMMENT ON COLUMN payments.receipt_id IS 'Id of its one receipt; the paper number is taken when the receipt is first issued.';
      SELECT protect_tenant_table('payments', 'SELECT, INSERT, UPDATE (state, effective_on, settled_at)');

      -- Secondary keys of the busy tables lead with their own column: while a table is small the planner cannot tell one
      -- index that begins with the clinic from another, and a plan it keeps must not walk the clinic's whole history.
      CREATE TABLE payment_tenders (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        position smallint NOT NULL,
        type text NOT NULL,
        spends_hsa_fsa boolean NOT NULL,
        amount_cents bigint NOT NULL,
        tendered_cents bigint,
        reference text,
        card_brand text,
        card_last4 text,
        fee_cents bigint,
        stripe_payment_intent_id text,
        stripe_charge_id text,
        stripe_balance_transaction_id text,
        CONSTRAINT pk_payment_tenders PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_payment_tenders_position UNIQUE (payment_id, clinic_id, position),
        CONSTRAINT fk_payment_tenders_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_payment_tenders_type CHECK (type IN (${TENDERS})),
        CONSTRAINT ck_payment_tenders_amount_cents CHECK (amount_cents > 0),
        CONSTRAINT ck_payment_tenders_tendered_cents CHECK (tendered_cents >= amount_cents),
        CONSTRAINT ck_payment_tenders_fee_cents CHECK (fee_cents >= 0),
        CONSTRAINT ck_payment_tenders_card_last4 CHECK (card_last4 ~ '^[0-9]{4}$')
      );
      CREATE UNIQUE INDEX uq_payment_tenders_venmo_reference ON payment_tenders (clinic_id, lower(reference)) WHERE type = 'venmo';
      CREATE UNIQUE INDEX uq_payment_tenders_payment_intent ON payment_tenders (clinic_id, stripe_payment_intent_id) WHERE stripe_payment_intent_id IS NOT NULL;
      CREATE INDEX ix_payment_tenders_awaiting_fee ON payment_tenders (clinic_id) WHERE type = 'hosted_checkout' AND fee_cents IS NULL;
      COMMENT ON TABLE payment_tenders IS 'The means inside a payment. Never a card number: brand and last four only.';
      COMMENT ON COLUMN payment_tenders.tendered_cents IS 'US cents of cash handed over; the rest is change.';
      COMMENT ON COLUMN payment_tenders.fee_cents IS 'US cents the processor kept, as it reported them.';
      COMMENT ON COLUMN payment_tenders.reference IS 'Check number, Venmo transaction id or terminal reference.';
      SELECT protect_tenant_table('payment_tenders',
        'SELECT, INSERT, UPDATE (card_brand, card_last4, fee_cents, stripe_payment_intent_id, stripe_charge_id, stripe_balance_transaction_id)');

      CREATE TABLE allocations (
        clinic_id uuid NOT NULL,
        tender_id uuid NOT NULL,
        charge_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        invoice_id uuid,
        amount_cents bigint NOT NULL,
        CONSTRAINT pk_allocations PRIMARY KEY (clinic_id, tender_id, charge_id),
        CONSTRAINT fk_allocations_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
        CONSTRAINT fk_allocations_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
        CONSTRAINT ck_allocations_amount_cents CHECK (amount_cents > 0)
      );
      CREATE INDEX ix_allocations_payment_id ON allocations (clinic_id, payment_id);
      CREATE INDEX ix_allocations_charge_id ON allocations (clinic_id, charge_id);
      COMMENT ON TABLE allocations IS 'Which part of a tender paid which charge, US cents. Append-only.';
      SELECT protect_tenant_table('allocations', 'SELECT, INSERT');
      SELECT make_append_only('allocations');

      CREATE TABLE checkout_sessions (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        state text NOT NULL,
        tender_kind text NOT NULL,
        amount_cents bigint NOT NULL,
        stripe_session_id text,
        url text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT pk_checkout_sessions PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_checkout_sessions_payment_id UNIQUE (clinic_id, payment_id),
        CONSTRAINT fk_checkout_sessions_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_checkout_sessions_state CHECK (state IN ('creating', 'open', 'complete', 'expired', 'failed')),
        CONSTRAINT ck_checkout_sessions_tender_kind CHECK (tender_kind IN ('card', 'hsa_fsa')),
        CONSTRAINT ck_checkout_sessions_open CHECK (state <> 'open' OR (stripe_session_id IS NOT NULL AND url IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_checkout_sessions_live ON checkout_sessions (clinic_id, invoice_id) WHERE state IN ('creating', 'open');
      CREATE INDEX ix_checkout_sessions_expires_at ON checkout_sessions (clinic_id, expires_at) WHERE state IN ('creating', 'open');
      COMMENT ON TABLE checkout_sessions IS 'Hosted checkouts at Stripe: the intent is stored before the call. At most one live per invoice.';
      SELECT protect_tenant_table('checkout_sessions', 'SELECT, INSERT, UPDATE (state, stripe_session_id, url)');

      CREATE TABLE pay_links (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT pk_pay_links PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_pay_links_id UNIQUE (id, clinic_id),
        CONSTRAINT fk_pay_links_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      CREATE UNIQUE INDEX uq_pay_links_live ON pay_links (clinic_id, patient_id) WHERE revoked_at IS NULL;
      COMMENT ON TABLE pay_links IS 'Permanent pay pages, one live per patient. The URL''s token is the id with a signature; it is not stored.';
      SELECT protect_tenant_table('pay_links', 'SELECT, INSERT, UPDATE (revoked_at)');
      CREATE POLICY owner_lookup ON pay_links FOR SELECT TO billing_owner USING (true);

      CREATE FUNCTION find_pay_link(p_id uuid) RETURNS TABLE (clinic_id uuid, patient_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT l.clinic_id, l.patient_id FROM pay_links l WHERE l.id = p_id AND l.revoked_at IS NULL
      $$;
      REVOKE ALL ON FUNCTION find_pay_link(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION find_pay_link(uuid) TO billing_app;

      CREATE TABLE stripe_events (
        id text NOT NULL,
        type text NOT NULL,
        object_id text NOT NULL,
        livemode boolean NOT NULL,
        clinic_id uuid,
        payment_id uuid,
        occurred_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'received',
        problem text,
        applied_at timestamptz,
        CONSTRAINT pk_stripe_events PRIMARY KEY (id),
        CONSTRAINT ck_stripe_events_state CHECK (state IN ('received', 'applied', 'ignored', 'quarantined'))
      );
      CREATE INDEX ix_stripe_events_waiting ON stripe_events (received_at) WHERE state IN ('received', 'quarantined');
      COMMENT ON TABLE stripe_events IS 'Inbox of Stripe''s events: ids only, stored before they are answered. Not a tenant table: an event names its clinic itself.';
      COMMENT ON COLUMN stripe_events.problem IS 'Why an event was quarantined, as a code.';
      GRANT SELECT, INSERT, UPDATE (state, problem, applied_at) ON stripe_events TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION find_pay_link(uuid);
      DROP TABLE stripe_events, pay_links, checkout_sessions, allocations, payment_tenders, payments;
    `);
  }
}
