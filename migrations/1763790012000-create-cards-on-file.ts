import type { MigrationInterface, QueryRunner } from 'typeorm';

const UNDER_WAY = `('pending', 'requires_action', 'processing', 'unknown')`;

/** Saved cards, the consent they stand on, the charges made of them, and what is needed to catch up with Stripe. */
export class CreateCardsOnFile1763790012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Money taken at the desk is in hand when it is entered, so that a tender without a word is a taken one.
      ALTER TABLE payment_tenders ADD COLUMN state text NOT NULL DEFAULT 'succeeded',
        ADD CONSTRAINT ck_payment_tenders_state CHECK (state IN ('pending', 'requires_action', 'processing', 'unknown', 'succeeded', 'declined', 'canceled'));
      COMMENT ON COLUMN payment_tenders.state IS 'How this tender was taken, or was not; the payment''s state follows from those of its tenders.';
      -- Row-level security is forced on the owner too; it steps aside for this one statement.
      ALTER TABLE payment_tenders NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE payments NO FORCE ROW LEVEL SECURITY;
      UPDATE payment_tenders t SET state = p.state FROM payments p
        WHERE p.clinic_id = t.clinic_id AND p.id = t.payment_id AND p.state IN ('pending', 'requires_action', 'processing', 'unknown', 'declined', 'canceled');
      ALTER TABLE payment_tenders FORCE ROW LEVEL SECURITY;
      ALTER TABLE payments FORCE ROW LEVEL SECURITY;
      GRANT UPDATE (state) ON payment_tenders TO billing_app;
      GRANT UPDATE (amount_cents) ON payments TO billing_app;
      COMMENT ON COLUMN payments.amount_cents IS 'US cents. While it is under way and when nothing was taken: what was asked for. Otherwise the sum of the tenders that were taken.';

      CREATE INDEX ix_payments_under_way ON payments (invoice_id, clinic_id) WHERE state IN ${UNDER_WAY};
      CREATE INDEX ix_payments_unfinished ON payments (clinic_id, taken_at) WHERE state IN ${UNDER_WAY};
      DROP INDEX ix_payment_tenders_awaiting_fee;
      CREATE INDEX ix_payment_tenders_awaiting_fee ON payment_tenders (clinic_id) WHERE stripe_payment_intent_id IS NOT NULL AND fee_cents IS NULL;

      CREATE TABLE stripe_customers (
        clinic_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        id uuid NOT NULL,
        stripe_customer_id text,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_stripe_customers PRIMARY KEY (clinic_id, patient_id),
        CONSTRAINT fk_stripe_customers_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      COMMENT ON TABLE stripe_customers IS 'Whom a patient''s saved cards belong to at Stripe: one per patient and clinic, known there by opaque ids only.';
      COMMENT ON COLUMN stripe_customers.id IS 'Stripe''s idempotency key for making it derives from this.';
      SELECT protect_tenant_table('stripe_customers', 'SELECT, INSERT, UPDATE (stripe_customer_id)');

      CREATE TABLE card_consents (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        purpose text NOT NULL,
        max_amount_cents bigint,
        text_version text NOT NULL,
        text_shown text NOT NULL,
        text_sha256 text NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_by_kind text NOT NULL,
        asked_by_id text NOT NULL,
        asked_from inet,
        accepted_at timestamptz,
        card_last4 text,
        card_fingerprint text,
        revoked_at timestamptz,
        revoked_by_id text,
        CONSTRAINT pk_card_consents PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_card_consents_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_card_consents_purpose CHECK (purpose IN ('desk_charges', 'payment_plan')),
        CONSTRAINT ck_card_consents_max_amount_cents CHECK (max_amount_cents > 0),
        CONSTRAINT ck_card_consents_text_sha256 CHECK (text_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_card_consents_card_last4 CHECK (card_last4 ~ '^[0-9]{4}$')
      );
      CREATE INDEX ix_card_consents_patient_id ON card_consents (clinic_id, patient_id);
      COMMENT ON TABLE card_consents IS 'What a card''s holder agreed to: the very text, when, who asked, for which card, and when it was taken back.';
      COMMENT ON COLUMN card_consents.max_amount_cents IS 'US cents the card may be charged at a time; null for whatever is owed.';
      COMMENT ON COLUMN card_consents.accepted_at IS 'When the holder saved the card on the page that showed the text.';
      SELECT protect_tenant_table('card_consents', 'SELECT, INSERT, UPDATE (accepted_at, card_last4, card_fingerprint, revoked_at, revoked_by_id)');

      CREATE TABLE card_setups (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        consent_id uuid NOT NULL,
        label text NOT NULL,
        state text NOT NULL DEFAULT 'creating',
        stripe_session_id text,
        url text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT pk_card_setups PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_card_setups_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_card_setups_consent_id FOREIGN KEY (clinic_id, consent_id) REFERENCES card_consents (clinic_id, id),
        CONSTRAINT ck_card_setups_label CHECK (label IN ('personal', 'hsa', 'fsa')),
        CONSTRAINT ck_card_setups_state CHECK (state IN ('creating', 'open', 'complete', 'expired', 'failed'))
      );
      CREATE INDEX ix_card_setups_open ON card_setups (clinic_id, patient_id) WHERE state IN ('creating', 'open');
      COMMENT ON TABLE card_setups IS 'Hosted pages on which a card is saved: the intent is stored before the call.';
      SELECT protect_tenant_table('card_setups', 'SELECT, INSERT, UPDATE (state, stripe_session_id, url)');

      CREATE TABLE payment_methods (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        consent_id uuid NOT NULL,
        label text NOT NULL,
        state text NOT NULL DEFAULT 'active',
        is_default boolean NOT NULL,
        stripe_payment_method_id text NOT NULL,
        stripe_customer_id text NOT NULL,
        brand text,
        last4 text NOT NULL,
        funding text,
        fingerprint text,
        expires_on date NOT NULL,
        added_at timestamptz NOT NULL,
        removed_at timestamptz,
        CONSTRAINT pk_payment_methods PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_payment_methods_stripe UNIQUE (stripe_payment_method_id, clinic_id),
        CONSTRAINT fk_payment_methods_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_payment_methods_consent_id FOREIGN KEY (clinic_id, consent_id) REFERENCES card_consents (clinic_id, id),
        CONSTRAINT ck_payment_methods_label CHECK (label IN ('personal', 'hsa', 'fsa')),
        CONSTRAINT ck_payment_methods_state CHECK (state IN ('active', 'removing', 'removed')),
        CONSTRAINT ck_payment_methods_last4 CHECK (last4 ~ '^[0-9]{4}$'),
        CONSTRAINT ck_payment_methods_default CHECK (NOT is_default OR state = 'active'),
        CONSTRAINT ck_payment_methods_removed CHECK ((state = 'removed') = (removed_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_payment_methods_default ON payment_methods (clinic_id, patient_id) WHERE is_default;
      CREATE INDEX ix_payment_methods_patient_id ON payment_methods (clinic_id, patient_id);
      CREATE INDEX ix_payment_methods_removing ON payment_methods (clinic_id) WHERE state = 'removing';
      COMMENT ON TABLE payment_methods IS 'Cards on file, kept at Stripe; here only what a person may see of them. Never a number.';
      COMMENT ON COLUMN payment_methods.expires_on IS 'The last day the card is good for. Kept for the warning that it expires soon; shown and printed nowhere.';
      COMMENT ON COLUMN payment_methods.state IS 'removing: nobody may charge it any more, Stripe is still to be told.';
      SELECT protect_tenant_table('payment_methods',
        'SELECT, INSERT, UPDATE (state, is_default, brand, last4, funding, fingerprint, expires_on, removed_at)');
      CREATE POLICY owner_lookup ON payment_methods FOR SELECT TO billing_owner USING (true);
      CREATE FUNCTION find_payment_method(p_stripe_id text) RETURNS TABLE (clinic_id uuid, id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT m.clinic_id, m.id FROM payment_methods m WHERE m.stripe_payment_method_id = p_stripe_id
      $$;
      REVOKE ALL ON FUNCTION find_payment_method(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION find_payment_method(text) TO billing_app;

      CREATE TABLE card_charges (
        clinic_id uuid NOT NULL,
        tender_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        attempt smallint NOT NULL,
        payment_method_id uuid NOT NULL,
        purpose text NOT NULL,
        request_key text,
        started_at timestamptz NOT NULL,
        decline_code text,
        advice_code text,
        CONSTRAINT pk_card_charges PRIMARY KEY (clinic_id, tender_id),
        CONSTRAINT uq_card_charges_attempt UNIQUE (payment_id, clinic_id, attempt),
        CONSTRAINT fk_card_charges_tender_id FOREIGN KEY (clinic_id, tender_id) REFERENCES payment_tenders (clinic_id, id),
        CONSTRAINT fk_card_charges_payment_method_id FOREIGN KEY (clinic_id, payment_method_id) REFERENCES payment_methods (clinic_id, id),
        CONSTRAINT ck_card_charges_attempt CHECK (attempt > 0),
        CONSTRAINT ck_card_charges_purpose CHECK (purpose IN ('desk_charges', 'payment_plan'))
      );
      CREATE UNIQUE INDEX uq_card_charges_request_key ON card_charges (request_key, clinic_id) WHERE request_key IS NOT NULL AND attempt = 1;
      COMMENT ON TABLE card_charges IS 'Charges of saved cards, one for each tender of one: the intent is stored before Stripe is asked, under a key made of payment and attempt.';
      COMMENT ON COLUMN card_charges.request_key IS 'Who asked for the payment with which key, as a hash: the same request sent again after a crash finds it.';
      COMMENT ON COLUMN card_charges.decline_code IS 'Why it was declined, in Stripe''s codes; advice_code likewise.';
      SELECT protect_tenant_table('card_charges', 'SELECT, INSERT, UPDATE (request_key, decline_code, advice_code)');

      CREATE TABLE stripe_event_cursor (
        is_only boolean NOT NULL DEFAULT true,
        last_event_id text,
        looked_at timestamptz,
        CONSTRAINT pk_stripe_event_cursor PRIMARY KEY (is_only),
        CONSTRAINT ck_stripe_event_cursor_is_only CHECK (is_only)
      );
      COMMENT ON TABLE stripe_event_cursor IS 'How far Stripe''s list of events has been read: one row, since the list is of the account, not of a clinic.';
      INSERT INTO stripe_event_cursor DEFAULT VALUES;
      GRANT SELECT, UPDATE (last_event_id, looked_at) ON stripe_event_cursor TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION find_payment_method(text);
      DROP TABLE stripe_event_cursor, card_charges, payment_methods, card_setups, card_consents, stripe_customers;
      DROP INDEX ix_payment_tenders_awaiting_fee, ix_payments_unfinished, ix_payments_under_way;
      CREATE INDEX ix_payment_tenders_awaiting_fee ON payment_tenders (clinic_id) WHERE type = 'hosted_checkout' AND fee_cents IS NULL;
      REVOKE UPDATE (amount_cents) ON payments FROM billing_app;
      ALTER TABLE payment_tenders DROP COLUMN state;
    `);
  }
}
