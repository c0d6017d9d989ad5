import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payment plans: what was agreed, over which invoices, in which versions, and who signed. How far they are is never stored. */
export class CreatePaymentPlans1763790022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payment_plans (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        patient_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'active',
        version integer NOT NULL DEFAULT 1,
        opened_on date NOT NULL,
        paused_on date,
        resumed_on date,
        canceled_on date,
        canceled_paid_cents bigint,
        reason text,
        opened_by_kind text NOT NULL,
        opened_by_id text NOT NULL,
        opened_at timestamptz NOT NULL,
        CONSTRAINT pk_payment_plans PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_payment_plans_number UNIQUE (clinic_id, number),
        CONSTRAINT fk_payment_plans_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_payment_plans_state CHECK (state IN ('active', 'paused', 'canceled')),
        CONSTRAINT ck_payment_plans_paused_on CHECK (state <> 'paused' OR paused_on IS NOT NULL),
        CONSTRAINT ck_payment_plans_canceled CHECK ((state = 'canceled') = (canceled_on IS NOT NULL) AND (canceled_on IS NULL) = (canceled_paid_cents IS NULL)),
        CONSTRAINT ck_payment_plans_version CHECK (version > 0)
      );
      CREATE INDEX ix_payment_plans_patient_id ON payment_plans (clinic_id, patient_id, id DESC);
      COMMENT ON TABLE payment_plans IS 'Agreements to pay invoices by installments. Whether one is paid, due or late follows from what was paid on its invoices.';
      COMMENT ON COLUMN payment_plans.number IS 'Gapless per clinic, PP-000001 on.';
      COMMENT ON COLUMN payment_plans.version IS 'The schedule in force.';
      COMMENT ON COLUMN payment_plans.canceled_paid_cents IS 'US cents that had been paid toward the schedule in force when it was canceled.';
      COMMENT ON COLUMN payment_plans.reason IS 'Why it was paused or canceled last, in the words of the person who did.';
      SELECT protect_tenant_table('payment_plans',
        'SELECT, INSERT, UPDATE (state, version, paused_on, resumed_on, canceled_on, canceled_paid_cents, reason)');

      CREATE TABLE payment_plan_invoices (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        open_cents bigint NOT NULL,
        allocated_cents bigint NOT NULL,
        is_live boolean NOT NULL DEFAULT true,
        CONSTRAINT pk_payment_plan_invoices PRIMARY KEY (clinic_id, plan_id, invoice_id),
        CONSTRAINT fk_payment_plan_invoices_plan_id FOREIGN KEY (clinic_id, plan_id) REFERENCES payment_plans (clinic_id, id),
        CONSTRAINT fk_payment_plan_invoices_invoice_id FOREIGN KEY (clinic_id, invoice_id) REFERENCES invoices (clinic_id, id),
        CONSTRAINT ck_payment_plan_invoices_open_cents CHECK (open_cents > 0),
        CONSTRAINT ck_payment_plan_invoices_allocated_cents CHECK (allocated_cents >= 0)
      );
      CREATE UNIQUE INDEX uq_payment_plan_invoices_live ON payment_plan_invoices (invoice_id, clinic_id) WHERE is_live;
      COMMENT ON TABLE payment_plan_invoices IS 'What a plan covers. An invoice is on one live plan at most.';
      COMMENT ON COLUMN payment_plan_invoices.open_cents IS 'US cents the invoice owed when the plan was opened.';
      COMMENT ON COLUMN payment_plan_invoices.allocated_cents IS 'US cents payments paid of it when the plan was opened: what is paid beyond counts toward the plan.';
      COMMENT ON COLUMN payment_plan_invoices.is_live IS 'False once the plan was canceled.';
      SELECT protect_tenant_table('payment_plan_invoices', 'SELECT, INSERT, UPDATE (is_live)');

      CREATE TABLE plan_schedules (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        frequency text NOT NULL,
        installment_count smallint NOT NULL,
        total_cents bigint NOT NULL,
        paid_before_cents bigint NOT NULL,
        grace_days smallint NOT NULL,
        apr_basis_points integer NOT NULL,
        finance_charge_cents bigint NOT NULL,
        amount_financed_cents bigint NOT NULL,
        total_of_payments_cents bigint NOT NULL,
        total_sale_price_cents bigint NOT NULL,
        is_truth_in_lending boolean NOT NULL,
        agreement jsonb NOT NULL,
        agreement_sha256 text NOT NULL,
        made_on date NOT NULL,
        made_by_kind text NOT NULL,
        made_by_id text NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT pk_plan_schedules PRIMARY KEY (clinic_id, plan_id, version),
        CONSTRAINT fk_plan_schedules_plan_id FOREIGN KEY (clinic_id, plan_id) REFERENCES payment_plans (clinic_id, id),
        CONSTRAINT ck_plan_schedules_frequency CHECK (frequency IN ('weekly', 'biweekly', 'monthly')),
        CONSTRAINT ck_plan_schedules_installment_count CHECK (installment_count BETWEEN 1 AND 36),
        CONSTRAINT ck_plan_schedules_amounts CHECK (total_cents > 0 AND paid_before_cents >= 0 AND finance_charge_cents >= 0),
        CONSTRAINT ck_plan_schedules_agreement_sha256 CHECK (agreement_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX ix_plan_schedules_long ON plan_schedules (clinic_id, made_on) WHERE is_truth_in_lending;
      COMMENT ON TABLE plan_schedules IS 'Versions of a plan''s terms with what was disclosed and agreed. Never changed: new terms are a new version.';
      COMMENT ON COLUMN plan_schedules.total_cents IS 'US cents of all its parts, the down payment included.';
      COMMENT ON COLUMN plan_schedules.paid_before_cents IS 'US cents paid toward the plan before this version began.';
      COMMENT ON COLUMN plan_schedules.agreement IS 'All the agreement says, as it is hashed, shown and printed.';
      COMMENT ON COLUMN plan_schedules.agreement_sha256 IS 'SHA-256 of the agreement as canonical JSON, lower-case hex.';
      SELECT protect_tenant_table('plan_schedules', 'SELECT, INSERT');
      SELECT make_append_only('plan_schedules');

      CREATE TABLE installments (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        number smallint NOT NULL,
        due_on date NOT NULL,
        amount_cents bigint NOT NULL,
        CONSTRAINT pk_installments PRIMARY KEY (clinic_id, plan_id, version, number),
        CONSTRAINT fk_installments_version FOREIGN KEY (clinic_id, plan_id, version) REFERENCES plan_schedules (clinic_id, plan_id, version),
        CONSTRAINT ck_installments_number CHECK (number BETWEEN 0 AND 36),
        CONSTRAINT ck_installments_amount_cents CHECK (amount_cents > 0)
      );
      CREATE INDEX ix_installments_due_on ON installments (clinic_id, due_on, plan_id);
      COMMENT ON TABLE installments IS 'Parts of a version''s schedule. Number 0 is the down payment. Status follows from what was paid.';
      COMMENT ON COLUMN installments.amount_cents IS 'US cents as agreed.';
      SELECT protect_tenant_table('installments', 'SELECT, INSERT');
      SELECT make_append_only('installments');

      CREATE TABLE plan_agreements (
        clinic_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        version integer NOT NULL,
        signed_name text NOT NULL,
        method text NOT NULL,
        agreement_sha256 text NOT NULL,
        signed_at timestamptz NOT NULL,
        recorded_by_kind text NOT NULL,
        recorded_by_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT pk_plan_agreements PRIMARY KEY (clinic_id, plan_id, version),
        CONSTRAINT fk_plan_agreements_version FOREIGN KEY (clinic_id, plan_id, version) REFERENCES plan_schedules (clinic_id, plan_id, version),
        CONSTRAINT ck_plan_agreements_method CHECK (method IN ('paper', 'in_person', 'electronic')),
        CONSTRAINT ck_plan_agreements_agreement_sha256 CHECK (agreement_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_plan_agreements_signed_at CHECK (signed_at <= recorded_at)
      );
      COMMENT ON TABLE plan_agreements IS 'Who signed which version of a plan, when and how, with the hash of what was signed. Append-only.';
      SELECT protect_tenant_table('plan_agreements', 'SELECT, INSERT');
      SELECT make_append_only('plan_agreements');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE plan_agreements, installments, plan_schedules, payment_plan_invoices, payment_plans;',
    );
  }
}
