import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills that went far beyond an estimate: who let them, and what became of those a patient disputed. */
export class GuardEstimates1763790025200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE estimate_overrides (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        estimate_id uuid NOT NULL,
        visit_id uuid NOT NULL,
        reason text NOT NULL,
        estimated_cents bigint NOT NULL,
        billed_cents bigint NOT NULL,
        made_by_kind text NOT NULL,
        made_by_id text NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT pk_estimate_overrides PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_estimate_overrides_visit_id UNIQUE (clinic_id, visit_id),
        CONSTRAINT fk_estimate_overrides_estimate_id FOREIGN KEY (clinic_id, estimate_id) REFERENCES estimates (clinic_id, id),
        CONSTRAINT fk_estimate_overrides_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
        CONSTRAINT ck_estimate_overrides_reason CHECK (reason ~ '[^[:space:]]'),
        CONSTRAINT ck_estimate_overrides_excess CHECK (billed_cents >= estimated_cents + 40000)
      );
      CREATE INDEX ix_estimate_overrides_estimate_id ON estimate_overrides (clinic_id, estimate_id);
      COMMENT ON TABLE estimate_overrides IS 'Visits that were billed although the patient may dispute the bill for it: by whom and why. Append-only.';
      COMMENT ON COLUMN estimate_overrides.billed_cents IS 'US cents billed under the estimate with this visit; estimated_cents what it said.';
      SELECT protect_tenant_table('estimate_overrides', 'SELECT, INSERT');
      SELECT make_append_only('estimate_overrides');

      CREATE TABLE estimate_disputes (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        estimate_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        state text NOT NULL,
        initiated_on date NOT NULL,
        first_billed_on date NOT NULL,
        reference text,
        estimated_cents bigint NOT NULL,
        billed_cents bigint NOT NULL,
        outcome text,
        payable_cents bigint,
        fee_credit_cents bigint,
        decided_on date,
        note text,
        opened_by_kind text NOT NULL,
        opened_by_id text NOT NULL,
        opened_at timestamptz NOT NULL,
        decided_by_kind text,
        decided_by_id text,
        decided_key text,
        decided_at timestamptz,
        CONSTRAINT pk_estimate_disputes PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_estimate_disputes_estimate_id FOREIGN KEY (clinic_id, estimate_id) REFERENCES estimates (clinic_id, id),
        CONSTRAINT fk_estimate_disputes_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_estimate_disputes_state CHECK (state IN ('open', 'decided')),
        CONSTRAINT ck_estimate_disputes_outcome CHECK (outcome IN ('patient_prevails', 'provider_prevails', 'settled', 'withdrawn')),
        CONSTRAINT ck_estimate_disputes_decided CHECK ((state = 'decided') = (outcome IS NOT NULL AND payable_cents IS NOT NULL AND fee_credit_cents IS NOT NULL AND decided_on IS NOT NULL AND decided_at IS NOT NULL)),
        CONSTRAINT ck_estimate_disputes_window CHECK (initiated_on BETWEEN first_billed_on AND first_billed_on + 120),
        CONSTRAINT ck_estimate_disputes_amounts CHECK (billed_cents >= estimated_cents + 40000 AND payable_cents BETWEEN 0 AND billed_cents AND fee_credit_cents >= 0)
      );
      CREATE UNIQUE INDEX uq_estimate_disputes_open ON estimate_disputes (clinic_id, estimate_id) WHERE state = 'open';
      CREATE INDEX ix_estimate_disputes_estimate_id ON estimate_disputes (clinic_id, estimate_id);
      COMMENT ON TABLE estimate_disputes IS 'Patient-provider disputes (45 CFR 149.620): while one is open nothing of it is collected.';
      COMMENT ON COLUMN estimate_disputes.initiated_on IS 'The day the patient filed it, at most 120 days after the first bill that went beyond the estimate.';
      COMMENT ON COLUMN estimate_disputes.payable_cents IS 'US cents of the disputed bill that the patient has to pay, as it was decided.';
      COMMENT ON COLUMN estimate_disputes.fee_credit_cents IS 'US cents of the patient''s filing fee, taken off what they owe.';
      COMMENT ON COLUMN estimate_disputes.decided_key IS 'Idempotency key of the decision: sent again after a crash it is answered, not refused.';
      COMMENT ON COLUMN estimate_disputes.reference IS 'Number of the case at the dispute resolution entity.';
      SELECT protect_tenant_table('estimate_disputes', 'SELECT, INSERT, UPDATE (state, outcome, payable_cents, fee_credit_cents, decided_on, note, decided_by_kind, decided_by_id, decided_key, decided_at)');

      CREATE TABLE estimate_dispute_charges (
        clinic_id uuid NOT NULL,
        dispute_id uuid NOT NULL,
        charge_id uuid NOT NULL,
        billed_cents bigint NOT NULL,
        CONSTRAINT pk_estimate_dispute_charges PRIMARY KEY (clinic_id, dispute_id, charge_id),
        CONSTRAINT fk_estimate_dispute_charges_dispute_id FOREIGN KEY (clinic_id, dispute_id) REFERENCES estimate_disputes (clinic_id, id),
        CONSTRAINT fk_estimate_dispute_charges_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
        CONSTRAINT ck_estimate_dispute_charges_billed_cents CHECK (billed_cents >= 0)
      );
      CREATE INDEX ix_estimate_dispute_charges_charge_id ON estimate_dispute_charges (clinic_id, charge_id);
      COMMENT ON TABLE estimate_dispute_charges IS 'The charges of a disputed bill, US cents as billed. Append-only.';
      SELECT protect_tenant_table('estimate_dispute_charges', 'SELECT, INSERT');
      SELECT make_append_only('estimate_dispute_charges');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE estimate_dispute_charges, estimate_disputes, estimate_overrides;');
  }
}
