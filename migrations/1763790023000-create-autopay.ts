import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Installments charged by themselves: what was agreed, how far each is, every try; and what was said about late money. */
export class CreateAutopay1763790023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE autopay_consents (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        payment_method_id uuid NOT NULL,
        from_on date NOT NULL,
        text_version text NOT NULL,
        text text NOT NULL,
        text_sha256 text NOT NULL,
        accepted_name text NOT NULL,
        method text NOT NULL,
        accepted_at timestamptz NOT NULL,
        accepted_from inet,
        recorded_by_kind text NOT NULL,
        recorded_by_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        revoked_at timestamptz,
        revoked_by_kind text,
        revoked_by_id text,
        revoked_for text,
        CONSTRAINT pk_autopay_consents PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_autopay_consents_version FOREIGN KEY (clinic_id, plan_id, version) REFERENCES plan_schedules (clinic_id, plan_id, version),
        CONSTRAINT fk_autopay_consents_payment_method_id FOREIGN KEY (clinic_id, payment_method_id) REFERENCES payment_methods (clinic_id, id),
        CONSTRAINT ck_autopay_consents_text_sha256 CHECK (text_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_autopay_consents_method CHECK (method IN ('paper', 'in_person', 'electronic')),
        CONSTRAINT ck_autopay_consents_accepted_at CHECK (accepted_at <= recorded_at),
        CONSTRAINT ck_autopay_consents_revoked CHECK (num_nulls(revoked_at, revoked_by_kind, revoked_by_id, revoked_for) IN (0, 4))
      );
      CREATE UNIQUE INDEX uq_autopay_consents_live ON autopay_consents (plan_id, clinic_id) WHERE revoked_at IS NULL;
      COMMENT ON TABLE autopay_consents IS 'That a patient lets a card be charged by itself for the installments of a schedule: the very words, when, how, and until when. Never a condition of a plan.';
      COMMENT ON COLUMN autopay_consents.text IS 'As it was shown, with every day and amount.';
      COMMENT ON COLUMN autopay_consents.from_on IS 'Installments due before this day were not part of it.';
      COMMENT ON COLUMN autopay_consents.accepted_from IS 'The network address of who wrote it down, when there was one.';
      SELECT protect_tenant_table('autopay_consents', 'SELECT, INSERT, UPDATE (revoked_at, revoked_by_kind, revoked_by_id, revoked_for)');

      CREATE TABLE installment_collections (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        number smallint NOT NULL,
        state text NOT NULL DEFAULT 'waiting',
        declines smallint NOT NULL DEFAULT 0,
        outages integer NOT NULL DEFAULT 0,
        away_since timestamptz,
        try_on date,
        try_at timestamptz,
        noticed_on date,
        collected_cents bigint NOT NULL DEFAULT 0,
        reason text,
        changed_at timestamptz NOT NULL,
        CONSTRAINT pk_installment_collections PRIMARY KEY (clinic_id, plan_id, version, number),
        CONSTRAINT fk_installment_collections_installment FOREIGN KEY (clinic_id, plan_id, version, number) REFERENCES installments (clinic_id, plan_id, version, number),
        CONSTRAINT ck_installment_collections_state CHECK (state IN ('waiting', 'charging', 'collected', 'covered', 'stopped')),
        CONSTRAINT ck_installment_collections_declines CHECK (declines BETWEEN 0 AND 4),
        CONSTRAINT ck_installment_collections_reason CHECK ((state = 'stopped') = (reason IS NOT NULL)),
        CONSTRAINT ck_installment_collections_collected_cents CHECK (collected_cents >= 0)
      );
      CREATE INDEX ix_installment_collections_charging ON installment_collections (clinic_id, changed_at) WHERE state = 'charging';
      COMMENT ON TABLE installment_collections IS 'How far charging an installment by itself is. Whether it is paid follows from the plan''s invoices, not from here.';
      COMMENT ON COLUMN installment_collections.state IS 'charging: a try is under way, or its answer was lost. covered: paid another way. stopped: a person was told.';
      COMMENT ON COLUMN installment_collections.try_on IS 'The clinic''s day of the next try after a decline.';
      COMMENT ON COLUMN installment_collections.try_at IS 'When it is tried again after nobody could be asked.';
      COMMENT ON COLUMN installment_collections.collected_cents IS 'US cents taken for this installment by itself.';
      SELECT protect_tenant_table('installment_collections', 'SELECT, INSERT, UPDATE (state, declines, outages, away_since, try_on, try_at, noticed_on, collected_cents, reason, changed_at)');

      CREATE TABLE collection_attempts (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        number smallint NOT NULL,
        consent_id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        amount_cents bigint NOT NULL,
        started_at timestamptz NOT NULL,
        outcome text,
        decline_code text,
        ended_at timestamptz,
        CONSTRAINT pk_collection_attempts PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_collection_attempts_payment_id UNIQUE (clinic_id, payment_id),
        CONSTRAINT fk_collection_attempts_collection FOREIGN KEY (clinic_id, plan_id, version, number) REFERENCES installment_collections (clinic_id, plan_id, version, number),
        CONSTRAINT fk_collection_attempts_consent_id FOREIGN KEY (clinic_id, consent_id) REFERENCES autopay_consents (clinic_id, id),
        CONSTRAINT fk_collection_attempts_invoice_id FOREIGN KEY (clinic_id, invoice_id) REFERENCES invoices (clinic_id, id),
        CONSTRAINT fk_collection_attempts_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_collection_attempts_outcome CHECK (outcome IN ('collected', 'declined', 'unavailable')),
        CONSTRAINT ck_collection_attempts_ended CHECK ((outcome IS NULL) = (ended_at IS NULL)),
        CONSTRAINT ck_collection_attempts_amount_cents CHECK (amount_cents >= 50)
      );
      CREATE UNIQUE INDEX uq_collection_attempts_open ON collection_attempts (clinic_id, plan_id) WHERE ended_at IS NULL;
      CREATE UNIQUE INDEX uq_collection_attempts_collected ON collection_attempts (clinic_id, plan_id, version, number, invoice_id) WHERE outcome = 'collected';
      CREATE INDEX ix_collection_attempts_ended_at ON collection_attempts (clinic_id, ended_at) WHERE outcome = 'unavailable';
      COMMENT ON TABLE collection_attempts IS 'Every charge of a card for an installment: one at a time for a plan, and at most one that took money for an installment of each invoice.';
      COMMENT ON COLUMN collection_attempts.amount_cents IS 'US cents that were asked for.';
      SELECT protect_tenant_table('collection_attempts', 'SELECT, INSERT, UPDATE (outcome, decline_code, ended_at)');

      CREATE TABLE late_money_steps (
        clinic_id uuid NOT NULL,
        about_type text NOT NULL,
        about_id uuid NOT NULL,
        due_on date NOT NULL,
        number smallint NOT NULL,
        act text NOT NULL,
        reached_on date NOT NULL,
        done_at timestamptz NOT NULL,
        CONSTRAINT pk_late_money_steps PRIMARY KEY (clinic_id, about_id, due_on, number),
        CONSTRAINT ck_late_money_steps_about_type CHECK (about_type IN ('invoice', 'payment_plan')),
        CONSTRAINT ck_late_money_steps_act CHECK (act IN ('remind', 'call'))
      );
      COMMENT ON TABLE late_money_steps IS 'What was said about late money, step by step, once each.';
      SELECT protect_tenant_table('late_money_steps', 'SELECT, INSERT');

      CREATE TABLE reminder_holds (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        reason text NOT NULL,
        started_at timestamptz NOT NULL,
        started_by_kind text NOT NULL,
        started_by_id text NOT NULL,
        ended_at timestamptz,
        CONSTRAINT pk_reminder_holds PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_reminder_holds_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_reminder_holds_reason CHECK (reason IN ('estimate_dispute', 'hardship', 'other'))
      );
      CREATE UNIQUE INDEX uq_reminder_holds_live ON reminder_holds (clinic_id, patient_id) WHERE ended_at IS NULL;
      COMMENT ON TABLE reminder_holds IS 'While one stands nobody asks the patient for money by themselves: a Good Faith Estimate is disputed, or a person said so (DOMAIN.md S7).';
      SELECT protect_tenant_table('reminder_holds', 'SELECT, INSERT, UPDATE (ended_at)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE reminder_holds, late_money_steps, collection_attempts, installment_collections, autopay_consents;',
    );
  }
}
