import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADDRESS = `
  line1 text NOT NULL,
  line2 text,
  city text NOT NULL,
  state text NOT NULL,
  postal_code text NOT NULL,`;

const ADDRESS_CHECKS = (table: string): string => `
  CONSTRAINT ck_${table}_state CHECK (state ~ '^[A-Z]{2}$'),
  CONSTRAINT ck_${table}_postal_code CHECK (postal_code ~ '^[0-9]{5}(-[0-9]{4})?$')`;

/** Clinics, where and by whom they give care, and the paper numbers they count. */
export class CreateClinics1763790002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clinics (
        id uuid NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        legal_name text NOT NULL,
        time_zone text NOT NULL,
        ein text NOT NULL,
        npi text NOT NULL,
        phone text NOT NULL,
        email text NOT NULL,${ADDRESS}
        statement_descriptor text NOT NULL,
        policies jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_clinics PRIMARY KEY (id),
        CONSTRAINT uq_clinics_slug UNIQUE (slug),
        CONSTRAINT ck_clinics_slug CHECK (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
        CONSTRAINT ck_clinics_ein CHECK (ein ~ '^[0-9]{9}$'),
        CONSTRAINT ck_clinics_npi CHECK (npi ~ '^[12][0-9]{9}$'),
        CONSTRAINT ck_clinics_statement_descriptor
          CHECK (statement_descriptor ~ '[A-Za-z]' AND length(statement_descriptor) BETWEEN 5 AND 22
                 AND statement_descriptor !~ '[<>\\\\"''*]' AND statement_descriptor !~* '(ketamin|spravato|psych)'),
        CONSTRAINT ck_clinics_policies CHECK (jsonb_typeof(policies) = 'object'),
        CONSTRAINT ck_clinics_version CHECK (version > 0),${ADDRESS_CHECKS('clinics')}
      );
      COMMENT ON TABLE clinics IS 'A tenant: its id is the clinic_id of every other table.';
      COMMENT ON COLUMN clinics.time_zone IS 'IANA name; decides the business day.';
      COMMENT ON COLUMN clinics.ein IS 'Nine digits without the hyphen.';
      COMMENT ON COLUMN clinics.npi IS 'Type 2 (organization) NPI; the check digit is verified by the service.';
      COMMENT ON COLUMN clinics.statement_descriptor IS 'Text on card statements: 5..22 characters, names no drug or specialty.';
      COMMENT ON COLUMN clinics.policies IS 'Offered tenders, invoice due days, pay page wording; validated by the service.';
      ALTER TABLE clinics ENABLE ROW LEVEL SECURITY;
      ALTER TABLE clinics FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON clinics USING (id = current_clinic()) WITH CHECK (id = current_clinic());
      CREATE POLICY owner_lookup ON clinics FOR SELECT TO billing_owner USING (true);
      GRANT SELECT, INSERT, UPDATE ON clinics TO billing_app;

      CREATE FUNCTION list_clinic_ids() RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS 'SELECT id FROM public.clinics ORDER BY created_at, id';
      COMMENT ON FUNCTION list_clinic_ids() IS 'Every clinic, oldest first; for jobs that visit each in turn.';
      REVOKE ALL ON FUNCTION list_clinic_ids() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION list_clinic_ids() TO billing_app;

      CREATE FUNCTION clinic_id_by_slug(wanted text) RETURNS uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS 'SELECT id FROM public.clinics WHERE slug = wanted';
      REVOKE ALL ON FUNCTION clinic_id_by_slug(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION clinic_id_by_slug(text) TO billing_app;
    `);
    await runner.query(`
      CREATE TABLE locations (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        place_of_service text NOT NULL,
        npi text,${ADDRESS}
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_locations PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_locations_name UNIQUE (clinic_id, name),
        CONSTRAINT fk_locations_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_locations_place_of_service CHECK (place_of_service ~ '^[0-9]{2}$'),
        CONSTRAINT ck_locations_npi CHECK (npi ~ '^[12][0-9]{9}$'),${ADDRESS_CHECKS('locations')}
      );
      COMMENT ON TABLE locations IS 'Where a clinic gives care.';
      COMMENT ON COLUMN locations.place_of_service IS 'CMS place-of-service code, two digits; 11 is an office.';
      SELECT protect_tenant_table('locations', 'SELECT, INSERT, UPDATE');

      CREATE TABLE providers (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        first_name text NOT NULL,
        last_name text NOT NULL,
        credentials text NOT NULL,
        npi text NOT NULL,
        license_number text NOT NULL,
        license_state text NOT NULL,
        is_medicare_opted_out boolean NOT NULL DEFAULT false,
        taxonomy_code text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_providers PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_providers_npi UNIQUE (clinic_id, npi),
        CONSTRAINT fk_providers_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_providers_npi CHECK (npi ~ '^[12][0-9]{9}$'),
        CONSTRAINT ck_providers_license_state CHECK (license_state ~ '^[A-Z]{2}$'),
        CONSTRAINT ck_providers_taxonomy_code CHECK (taxonomy_code ~ '^[0-9A-Z]{10}$')
      );
      COMMENT ON TABLE providers IS 'Who renders care and signs for it.';
      COMMENT ON COLUMN providers.npi IS 'Type 1 (individual) NPI.';
      COMMENT ON COLUMN providers.taxonomy_code IS 'Health care provider taxonomy (NUCC), ten characters.';
      SELECT protect_tenant_table('providers', 'SELECT, INSERT, UPDATE');

      CREATE TABLE number_sequences (
        clinic_id uuid NOT NULL,
        kind text NOT NULL,
        last_number bigint NOT NULL,
        CONSTRAINT pk_number_sequences PRIMARY KEY (clinic_id, kind),
        CONSTRAINT fk_number_sequences_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_number_sequences_kind CHECK (kind IN ('invoice', 'receipt', 'superbill')),
        CONSTRAINT ck_number_sequences_last_number CHECK (last_number > 0)
      );
      COMMENT ON TABLE number_sequences IS 'The last paper number given out, per clinic and kind; taken inside the transaction that uses it, so gapless.';
      SELECT protect_tenant_table('number_sequences', 'SELECT, INSERT, UPDATE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE number_sequences;
      DROP TABLE providers;
      DROP TABLE locations;
      DROP FUNCTION clinic_id_by_slug(text);
      DROP FUNCTION list_clinic_ids();
      DROP TABLE clinics;
    `);
  }
}
