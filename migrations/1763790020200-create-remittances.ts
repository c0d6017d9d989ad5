import type { MigrationInterface, QueryRunner } from 'typeorm';

const FILES = `
  CREATE TABLE clearinghouse_files (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    sha256 text NOT NULL,
    file_text text NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT pk_clearinghouse_files PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_clearinghouse_files_sha256 UNIQUE (clinic_id, sha256),
    CONSTRAINT fk_clearinghouse_files_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_clearinghouse_files_kind CHECK (kind IN ('999', '277', '835'))
  );
  COMMENT ON TABLE clearinghouse_files IS 'Files that came in, as they came: each has its effect once, whoever brings it again.';
  SELECT protect_tenant_table('clearinghouse_files', 'SELECT, INSERT');
  SELECT make_append_only('clearinghouse_files');

  CREATE TABLE acknowledgements (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    kind text NOT NULL,
    batch_id uuid,
    claim_id uuid,
    reference text NOT NULL,
    code text NOT NULL,
    detail text,
    outcome text NOT NULL,
    CONSTRAINT pk_acknowledgements PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_acknowledgements_file_id FOREIGN KEY (clinic_id, file_id) REFERENCES clearinghouse_files (clinic_id, id),
    CONSTRAINT fk_acknowledgements_batch_id FOREIGN KEY (clinic_id, batch_id) REFERENCES claim_batches (clinic_id, id),
    CONSTRAINT fk_acknowledgements_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT ck_acknowledgements_kind CHECK (kind IN ('999', '277CA')),
    CONSTRAINT ck_acknowledgements_outcome CHECK (outcome IN ('accepted', 'rejected', 'noted', 'unmatched'))
  );
  CREATE INDEX ix_acknowledgements_file_id ON acknowledgements (clinic_id, file_id);
  CREATE INDEX ix_acknowledgements_claim_id ON acknowledgements (clinic_id, claim_id) WHERE claim_id IS NOT NULL;
  COMMENT ON TABLE acknowledgements IS 'What clearinghouse and payers said of our files (999) and claims (277CA). Append-only.';
  SELECT protect_tenant_table('acknowledgements', 'SELECT, INSERT');
  SELECT make_append_only('acknowledgements');
`;

const REMITTANCES = `
  CREATE TABLE remittances (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    status text NOT NULL,
    reason text,
    reason_detail text,
    trace_number text NOT NULL,
    originator_id text NOT NULL,
    payer_name text NOT NULL,
    payment_cents bigint NOT NULL,
    method text NOT NULL,
    paid_on date,
    posted_on date,
    provider_adjustments jsonb NOT NULL,
    warnings jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    bank_received_on date,
    bank_reference text,
    CONSTRAINT pk_remittances PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_remittances_file_id FOREIGN KEY (clinic_id, file_id) REFERENCES clearinghouse_files (clinic_id, id),
    CONSTRAINT ck_remittances_status CHECK (status IN ('posted', 'suspended', 'unposted')),
    CONSTRAINT ck_remittances_reason CHECK (status <> 'posted' OR reason IS NULL),
    CONSTRAINT ck_remittances_posted_on CHECK (status <> 'posted' OR posted_on IS NOT NULL),
    CONSTRAINT ck_remittances_bank CHECK (bank_received_on IS NULL OR status = 'posted')
  );
  CREATE UNIQUE INDEX uq_remittances_trace ON remittances (clinic_id, originator_id, trace_number) WHERE status = 'posted';
  CREATE INDEX ix_remittances_file_id ON remittances (clinic_id, file_id);
  CREATE INDEX ix_remittances_trace_number ON remittances (clinic_id, trace_number);
  COMMENT ON TABLE remittances IS 'Payment advices of payers (835): posted whole, or suspended whole with the reason.';
  COMMENT ON COLUMN remittances.payment_cents IS 'US cents, BPR02: what reaches the bank under the trace number.';
  COMMENT ON COLUMN remittances.posted_on IS 'Business day of its journal entries.';
  SELECT protect_tenant_table('remittances', 'SELECT, INSERT, UPDATE (status, bank_received_on, bank_reference)');

  CREATE TABLE remittance_claims (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    remittance_id uuid NOT NULL,
    position integer NOT NULL,
    claim_id uuid,
    control_number text NOT NULL,
    payer_status text NOT NULL,
    outcome text NOT NULL,
    outcome_detail text,
    charge_cents bigint NOT NULL,
    paid_cents bigint NOT NULL,
    patient_cents bigint NOT NULL,
    payer_claim_number text,
    adjustments jsonb NOT NULL,
    remark_codes text[] NOT NULL,
    CONSTRAINT pk_remittance_claims PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_remittance_claims_remittance_id FOREIGN KEY (clinic_id, remittance_id) REFERENCES remittances (clinic_id, id),
    CONSTRAINT fk_remittance_claims_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT ck_remittance_claims_outcome CHECK (outcome IN ('paid', 'partly_paid', 'denied', 'sent_back', 'reversed', 'noted', 'unmatched'))
  );
  CREATE INDEX ix_remittance_claims_remittance_id ON remittance_claims (clinic_id, remittance_id);
  CREATE INDEX ix_remittance_claims_claim_id ON remittance_claims (clinic_id, claim_id) WHERE claim_id IS NOT NULL;
  COMMENT ON TABLE remittance_claims IS 'What a payer decided about a claim (CLP); a reversal is below zero. Append-only.';
  SELECT protect_tenant_table('remittance_claims', 'SELECT, INSERT');
  SELECT make_append_only('remittance_claims');

  CREATE TABLE remittance_lines (
    clinic_id uuid NOT NULL,
    remittance_claim_id uuid NOT NULL,
    line_number smallint NOT NULL,
    charge_id uuid NOT NULL,
    paid_cents bigint NOT NULL,
    contractual_cents bigint NOT NULL,
    patient_cents bigint NOT NULL,
    denied_cents bigint NOT NULL,
    not_covered_cents bigint NOT NULL,
    rework_cents bigint NOT NULL,
    CONSTRAINT pk_remittance_lines PRIMARY KEY (clinic_id, remittance_claim_id, line_number),
    CONSTRAINT fk_remittance_lines_remittance_claim_id FOREIGN KEY (clinic_id, remittance_claim_id) REFERENCES remittance_claims (clinic_id, id),
    CONSTRAINT fk_remittance_lines_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id)
  );
  CREATE INDEX ix_remittance_lines_charge_id ON remittance_lines (clinic_id, charge_id);
  COMMENT ON TABLE remittance_lines IS 'What a payer decided about a charge, US cents by what it means for the books. Append-only.';
  SELECT protect_tenant_table('remittance_lines', 'SELECT, INSERT');
  SELECT make_append_only('remittance_lines');
`;

