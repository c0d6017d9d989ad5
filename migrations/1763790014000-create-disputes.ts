import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Disputes of card payments, the money they moved, and what the clinic answered. */
export class CreateDisputes1763790014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disputes (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        payment_id uuid NOT NULL,
        tender_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        stripe_dispute_id text NOT NULL,
        amount_cents bigint NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        is_inquiry boolean NOT NULL,
        evidence_due_at timestamptz,
        submission_count integer NOT NULL DEFAULT 0,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT pk_disputes PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_disputes_stripe_dispute_id UNIQUE (stripe_dispute_id, clinic_id),
        CONSTRAINT fk_disputes_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT fk_disputes_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
        CONSTRAINT fk_disputes_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_disputes_status CHECK (status ~ '^[a-z_]{3,40}$'),
        CONSTRAINT ck_disputes_amount_cents CHECK (amount_cents >= 0),
        CONSTRAINT ck_disputes_submission_count CHECK (submission_count >= 0)
      );
      CREATE INDEX ix_disputes_payment_id ON disputes (clinic_id, payment_id);
      CREATE INDEX ix_disputes_open ON disputes (clinic_id, patient_id) WHERE closed_at IS NULL;
      COMMENT ON TABLE disputes IS 'What a cardholder''s bank took back or asked about, as the processor told it last; never moved backwards.';
      COMMENT ON COLUMN disputes.amount_cents IS 'US cents in dispute. What it has moved is in dispute_movements.';
      COMMENT ON COLUMN disputes.status IS 'The processor''s own word: needs_response, under_review, won, lost, or warning_* for an inquiry.';
      COMMENT ON COLUMN disputes.is_inquiry IS 'A question of the bank that has moved no money.';
      SELECT protect_tenant_table('disputes',
        'SELECT, INSERT, UPDATE (amount_cents, reason, status, is_inquiry, evidence_due_at, submission_count, closed_at)');

      CREATE TABLE dispute_movements (
        clinic_id uuid NOT NULL,
        dispute_id uuid NOT NULL,
        position smallint NOT NULL,
        balance_transaction_id text NOT NULL,
        amount_cents bigint NOT NULL,
        fee_cents bigint NOT NULL,
        occurred_at timestamptz NOT NULL,
        CONSTRAINT pk_dispute_movements PRIMARY KEY (clinic_id, dispute_id, position),
        CONSTRAINT uq_dispute_movements_balance_transaction_id UNIQUE (balance_transaction_id, clinic_id),
        CONSTRAINT fk_dispute_movements_dispute_id FOREIGN KEY (clinic_id, dispute_id) REFERENCES disputes (clinic_id, id)
      );
      COMMENT ON TABLE dispute_movements IS 'Balance transactions of a dispute, each booked once: journal kinds end with the position.';
      COMMENT ON COLUMN dispute_movements.amount_cents IS 'US cents in dispute that moved: negative when taken, positive when given back.';
      COMMENT ON COLUMN dispute_movements.fee_cents IS 'US cents the processor kept; negative when it gave a fee back.';
      SELECT protect_tenant_table('dispute_movements', 'SELECT, INSERT');
      SELECT make_append_only('dispute_movements');

      CREATE TABLE dispute_answers (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        dispute_id uuid NOT NULL,
        kind text NOT NULL,
        statement text,
        is_final boolean NOT NULL,
        submissions_before integer NOT NULL,
        state text NOT NULL DEFAULT 'sending',
        answered_by_id text NOT NULL,
        answered_at timestamptz NOT NULL,
        CONSTRAINT pk_dispute_answers PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_dispute_answers_dispute_id FOREIGN KEY (clinic_id, dispute_id) REFERENCES disputes (clinic_id, id),
        CONSTRAINT ck_dispute_answers_kind CHECK (kind IN ('evidence', 'accept')),
        CONSTRAINT ck_dispute_answers_state CHECK (state IN ('sending', 'sent', 'failed')),
        CONSTRAINT ck_dispute_answers_statement CHECK ((kind = 'evidence') = (statement IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_dispute_answers_sending ON dispute_answers (clinic_id, dispute_id) WHERE state = 'sending';
      CREATE INDEX ix_dispute_answers_dispute_id ON dispute_answers (clinic_id, dispute_id);
      COMMENT ON TABLE dispute_answers IS 'What the clinic told the bank: stored before it is sent. While one is being sent no other may be.';
      COMMENT ON COLUMN dispute_answers.statement IS 'Words without health information, as they were sent.';
      COMMENT ON COLUMN dispute_answers.is_final IS 'Submitted to the bank, not only kept at the processor.';
      COMMENT ON COLUMN dispute_answers.submissions_before IS 'How many submissions the processor counted before: how a lost answer is found out.';
      SELECT protect_tenant_table('dispute_answers', 'SELECT, INSERT, UPDATE (state)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dispute_answers, dispute_movements, disputes;');
  }
}
