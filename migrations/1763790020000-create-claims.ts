import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'draft','validated','submitted','acknowledged','accepted','rejected','paid','partly_paid','denied','rework','appealed','self_pay','written_off','replaced'`;

const SETTINGS = `
  CREATE TABLE claim_counters (
    clinic_id uuid NOT NULL,
    kind text NOT NULL,
    last_number bigint NOT NULL,
    CONSTRAINT pk_claim_counters PRIMARY KEY (clinic_id, kind),
    CONSTRAINT fk_claim_counters_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_claim_counters_kind CHECK (kind IN ('claim', 'interchange')),
    CONSTRAINT ck_claim_counters_last_number CHECK (last_number > 0)
  );
  COMMENT ON TABLE claim_counters IS 'The last control number given out, per clinic and kind; taken in the transaction that uses it, so gapless.';
  SELECT protect_tenant_table('claim_counters', 'SELECT, INSERT, UPDATE');

  CREATE TABLE claim_settings (
    clinic_id uuid NOT NULL,
    submitter_id text NOT NULL,
    receiver_id text NOT NULL,
    receiver_name text NOT NULL,
    contact_name text NOT NULL,
    usage text NOT NULL,
    billing_taxonomy_code text,
    billing_postal_code text,
    rems_site_id text,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_claim_settings PRIMARY KEY (clinic_id),
    CONSTRAINT fk_claim_settings_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_claim_settings_submitter_id CHECK (submitter_id ~ '^[A-Z0-9]{2,15}$'),
    CONSTRAINT ck_claim_settings_receiver_id CHECK (receiver_id ~ '^[A-Z0-9]{2,15}$'),
    CONSTRAINT ck_claim_settings_usage CHECK (usage IN ('test', 'production')),
    CONSTRAINT ck_claim_settings_billing_taxonomy_code CHECK (billing_taxonomy_code ~ '^[0-9A-Z]{10}$'),
    CONSTRAINT ck_claim_settings_billing_postal_code CHECK (billing_postal_code ~ '^[0-9]{5}-[0-9]{4}$')
  );
  COMMENT ON TABLE claim_settings IS 'How a clinic sends claims: its names at the clearinghouse, test or production, its REMS certification.';
  COMMENT ON COLUMN claim_settings.billing_postal_code IS 'ZIP+4 of the clinic''s address; payers want nine digits (2010AA N403).';
  SELECT protect_tenant_table('claim_settings', 'SELECT, INSERT, UPDATE');

  CREATE TABLE payer_claim_rules (
    clinic_id uuid NOT NULL,
    payer_id text NOT NULL,
    filing_code text,
    timely_filing_days integer,
    appeal_days integer,
    requires_authorization boolean,
    drug_quantity text,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_payer_claim_rules PRIMARY KEY (clinic_id, payer_id),
    CONSTRAINT fk_payer_claim_rules_payer_id FOREIGN KEY (clinic_id, payer_id) REFERENCES payers (clinic_id, payer_id),
    CONSTRAINT ck_payer_claim_rules_filing_code CHECK (filing_code ~ '^[A-Z0-9]{2}$'),
    CONSTRAINT ck_payer_claim_rules_days CHECK (timely_filing_days BETWEEN 1 AND 1095 AND appeal_days BETWEEN 1 AND 1095),
    CONSTRAINT ck_payer_claim_rules_drug_quantity CHECK (drug_quantity IN ('devices', 'kits', 'milliliters'))
  );
  COMMENT ON TABLE payer_claim_rules IS 'What a payer wants where it departs from the default of its kind; null leaves the default.';
  COMMENT ON COLUMN payer_claim_rules.timely_filing_days IS 'Days after the service in which it takes a claim.';
  COMMENT ON COLUMN payer_claim_rules.appeal_days IS 'Days after a denial in which it takes an appeal.';
  COMMENT ON COLUMN payer_claim_rules.drug_quantity IS 'What it counts a drug''s NDC in (X12 CTP04).';
  SELECT protect_tenant_table('payer_claim_rules', 'SELECT, INSERT, UPDATE');

  CREATE TABLE visit_observations (
    clinic_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    rems_patient_id text,
    rems_enrolled_on date,
    ndc text,
    is_established_patient boolean,
    monitoring_form_on date,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_visit_observations PRIMARY KEY (clinic_id, visit_id),
    CONSTRAINT fk_visit_observations_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
    CONSTRAINT ck_visit_observations_ended_at CHECK (ended_at >= started_at),
    CONSTRAINT ck_visit_observations_ndc CHECK (ndc ~ '^[0-9]{11}$')
  );
  COMMENT ON TABLE visit_observations IS 'What a Spravato claim needs to know of the visit beside its charges (REMS, observation, kit).';
  COMMENT ON COLUMN visit_observations.ndc IS 'Eleven digits of the kit used.';
  COMMENT ON COLUMN visit_observations.is_established_patient IS 'Null: as the clinic''s own visits of three years say.';
  SELECT protect_tenant_table('visit_observations', 'SELECT, INSERT, UPDATE');
