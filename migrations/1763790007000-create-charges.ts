import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits, their priced and routed charges, adjustments, and invoices. What is open is the ledger's to say. */
export class CreateCharges1763790007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE visits (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        provider_id uuid NOT NULL,
        location_id uuid NOT NULL,
        date_of_service date NOT NULL,
        place_of_service text NOT NULL,
        diagnoses text[] NOT NULL,
        created_by_kind text NOT NULL,
        created_by_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_visits PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_visits_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_visits_provider_id FOREIGN KEY (clinic_id, provider_id) REFERENCES providers (clinic_id, id),
        CONSTRAINT fk_visits_location_id FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
        CONSTRAINT ck_visits_place_of_service CHECK (place_of_service ~ '^[0-9]{2}$'),
        CONSTRAINT ck_visits_diagnoses CHECK (cardinality(diagnoses) <= 12)
      );
      CREATE INDEX ix_visits_patient_id ON visits (clinic_id, patient_id, date_of_service DESC, id DESC);
      CREATE INDEX ix_visits_date_of_service ON visits (clinic_id, date_of_service DESC, id DESC);
      COMMENT ON TABLE visits IS 'Rendered encounters of one patient with one provider on one day.';
      COMMENT ON COLUMN visits.date_of_service IS 'The clinic''s business day the care was given.';
      COMMENT ON COLUMN visits.place_of_service IS 'CMS place of service code, two digits (11 office).';
      COMMENT ON COLUMN visits.diagnoses IS 'ICD-10-CM codes with their dot, the principal first, at most 12 (837P HI).';
      SELECT protect_tenant_table('visits', 'SELECT, INSERT');

      CREATE TABLE invoices (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        patient_id uuid NOT NULL,
        visit_id uuid NOT NULL,
        issued_on date NOT NULL,
        due_on date NOT NULL,
        voided_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_invoices PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_invoices_number UNIQUE (clinic_id, number),
        CONSTRAINT fk_invoices_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_invoices_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
        CONSTRAINT ck_invoices_due_on CHECK (due_on >= issued_on)
      );
      CREATE INDEX ix_invoices_patient_id ON invoices (clinic_id, patient_id, id DESC);
      CREATE INDEX ix_invoices_visit_id ON invoices (clinic_id, visit_id);
      COMMENT ON TABLE invoices IS 'Bills to patients. Their totals are the charges less adjustments, what is open is in open_items: no balance is kept here.';
      COMMENT ON COLUMN invoices.number IS 'Gapless per clinic, INV-000001 on.';
      COMMENT ON COLUMN invoices.issued_on IS 'The clinic''s business day it was issued.';
      SELECT protect_tenant_table('invoices', 'SELECT, INSERT, UPDATE (voided_at)');

      CREATE TABLE charges (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        visit_id uuid NOT NULL,
        invoice_id uuid,
        patient_id uuid NOT NULL,
        line_number smallint NOT NULL,
        service_id uuid NOT NULL,
        service_code text NOT NULL,
        description text NOT NULL,
        quantity integer NOT NULL,
        unit_price_cents bigint NOT NULL,
        list_price_cents bigint NOT NULL,
        amount_cents bigint NOT NULL,
        price_source jsonb NOT NULL,
        route_destination text NOT NULL,
        route jsonb NOT NULL,
        coverage_id uuid,
        authorization_id uuid,
        document_rule text NOT NULL,
        hsa_fsa_eligible boolean NOT NULL,
        procedure_code text,
        procedure_units integer,
        modifiers text[] NOT NULL DEFAULT '{}',
        diagnosis_pointers smallint[] NOT NULL DEFAULT '{}',
        dose_mg integer,
        revenue_account integer NOT NULL,
        date_of_service date NOT NULL,
        rendered_on date,
        patient_responsibility_estimate_cents bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_charges PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_charges_line_number UNIQUE (clinic_id, visit_id, line_number),
        CONSTRAINT fk_charges_visit_id FOREIGN KEY (clinic_id, visit_id) REFERENCES visits (clinic_id, id),
        CONSTRAINT fk_charges_invoice_id FOREIGN KEY (clinic_id, invoice_id) REFERENCES invoices (clinic_id, id),
        CONSTRAINT fk_charges_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_charges_service_id FOREIGN KEY (clinic_id, service_id) REFERENCES services (clinic_id, id),
        CONSTRAINT fk_charges_coverage_id FOREIGN KEY (clinic_id, coverage_id) REFERENCES coverages (clinic_id, id),
        CONSTRAINT fk_charges_authorization_id FOREIGN KEY (clinic_id, authorization_id) REFERENCES authorizations (clinic_id, id),
        CONSTRAINT ck_charges_quantity CHECK (quantity > 0),
        CONSTRAINT ck_charges_procedure_units CHECK ((procedure_code IS NULL) = (procedure_units IS NULL) AND procedure_units > 0),
        CONSTRAINT ck_charges_list_price_cents CHECK (list_price_cents >= amount_cents),
        CONSTRAINT ck_charges_amount_cents CHECK (amount_cents = unit_price_cents * quantity AND amount_cents >= 0),
        CONSTRAINT ck_charges_patient_responsibility CHECK (patient_responsibility_estimate_cents BETWEEN 0 AND amount_cents),
        CONSTRAINT ck_charges_route_destination CHECK (route_destination IN ('insurance', 'self_pay')),
        CONSTRAINT ck_charges_invoice_id CHECK (route_destination = 'self_pay' OR coverage_id IS NOT NULL),
        CONSTRAINT ck_charges_document_rule CHECK (document_rule IN ('superbill', 'receipt_only', 'claim')),
        CONSTRAINT ck_charges_modifiers CHECK (cardinality(modifiers) <= 4),
        CONSTRAINT ck_charges_diagnosis_pointers CHECK (cardinality(diagnosis_pointers) <= 4)
      );
      CREATE INDEX ix_charges_invoice_id ON charges (clinic_id, invoice_id) WHERE invoice_id IS NOT NULL;
      CREATE INDEX ix_charges_patient_id ON charges (clinic_id, patient_id, date_of_service);
      COMMENT ON TABLE charges IS 'Priced and routed service lines of visits, as they were decided on the day: never recomputed.';
      COMMENT ON COLUMN charges.description IS 'Neutral words for the patient''s papers.';
      COMMENT ON COLUMN charges.unit_price_cents IS 'US cents per unit charged to this patient.';
      COMMENT ON COLUMN charges.list_price_cents IS 'US cents of the whole line before discounts, as posted to receivables.';
      COMMENT ON COLUMN charges.amount_cents IS 'US cents of the whole line after the discounts of its price.';
      COMMENT ON COLUMN charges.price_source IS 'Which price list, from when, by which rule and why.';
      COMMENT ON COLUMN charges.procedure_units IS 'Units of the procedure code as billed (J0013: milligrams).';
      COMMENT ON COLUMN charges.route IS 'Who is billed: destination, rule, row of the routing table, and the reason in words.';
      COMMENT ON COLUMN charges.rendered_on IS 'The day the care was given; null while it is still to come.';
      COMMENT ON COLUMN charges.patient_responsibility_estimate_cents IS 'US cents the patient is expected to owe; an estimate until the payer answers.';
      SELECT protect_tenant_table('charges', 'SELECT, INSERT');

      CREATE TABLE adjustments (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        charge_id uuid NOT NULL,
        type text NOT NULL,
        amount_cents bigint NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_adjustments PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_adjustments_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
        CONSTRAINT ck_adjustments_type CHECK (type ~ '^[a-z_]{3,40}$'),
        CONSTRAINT ck_adjustments_amount_cents CHECK (amount_cents > 0)
      );
      CREATE INDEX ix_adjustments_charge_id ON adjustments (clinic_id, charge_id);
      COMMENT ON TABLE adjustments IS 'Reductions of charges, each with its journal entry (source adjustment).';
      COMMENT ON COLUMN adjustments.amount_cents IS 'US cents taken off the charge.';
      SELECT protect_tenant_table('adjustments', 'SELECT, INSERT');
      SELECT make_append_only('adjustments');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE adjustments, charges, invoices, visits;');
  }
}
