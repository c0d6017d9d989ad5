import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages of sessions sold ahead: what a clinic offers, what patients bought, what of it was given. */
export class CreatePackages1763790025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deposits DROP CONSTRAINT ck_deposits_purpose,
        ADD CONSTRAINT ck_deposits_purpose CHECK (purpose IN ('deposit', 'prepayment', 'package'));
      COMMENT ON TABLE deposits IS 'Payments taken before any charge. What is left of one is its open item: 2100 for a deposit or a package, 2150 for a prepayment of an estimated visit. Money of a package is spent by its own sessions alone.';
      ALTER TABLE checkout_sessions ALTER COLUMN invoice_id DROP NOT NULL;
      COMMENT ON COLUMN checkout_sessions.invoice_id IS 'Null for money taken ahead of any charge.';

      CREATE TABLE package_offers (
        clinic_id uuid NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        lines jsonb NOT NULL,
        discount_basis_points integer NOT NULL,
        cancellation_policy text NOT NULL,
        is_offered boolean NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT pk_package_offers PRIMARY KEY (clinic_id, code),
        CONSTRAINT ck_package_offers_code CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
        CONSTRAINT ck_package_offers_discount CHECK (discount_basis_points BETWEEN 0 AND 9000),
        CONSTRAINT ck_package_offers_policy CHECK (cancellation_policy IN ('pro_rata', 'rerate_to_list'))
      );
      COMMENT ON TABLE package_offers IS 'Packages a clinic sells. What was sold keeps its own sessions and prices.';
      COMMENT ON COLUMN package_offers.lines IS 'Services and how many sessions of each.';
      COMMENT ON COLUMN package_offers.discount_basis_points IS 'Off the list price of the day, hundredths of a percent.';
      SELECT protect_tenant_table('package_offers', 'SELECT, INSERT, UPDATE');

      CREATE TABLE packages (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        patient_id uuid NOT NULL,
        offer_code text NOT NULL,
        name text NOT NULL,
        sold_on date NOT NULL,
        list_price_cents bigint NOT NULL,
        price_cents bigint NOT NULL,
        cancellation_policy text NOT NULL,
        agreement_version text NOT NULL,
        agreement_text text NOT NULL,
        agreement_sha256 text NOT NULL,
        signed_by text NOT NULL,
        signed_at timestamptz NOT NULL,
        request_key text,
        sold_by_kind text NOT NULL,
        sold_by_id text NOT NULL,
        canceled_at timestamptz,
        canceled_on date,
        cancel_reason text,
        kept_cents bigint,
        canceled_by_kind text,
        canceled_by_id text,
        CONSTRAINT pk_packages PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_packages_number UNIQUE (clinic_id, number),
        CONSTRAINT fk_packages_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_packages_price CHECK (price_cents > 0 AND price_cents <= list_price_cents),
        CONSTRAINT ck_packages_policy CHECK (cancellation_policy IN ('pro_rata', 'rerate_to_list')),
        CONSTRAINT ck_packages_sha256 CHECK (agreement_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_packages_canceled CHECK ((canceled_at IS NULL) = (canceled_on IS NULL) AND (canceled_at IS NULL) = (kept_cents IS NULL) AND (canceled_at IS NULL) = (cancel_reason IS NULL)),
        CONSTRAINT ck_packages_kept_cents CHECK (kept_cents >= 0)
      );
      CREATE INDEX ix_packages_patient_id ON packages (clinic_id, patient_id, id DESC);
      CREATE UNIQUE INDEX uq_packages_request_key ON packages (clinic_id, request_key) WHERE request_key IS NOT NULL;
      COMMENT ON TABLE packages IS 'Sessions a patient bought ahead, with the agreement as it was signed. The money is in payments and on 2100 until a session is given.';
      COMMENT ON COLUMN packages.list_price_cents IS 'US cents: what the sessions cost singly on the day of the sale.';
      COMMENT ON COLUMN packages.price_cents IS 'US cents: what the package costs.';
      COMMENT ON COLUMN packages.agreement_text IS 'The very text that was signed; its version and SHA-256 beside it.';
      COMMENT ON COLUMN packages.signed_by IS 'The name the patient typed.';
      COMMENT ON COLUMN packages.request_key IS 'Who sold it with which key, as a hash: a staged sale sent again after a crash finds it.';
      COMMENT ON COLUMN packages.kept_cents IS 'US cents kept at the cancellation under a signed re-rate.';
      SELECT protect_tenant_table('packages', 'SELECT, INSERT, UPDATE (canceled_at, canceled_on, cancel_reason, kept_cents, canceled_by_kind, canceled_by_id)');

      CREATE TABLE package_sessions (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        package_id uuid NOT NULL,
        position smallint NOT NULL,
        service_code text NOT NULL,
        description text NOT NULL,
        list_price_cents bigint NOT NULL,
        price_cents bigint NOT NULL,
        price_source jsonb NOT NULL,
        CONSTRAINT pk_package_sessions PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_package_sessions_position UNIQUE (clinic_id, package_id, position),
        CONSTRAINT fk_package_sessions_package_id FOREIGN KEY (clinic_id, package_id) REFERENCES packages (clinic_id, id),
        CONSTRAINT ck_package_sessions_price CHECK (price_cents BETWEEN 0 AND list_price_cents)
      );
      COMMENT ON TABLE package_sessions IS 'The sessions of a package, each with its share of the price (relative standalone selling price). Append-only.';
      COMMENT ON COLUMN package_sessions.list_price_cents IS 'US cents on the day of the sale.';
      COMMENT ON COLUMN package_sessions.price_cents IS 'US cents earned when it is given; the sessions add up to the package''s price.';
      SELECT protect_tenant_table('package_sessions', 'SELECT, INSERT');
      SELECT make_append_only('package_sessions');

      CREATE TABLE package_uses (
        clinic_id uuid NOT NULL,
        session_id uuid NOT NULL,
        charge_id uuid NOT NULL,
        package_id uuid NOT NULL,
        payment_id uuid,
        held_cents bigint NOT NULL,
        used_at timestamptz NOT NULL,
        returned_at timestamptz,
        CONSTRAINT pk_package_uses PRIMARY KEY (clinic_id, session_id, charge_id),
        CONSTRAINT fk_package_uses_session_id FOREIGN KEY (clinic_id, session_id) REFERENCES package_sessions (clinic_id, id),
        CONSTRAINT fk_package_uses_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
        CONSTRAINT fk_package_uses_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
        CONSTRAINT ck_package_uses_held_cents CHECK (held_cents >= 0 AND (held_cents > 0) = (payment_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX uq_package_uses_standing ON package_uses (clinic_id, session_id) WHERE returned_at IS NULL;
      CREATE UNIQUE INDEX uq_package_uses_charge_id ON package_uses (clinic_id, charge_id);
      CREATE INDEX ix_package_uses_package_id ON package_uses (clinic_id, package_id);
      CREATE INDEX ix_package_uses_payment_id ON package_uses (clinic_id, payment_id) WHERE payment_id IS NOT NULL;
      COMMENT ON TABLE package_uses IS 'Sessions that were given: one standing use each. A voided visit returns its session.';
      COMMENT ON COLUMN package_uses.payment_id IS 'The payment by which held money was earned; null when nothing was held yet.';
      COMMENT ON COLUMN package_uses.held_cents IS 'US cents of the session''s price that were held when it was given, and earned by it.';
      SELECT protect_tenant_table('package_uses', 'SELECT, INSERT, UPDATE (returned_at)');

      CREATE TABLE package_payments (
        clinic_id uuid NOT NULL,
        package_id uuid NOT NULL,
        payment_id uuid NOT NULL,
        CONSTRAINT pk_package_payments PRIMARY KEY (clinic_id, payment_id),
        CONSTRAINT fk_package_payments_package_id FOREIGN KEY (clinic_id, package_id) REFERENCES packages (clinic_id, id),
        CONSTRAINT fk_package_payments_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id)
      );
      CREATE INDEX ix_package_payments_package_id ON package_payments (clinic_id, package_id);
      COMMENT ON TABLE package_payments IS 'Payments that are held for a package, whatever became of them. Append-only.';
      SELECT protect_tenant_table('package_payments', 'SELECT, INSERT');
      SELECT make_append_only('package_payments');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE package_payments, package_uses, package_sessions, packages, package_offers;
      ALTER TABLE checkout_sessions ALTER COLUMN invoice_id SET NOT NULL;
      ALTER TABLE deposits DROP CONSTRAINT ck_deposits_purpose,
        ADD CONSTRAINT ck_deposits_purpose CHECK (purpose IN ('deposit', 'prepayment'));
    `);
  }
}