`;

const CLAIMS = `
  CREATE TABLE claims (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    control_number text NOT NULL,
    patient_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    coverage_id uuid NOT NULL,
    payer_id text NOT NULL,
    status text NOT NULL,
    frequency text NOT NULL,
    replaces_id uuid,
    payer_claim_number text,
    date_of_service date NOT NULL,
    total_cents bigint NOT NULL,
    filing_due_on date NOT NULL,
    appeal_due_on date,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_claims PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_claims_control_number UNIQUE (clinic_id, control_number),
    CONSTRAINT fk_claims_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT fk_claims_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
    CONSTRAINT fk_claims_coverage_id FOREIGN KEY (clinic_id, coverage_id) REFERENCES coverages (clinic_id, id),
    CONSTRAINT fk_claims_payer_id FOREIGN KEY (clinic_id, payer_id) REFERENCES payers (clinic_id, payer_id),
    CONSTRAINT fk_claims_replaces_id FOREIGN KEY (clinic_id, replaces_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT ck_claims_status CHECK (status IN (${STATES})),
    CONSTRAINT ck_claims_frequency CHECK (frequency IN ('original', 'replacement', 'void')),
    CONSTRAINT ck_claims_replaces_id CHECK ((frequency = 'original') = (replaces_id IS NULL)),
    CONSTRAINT ck_claims_total_cents CHECK (total_cents > 0)
  );
  CREATE UNIQUE INDEX uq_claims_original ON claims (clinic_id, visit_id, coverage_id) WHERE frequency = 'original';
  CREATE UNIQUE INDEX uq_claims_replaces_id ON claims (clinic_id, replaces_id) WHERE replaces_id IS NOT NULL;
  CREATE INDEX ix_claims_status ON claims (clinic_id, status, id DESC);
  CREATE INDEX ix_claims_patient_id ON claims (clinic_id, patient_id, id DESC);
  COMMENT ON TABLE claims IS 'What is asked of a payer for one visit. What it still owes is in open_items (1200).';
  COMMENT ON COLUMN claims.control_number IS 'X12 CLM01: C0000001 on, gapless per clinic; comes back on every answer.';
  COMMENT ON COLUMN claims.payer_claim_number IS 'The payer''s own number of it (REF*1K, CLP07).';
  COMMENT ON COLUMN claims.total_cents IS 'US cents, the sum of its lines.';
  SELECT protect_tenant_table('claims', 'SELECT, INSERT, UPDATE (status, payer_claim_number, appeal_due_on)');

  CREATE TABLE claim_lines (
    clinic_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    line_number smallint NOT NULL,
    charge_id uuid NOT NULL,
    control_number text NOT NULL,
    procedure_code text,
    modifiers text[] NOT NULL,
    units integer,
    amount_cents bigint NOT NULL,
    diagnosis_pointers smallint[] NOT NULL,
    dose_mg integer,
    CONSTRAINT pk_claim_lines PRIMARY KEY (clinic_id, claim_id, line_number),
    CONSTRAINT uq_claim_lines_charge_id UNIQUE (clinic_id, claim_id, charge_id),
    CONSTRAINT fk_claim_lines_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT fk_claim_lines_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
    CONSTRAINT ck_claim_lines_amount_cents CHECK (amount_cents > 0)
  );
  CREATE INDEX ix_claim_lines_charge_id ON claim_lines (clinic_id, charge_id);
  COMMENT ON TABLE claim_lines IS 'Lines of claims, one for each charge.';
  COMMENT ON COLUMN claim_lines.control_number IS 'X12 REF*6R: L0001 on within the claim.';
  COMMENT ON COLUMN claim_lines.amount_cents IS 'US cents charged, as booked on 1200.';
  SELECT protect_tenant_table('claim_lines', 'SELECT, INSERT');
  SELECT make_append_only('claim_lines');

  CREATE TABLE claim_events (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    claim_id uuid NOT NULL,
    event text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    cause_type text NOT NULL,
    cause_id uuid,
    note text,
    actor_id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_claim_events PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_claim_events_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id)
  );
  CREATE INDEX ix_claim_events_claim_id ON claim_events (clinic_id, claim_id, position);
  COMMENT ON TABLE claim_events IS 'Every move of every claim, with what caused it. Append-only.';
  COMMENT ON COLUMN claim_events.position IS 'Order of writing: a claim moves twice in one moment.';
  SELECT protect_tenant_table('claim_events', 'SELECT, INSERT');
  SELECT make_append_only('claim_events');

  CREATE TABLE claim_batches (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    payer_id text NOT NULL,
    control_number bigint NOT NULL,
    status text NOT NULL,
    claim_count integer NOT NULL,
    total_cents bigint NOT NULL,
    file_text text NOT NULL,
    sha256 text NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT pk_claim_batches PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_claim_batches_control_number UNIQUE (clinic_id, control_number),
    CONSTRAINT fk_claim_batches_payer_id FOREIGN KEY (clinic_id, payer_id) REFERENCES payers (clinic_id, payer_id),
    CONSTRAINT ck_claim_batches_status CHECK (status IN ('created', 'sent', 'accepted', 'rejected')),
    CONSTRAINT ck_claim_batches_control_number CHECK (control_number BETWEEN 1 AND 999999999)
  );
  COMMENT ON TABLE claim_batches IS 'Files of claims to one payer, as they were sent (837P).';
  COMMENT ON COLUMN claim_batches.control_number IS 'X12 ISA13, GS06 and ST02 of the file; gapless per clinic.';
  COMMENT ON COLUMN claim_batches.total_cents IS 'US cents, the sum of its claims.';
  SELECT protect_tenant_table('claim_batches', 'SELECT, INSERT, UPDATE (status, sent_at)');

  CREATE TABLE claim_batch_items (
    clinic_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    CONSTRAINT pk_claim_batch_items PRIMARY KEY (clinic_id, batch_id, claim_id),
    CONSTRAINT fk_claim_batch_items_batch_id FOREIGN KEY (clinic_id, batch_id) REFERENCES claim_batches (clinic_id, id),
    CONSTRAINT fk_claim_batch_items_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id)
  );
  CREATE INDEX ix_claim_batch_items_claim_id ON claim_batch_items (clinic_id, claim_id);
  COMMENT ON TABLE claim_batch_items IS 'Which claims a file holds. A claim that was turned back is sent again in another.';
  SELECT protect_tenant_table('claim_batch_items', 'SELECT, INSERT');
  SELECT make_append_only('claim_batch_items');
`;

/** Claims from the posted visit to the clearinghouse: what they say, where they stand, and the files they left in. */
export class CreateClaims1763790020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTINGS);
    await runner.query(CLAIMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE claim_batch_items, claim_batches, claim_events, claim_lines, claims;
      DROP TABLE visit_observations, payer_claim_rules, claim_settings, claim_counters;
    `);
  }
}
