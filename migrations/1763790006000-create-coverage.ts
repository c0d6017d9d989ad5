import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payers and what they cover, patients' coverages, prior authorizations with their units, and self-pay elections. */
export class CreateCoverage1763790006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payers (
        clinic_id uuid NOT NULL,
        payer_id text NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_payers PRIMARY KEY (clinic_id, payer_id),
        CONSTRAINT fk_payers_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id)
      );
      COMMENT ON TABLE payers IS 'Insurance payers a clinic has met, by the payer id its clearinghouse knows (X12 2010BB NM109).';
      SELECT protect_tenant_table('payers', 'SELECT, INSERT');

      CREATE TABLE payer_policies (
        clinic_id uuid NOT NULL,
        payer_id text NOT NULL,
        service_code text NOT NULL,
        effective_from date NOT NULL,
        covered boolean NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_payer_policies PRIMARY KEY (clinic_id, payer_id, service_code, effective_from),
        CONSTRAINT fk_payer_policies_payer_id FOREIGN KEY (clinic_id, payer_id) REFERENCES payers (clinic_id, payer_id)
      );
      COMMENT ON TABLE payer_policies IS
        'Whether a payer covers a service where it departs from the default; the latest effective_from on or before the date of service holds.';
      SELECT protect_tenant_table('payer_policies', 'SELECT, INSERT');

      CREATE TABLE coverages (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        payer_id text NOT NULL,
        payer_name text NOT NULL,
        member_id text NOT NULL,
        plan_type text NOT NULL,
        network_status text NOT NULL,
        priority smallint NOT NULL DEFAULT 1,
        effective_from date NOT NULL,
        effective_to date,
        copay_cents bigint,
        coinsurance_basis_points integer,
        deductible_remaining_cents bigint,
        medical_benefit boolean,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_coverages PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_coverages_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_coverages_payer_id FOREIGN KEY (clinic_id, payer_id) REFERENCES payers (clinic_id, payer_id),
        CONSTRAINT ck_coverages_plan_type CHECK (plan_type IN ('commercial', 'medicare', 'medicaid', 'other')),
        CONSTRAINT ck_coverages_network_status CHECK (network_status IN ('in', 'out')),
        CONSTRAINT ck_coverages_priority CHECK (priority BETWEEN 1 AND 3),
        CONSTRAINT ck_coverages_effective_to CHECK (effective_to >= effective_from),
        CONSTRAINT ck_coverages_copay_cents CHECK (copay_cents >= 0),
        CONSTRAINT ck_coverages_coinsurance_basis_points CHECK (coinsurance_basis_points BETWEEN 0 AND 10000),
        CONSTRAINT ck_coverages_deductible_remaining_cents CHECK (deductible_remaining_cents >= 0)
      );
      CREATE INDEX ix_coverages_patient_id ON coverages (clinic_id, patient_id);
      COMMENT ON TABLE coverages IS 'A patient''s insurance plans with the days they hold.';
      COMMENT ON COLUMN coverages.payer_name IS 'As the patient''s card says.';
      COMMENT ON COLUMN coverages.priority IS '1 primary, 2 secondary, 3 tertiary.';
      COMMENT ON COLUMN coverages.effective_to IS 'Last day covered; null while it runs on.';
      COMMENT ON COLUMN coverages.copay_cents IS 'US cents per visit; null when not known.';
      COMMENT ON COLUMN coverages.coinsurance_basis_points IS 'The patient''s share after the deductible, 10000 = all of it; null when not known.';
      COMMENT ON COLUMN coverages.deductible_remaining_cents IS 'US cents still to be met this plan year, as last heard; null when not known.';
      COMMENT ON COLUMN coverages.medical_benefit IS 'Whether Spravato runs under the medical benefit; null when not known.';
      SELECT protect_tenant_table('coverages', 'SELECT, INSERT');

      CREATE TABLE authorizations (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        coverage_id uuid NOT NULL,
        number text NOT NULL,
        codes text[] NOT NULL,
        units integer NOT NULL,
        units_used integer NOT NULL DEFAULT 0,
        counted_in text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_authorizations PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_authorizations_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_authorizations_coverage_id FOREIGN KEY (clinic_id, coverage_id) REFERENCES coverages (clinic_id, id),
        CONSTRAINT ck_authorizations_codes CHECK (cardinality(codes) BETWEEN 1 AND 20),
        CONSTRAINT ck_authorizations_counted_in CHECK (counted_in IN ('milligrams', 'visits')),
        CONSTRAINT ck_authorizations_units CHECK (units > 0),
        CONSTRAINT ck_authorizations_units_used CHECK (units_used BETWEEN 0 AND units),
        CONSTRAINT ck_authorizations_valid_to CHECK (valid_to >= valid_from)
      );
      CREATE INDEX ix_authorizations_patient_id ON authorizations (clinic_id, patient_id);
      COMMENT ON TABLE authorizations IS 'Prior authorizations as the payer granted them.';
      COMMENT ON COLUMN authorizations.codes IS 'Procedure codes as authorized, before any crosswalk.';
      COMMENT ON COLUMN authorizations.units IS 'Units granted, in what counted_in says.';
      COMMENT ON COLUMN authorizations.counted_in IS 'What one unit is: a milligram of the drug (J0013, S0013) or a visit.';
      COMMENT ON COLUMN authorizations.units_used IS 'Sum of authorization_uses; the row locked when units are taken.';
      SELECT protect_tenant_table('authorizations', 'SELECT, INSERT, UPDATE (units_used)');

      CREATE TABLE authorization_uses (
        clinic_id uuid NOT NULL,
        authorization_id uuid NOT NULL,
        charge_id uuid NOT NULL,
        units integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_authorization_uses PRIMARY KEY (clinic_id, authorization_id, charge_id),
        CONSTRAINT fk_authorization_uses_authorization_id FOREIGN KEY (clinic_id, authorization_id)
          REFERENCES authorizations (clinic_id, id),
        CONSTRAINT ck_authorization_uses_units CHECK (units > 0)
      );
      COMMENT ON TABLE authorization_uses IS 'Units of an authorization taken by a charge, one row per charge.';
      SELECT protect_tenant_table('authorization_uses', 'SELECT, INSERT');

      CREATE TABLE self_pay_elections (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        patient_id uuid NOT NULL,
        scope text NOT NULL,
        service_code text,
        date_of_service date,
        reason text NOT NULL,
        signed_at timestamptz NOT NULL,
        signed_on date NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_self_pay_elections PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_self_pay_elections_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT ck_self_pay_elections_scope CHECK (
          (scope = 'visit' AND date_of_service IS NOT NULL AND service_code IS NULL)
          OR (scope = 'service' AND service_code IS NOT NULL AND date_of_service IS NULL)
          OR (scope = 'all' AND service_code IS NULL AND date_of_service IS NULL))
      );
      CREATE INDEX ix_self_pay_elections_patient_id ON self_pay_elections (clinic_id, patient_id);
      COMMENT ON TABLE self_pay_elections IS
        'A patient''s signed wish to pay in full and keep the plan uninformed, 45 CFR 164.522(a)(1)(vi).';
      COMMENT ON COLUMN self_pay_elections.signed_on IS 'The clinic''s day of signed_at; scopes service and all hold from it on.';
      COMMENT ON COLUMN self_pay_elections.date_of_service IS 'The one day a visit election holds for.';
      SELECT protect_tenant_table('self_pay_elections', 'SELECT, INSERT');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE self_pay_elections, authorization_uses, authorizations, coverages, payer_policies, payers;',
    );
  }
}
