import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money given back, payments entered in error, and money taken before any charge. */
export class CreateRefunds1763790013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payment_tenders
        ADD COLUMN refunded_cents bigint NOT NULL DEFAULT 0,
        ADD COLUMN is_voided boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT ck_payment_tenders_refunded_cents CHECK (refunded_cents BETWEEN 0 AND amount_cents);
      COMMENT ON COLUMN payment_tenders.refunded_cents IS 'US cents given back, or kept aside for refunds on their way. Never above what was taken: the row that is locked is the one being refunded.';
      COMMENT ON COLUMN payment_tenders.is_voided IS 'Of a voided payment: its Venmo reference may be entered again.';
      GRANT UPDATE (refunded_cents, is_voided) ON payment_tenders TO billing_app;
      DROP INDEX uq_payment_tenders_venmo_reference;
      CREATE UNIQUE INDEX uq_payment_tenders_venmo_reference ON payment_tenders (clinic_id, lower(reference)) WHERE type = 'venmo' AND NOT is_voided;

      CREATE TABLE refunds (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        amount_cents bigint NOT NULL,
        reason text NOT NULL,
        note text,
        request_key text NOT NULL,
        approval_id uuid,
        requested_by_kind text NOT NULL,
        requested_by_id text NOT NULL,
        requested_at timestamptz NOT NULL,
        CONSTRAINT pk_refunds PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_refunds_request_key UNIQUE (clinic_id, requested_by_id, request_key),
        CONSTRAINT fk_refunds_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT fk_refunds_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_refunds_status CHECK (status IN ('awaiting_approval', 'rejected', 'requested', 'unknown', 'pending', 'succeeded', 'failed', 'partly_failed')),
        CONSTRAINT ck_refunds_source CHECK (source IN ('desk', 'processor')),
        CONSTRAINT ck_refunds_amount_cents CHECK (amount_cents > 0),
        CONSTRAINT ck_refunds_reason CHECK (reason ~ '^[a-z_]{3,40}$')
      );
      CREATE INDEX ix_refunds_payment_id ON refunds (clinic_id, payment_id);
      CREATE INDEX ix_refunds_patient_id ON refunds (clinic_id, patient_id, id DESC);
      COMMENT ON TABLE refunds IS 'Money given back of one payment, by one or more of its tenders: the intent, stored before anybody is asked, and what became of it.';
      COMMENT ON COLUMN refunds.status IS 'Follows from its tenders, kept for lists.';
      COMMENT ON COLUMN refunds.source IS 'desk: asked for here. processor: made at the processor and learned of.';
      COMMENT ON COLUMN refunds.amount_cents IS 'US cents, the sum of its tenders.';
      COMMENT ON COLUMN refunds.request_key IS 'Idempotency key of the request, or the processor''s id: a request cut off is taken up again, never made twice.';
      SELECT protect_tenant_table('refunds', 'SELECT, INSERT, UPDATE (status, approval_id)');

      CREATE TABLE refund_tenders (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        refund_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        tender_id uuid NOT NULL,
        position smallint NOT NULL,
        amount_cents bigint NOT NULL,
        state text NOT NULL,
        reference text,
        stripe_refund_id text,
        failure_code text,
        journal_entry_id uuid,
        effective_on date,
        created_at timestamptz NOT NULL,
        asked_at timestamptz,
        settled_at timestamptz,
        CONSTRAINT pk_refund_tenders PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_refund_tenders_refund_id FOREIGN KEY (clinic_id, refund_id) REFERENCES refunds (clinic_id, id),
        CONSTRAINT fk_refund_tenders_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
        CONSTRAINT uq_refund_tenders_tender_id UNIQUE (clinic_id, refund_id, tender_id),
        CONSTRAINT ck_refund_tenders_state CHECK (state IN ('awaiting_approval', 'rejected', 'requested', 'unknown', 'pending', 'succeeded', 'failed')),
        CONSTRAINT ck_refund_tenders_amount_cents CHECK (amount_cents > 0),
        CONSTRAINT ck_refund_tenders_booked CHECK (state NOT IN ('pending', 'succeeded') OR (journal_entry_id IS NOT NULL AND effective_on IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_refund_tenders_stripe_refund_id ON refund_tenders (clinic_id, stripe_refund_id) WHERE stripe_refund_id IS NOT NULL;
      CREATE INDEX ix_refund_tenders_payment_id ON refund_tenders (clinic_id, payment_id);
      CREATE INDEX ix_refund_tenders_unsettled ON refund_tenders (clinic_id, created_at) WHERE state IN ('requested', 'unknown', 'pending');
      COMMENT ON TABLE refund_tenders IS 'Parts of refunds, each back to the tender its money came by.';
      COMMENT ON COLUMN refund_tenders.reference IS 'Terminal reference, Venmo transaction or number of the clinic''s own check.';
      COMMENT ON COLUMN refund_tenders.journal_entry_id IS 'The entry that booked it, once the processor had taken it up; a failure reverses it by another.';
      COMMENT ON COLUMN refund_tenders.asked_at IS 'When the processor was last asked.';
      COMMENT ON COLUMN refund_tenders.effective_on IS 'Business day in the clinic''s zone it is booked on.';
      SELECT protect_tenant_table('refund_tenders',
        'SELECT, INSERT, UPDATE (state, stripe_refund_id, failure_code, journal_entry_id, effective_on, asked_at, settled_at)');

      CREATE TABLE refund_lines (
        clinic_id uuid NOT NULL,
        refund_tender_id uuid NOT NULL,
        account_number integer NOT NULL,
        item_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        invoice_id uuid,
        amount_cents bigint NOT NULL,
        CONSTRAINT pk_refund_lines PRIMARY KEY (clinic_id, refund_tender_id, item_id, account_number, payment_id),
        CONSTRAINT fk_refund_lines_refund_tender_id FOREIGN KEY (clinic_id, refund_tender_id) REFERENCES refund_tenders (clinic_id, id),
        CONSTRAINT fk_refund_lines_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_refund_lines_account_number CHECK (account_number IN (1100, 2000, 2100, 2150)),
        CONSTRAINT ck_refund_lines_amount_cents CHECK (amount_cents > 0)
      );
      CREATE INDEX ix_refund_lines_item_id ON refund_lines (item_id, clinic_id);
      CREATE INDEX ix_refund_lines_payment_id ON refund_lines (payment_id, clinic_id);
      COMMENT ON COLUMN refund_lines.payment_id IS 'Whose allocation to the charge it takes back: the refunded payment''s, or the one that spent its credit. Whose money was held, otherwise.';
      COMMENT ON TABLE refund_lines IS 'What a booked refund took its money from, US cents: charges, owed again (1100), or money held under the payment. Append-only; of a failed refund they count no more.';
      SELECT protect_tenant_table('refund_lines', 'SELECT, INSERT');
      SELECT make_append_only('refund_lines');

      CREATE VIEW standing_allocations WITH (security_invoker = true) AS
        SELECT a.clinic_id, a.payment_id, a.charge_id, sum(a.amount_cents)::bigint AS amount_cents
          FROM (SELECT clinic_id, payment_id, charge_id, amount_cents FROM allocations
                UNION ALL
                SELECT l.clinic_id, l.payment_id, l.item_id, -l.amount_cents
                  FROM refund_lines l JOIN refund_tenders r ON r.clinic_id = l.clinic_id AND r.id = l.refund_tender_id
                 WHERE l.account_number = 1100 AND r.state IN ('pending', 'succeeded')) a
         GROUP BY a.clinic_id, a.payment_id, a.charge_id;
      COMMENT ON VIEW standing_allocations IS 'What a payment still pays of a charge, US cents: its allocations less what refunds took back. Voided payments are there as they were.';
      GRANT SELECT ON standing_allocations TO billing_app;

      CREATE TABLE payment_voids (
        clinic_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        reason text NOT NULL,
        voided_by_kind text NOT NULL,
        voided_by_id text NOT NULL,
        voided_at timestamptz NOT NULL,
        CONSTRAINT pk_payment_voids PRIMARY KEY (clinic_id, payment_id),
        CONSTRAINT fk_payment_voids_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id)
      );
      COMMENT ON TABLE payment_voids IS 'Payments entered in error and taken back on their own business day, by whom and why.';
      SELECT protect_tenant_table('payment_voids', 'SELECT, INSERT');
      SELECT make_append_only('payment_voids');

      CREATE TABLE deposits (
        clinic_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        purpose text NOT NULL,
        CONSTRAINT pk_deposits PRIMARY KEY (clinic_id, payment_id),
        CONSTRAINT fk_deposits_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT fk_deposits_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_deposits_purpose CHECK (purpose IN ('deposit', 'prepayment'))
      );
      CREATE INDEX ix_deposits_patient_id ON deposits (clinic_id, patient_id, payment_id DESC);
      COMMENT ON TABLE deposits IS 'Payments taken before any charge. What is left of one is its open item: 2100 for a deposit, 2150 for a prepayment of an estimated visit.';
      SELECT protect_tenant_table('deposits', 'SELECT, INSERT');
      SELECT make_append_only('deposits');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW standing_allocations;
      DROP TABLE deposits, payment_voids, refund_lines, refund_tenders, refunds;
      DROP INDEX uq_payment_tenders_venmo_reference;
      CREATE UNIQUE INDEX uq_payment_tenders_venmo_reference ON payment_tenders (clinic_id, lower(reference)) WHERE type = 'venmo';
      ALTER TABLE payment_tenders DROP COLUMN refunded_cents, DROP COLUMN is_voided;
    `);
  }
}