const CLOSURES = `
  CREATE TABLE claim_closures (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    claim_id uuid NOT NULL,
    kind text NOT NULL,
    amount_cents bigint NOT NULL,
    agreement jsonb,
    reason text NOT NULL,
    created_at timestamptz NOT NULL,
    undone_by_id uuid,
    CONSTRAINT pk_claim_closures PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_claim_closures_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT fk_claim_closures_undone_by_id FOREIGN KEY (clinic_id, undone_by_id) REFERENCES remittances (clinic_id, id),
    CONSTRAINT ck_claim_closures_kind CHECK (kind IN ('self_pay', 'write_off')),
    CONSTRAINT ck_claim_closures_agreement CHECK ((kind = 'self_pay') = (agreement IS NOT NULL))
  );
  CREATE UNIQUE INDEX uq_claim_closures_claim_id ON claim_closures (clinic_id, claim_id) WHERE undone_by_id IS NULL;
  COMMENT ON TABLE claim_closures IS 'What the clinic decided about a denied claim: the patient pays by agreement, or nobody does.';
  COMMENT ON COLUMN claim_closures.undone_by_id IS 'The remittance in which the payer decided again.';
  SELECT protect_tenant_table('claim_closures', 'SELECT, INSERT, UPDATE (undone_by_id)');

  CREATE TABLE claim_closure_lines (
    clinic_id uuid NOT NULL,
    closure_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    amount_cents bigint NOT NULL,
    discount_cents bigint NOT NULL,
    CONSTRAINT pk_claim_closure_lines PRIMARY KEY (clinic_id, closure_id, charge_id),
    CONSTRAINT fk_claim_closure_lines_closure_id FOREIGN KEY (clinic_id, closure_id) REFERENCES claim_closures (clinic_id, id),
    CONSTRAINT fk_claim_closure_lines_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
    CONSTRAINT ck_claim_closure_lines_discount_cents CHECK (discount_cents BETWEEN 0 AND amount_cents)
  );
  COMMENT ON TABLE claim_closure_lines IS 'US cents of each charge taken off insurance (1200), and the part of it given up at once. Append-only.';
  SELECT protect_tenant_table('claim_closure_lines', 'SELECT, INSERT');
  SELECT make_append_only('claim_closure_lines');

  CREATE TABLE manufacturer_copays (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    claim_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    amount_cents bigint NOT NULL,
    reference text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_manufacturer_copays PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_manufacturer_copays_reference UNIQUE (clinic_id, claim_id, reference),
    CONSTRAINT fk_manufacturer_copays_claim_id FOREIGN KEY (clinic_id, claim_id) REFERENCES claims (clinic_id, id),
    CONSTRAINT fk_manufacturer_copays_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
    CONSTRAINT ck_manufacturer_copays_amount_cents CHECK (amount_cents > 0)
  );
  COMMENT ON TABLE manufacturer_copays IS 'Shares of a medication''s cost the manufacturer''s program takes over, US cents (1210). Append-only.';
  SELECT protect_tenant_table('manufacturer_copays', 'SELECT, INSERT');
  SELECT make_append_only('manufacturer_copays');
`;

/** What comes back: acknowledgements, remittances with what they decided, and what the clinic did about denials. */
export class CreateRemittances1763790020200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FILES);
    await runner.query(REMITTANCES);
    await runner.query(CLOSURES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE manufacturer_copays, claim_closure_lines, claim_closures;
      DROP TABLE remittance_lines, remittance_claims, remittances, acknowledgements, clearinghouse_files;
    `);
  }
}
