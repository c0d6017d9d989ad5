import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Services, their effective-dated prices, the poverty guidelines a sliding scale needs, and procedure codes by payer and date. */
export class CreateCatalog1763790004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.createServicesAndPrices(runner);
    await this.createPovertyGuidelines(runner);
    await this.createCodeSets(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_code_sets, poverty_guidelines, prices, price_lists, services;');
  }

  private async createServicesAndPrices(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE services (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        code text COLLATE "C" NOT NULL,
        kind text NOT NULL,
        modality text,
        display_name text NOT NULL,
        neutral_name text NOT NULL,
        duration_minutes integer NOT NULL,
        document_rule text NOT NULL,
        is_hsa_fsa_eligible boolean NOT NULL,
        capacity integer,
        revenue_account integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_services PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_services_code UNIQUE (clinic_id, code),
        CONSTRAINT fk_services_revenue_account FOREIGN KEY (clinic_id, revenue_account) REFERENCES ledger_accounts (clinic_id, number),
        CONSTRAINT ck_services_code CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
        CONSTRAINT ck_services_kind CHECK (kind IN ('intake', 'experiential', 'integration', 'preparation',
          'group_experiential', 'spravato', 'iv_infusion', 'fee')),
        CONSTRAINT ck_services_modality CHECK (modality IN ('im', 'iv', 'in', 'sl')),
        CONSTRAINT ck_services_duration_minutes CHECK (duration_minutes BETWEEN 0 AND 1440),
        CONSTRAINT ck_services_document_rule CHECK (document_rule IN ('superbill', 'receipt_only', 'claim')),
        CONSTRAINT ck_services_capacity CHECK (capacity BETWEEN 1 AND 100),
        CONSTRAINT ck_services_fee CHECK (kind <> 'fee' OR (NOT is_hsa_fsa_eligible AND document_rule = 'receipt_only')),
        CONSTRAINT ck_services_revenue_account CHECK (revenue_account BETWEEN 4000 AND 4899)
      );
      COMMENT ON TABLE services IS 'What a clinic offers. Names are the clinic''s own words, never those of a code book.';
      COMMENT ON COLUMN services.neutral_name IS 'For receipts, pay pages and anything a stranger may see: no drug, no specialty.';
      COMMENT ON COLUMN services.duration_minutes IS 'Minutes of the appointment.';
      COMMENT ON COLUMN services.document_rule IS 'What proves a line: a superbill, a receipt alone, or the clinic''s claim.';
      COMMENT ON COLUMN services.capacity IS 'Most patients at once; null for one-on-one services.';
      COMMENT ON COLUMN services.revenue_account IS 'Ledger account credited when the service is charged.';
      SELECT protect_tenant_table('services', 'SELECT, INSERT');

      CREATE TABLE price_lists (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        is_default boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_price_lists PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_price_lists_name UNIQUE (clinic_id, name)
      );
      CREATE UNIQUE INDEX uq_price_lists_default ON price_lists (clinic_id) WHERE is_default;
      COMMENT ON TABLE price_lists IS 'Named sets of prices. The default one is the chargemaster every visit is priced from.';
      SELECT protect_tenant_table('price_lists', 'SELECT, INSERT');

      CREATE TABLE prices (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        price_list_id uuid NOT NULL,
        service_id uuid NOT NULL,
        effective_from date NOT NULL,
        revision integer NOT NULL,
        rule text NOT NULL,
        price_cents bigint,
        min_cents bigint,
        max_cents bigint,
        tiers jsonb,
        percent_basis_points integer,
        percent_of_service_id uuid,
        published_at timestamptz NOT NULL,
        published_by text NOT NULL,
        CONSTRAINT pk_prices PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_prices_revision UNIQUE (clinic_id, price_list_id, service_id, effective_from, revision),
        CONSTRAINT fk_prices_price_list_id FOREIGN KEY (clinic_id, price_list_id) REFERENCES price_lists (clinic_id, id),
        CONSTRAINT fk_prices_service_id FOREIGN KEY (clinic_id, service_id) REFERENCES services (clinic_id, id),
        CONSTRAINT fk_prices_percent_of_service_id FOREIGN KEY (clinic_id, percent_of_service_id) REFERENCES services (clinic_id, id),
        CONSTRAINT ck_prices_revision CHECK (revision > 0),
        CONSTRAINT ck_prices_rule CHECK (CASE rule
          WHEN 'fixed' THEN num_nonnulls(price_cents) = 1
            AND num_nulls(min_cents, max_cents, tiers, percent_basis_points, percent_of_service_id) = 5
          WHEN 'sliding_scale' THEN num_nonnulls(min_cents, max_cents, tiers) = 3
            AND num_nulls(price_cents, percent_basis_points, percent_of_service_id) = 3
          WHEN 'percent_of' THEN num_nonnulls(percent_basis_points, percent_of_service_id) = 2
            AND num_nulls(price_cents, min_cents, max_cents, tiers) = 4 AND percent_of_service_id <> service_id
          WHEN 'not_offered' THEN num_nulls(price_cents, min_cents, max_cents, tiers, percent_basis_points, percent_of_service_id) = 6
          ELSE false END),
        CONSTRAINT ck_prices_price_cents CHECK (price_cents BETWEEN 0 AND 1000000000),
        CONSTRAINT ck_prices_max_cents CHECK (0 <= min_cents AND min_cents <= max_cents AND max_cents <= 1000000000),
        CONSTRAINT ck_prices_tiers CHECK (jsonb_typeof(tiers) = 'array'),
        CONSTRAINT ck_prices_percent_basis_points CHECK (percent_basis_points BETWEEN 1 AND 10000)
      );
      COMMENT ON TABLE prices IS 'Every price ever published. On a date of service the latest effective_from on or before it holds, in its latest revision.';
      COMMENT ON COLUMN prices.effective_from IS 'First business day the price holds.';
      COMMENT ON COLUMN prices.revision IS 'Grows when the price of the same first day is published again.';
      COMMENT ON COLUMN prices.price_cents IS 'US cents of a fixed price.';
      COMMENT ON COLUMN prices.min_cents IS 'US cents, the lowest step of a sliding scale.';
      COMMENT ON COLUMN prices.max_cents IS 'US cents, the full price of a sliding scale.';
      COMMENT ON COLUMN prices.tiers IS 'Steps by income: [{ upToPovertyBasisPoints or null, priceCents }], lowest first.';
      COMMENT ON COLUMN prices.percent_basis_points IS 'Share of another service''s price, 10000 = all of it.';
      COMMENT ON COLUMN prices.published_by IS 'Who published it, as in the audit trail.';
      SELECT protect_tenant_table('prices', 'SELECT, INSERT');
      SELECT make_append_only('prices');
    `);
  }

  private async createPovertyGuidelines(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE poverty_guidelines (
        effective_from date NOT NULL,
        first_person_cents bigint NOT NULL,
        additional_person_cents bigint NOT NULL,
        source text NOT NULL,
        CONSTRAINT pk_poverty_guidelines PRIMARY KEY (effective_from),
        CONSTRAINT ck_poverty_guidelines_cents CHECK (first_person_cents > 0 AND additional_person_cents > 0)
      );
      COMMENT ON TABLE poverty_guidelines IS 'HHS poverty guidelines of the 48 contiguous states and DC: the same for every clinic, published once a year.';
      COMMENT ON COLUMN poverty_guidelines.first_person_cents IS 'US cents a year for a household of one.';
      COMMENT ON COLUMN poverty_guidelines.additional_person_cents IS 'US cents a year for each further person.';
      GRANT SELECT ON poverty_guidelines TO billing_app;
      SELECT make_append_only('poverty_guidelines');
      INSERT INTO poverty_guidelines (effective_from, first_person_cents, additional_person_cents, source) VALUES
        ('2025-01-15', 1565000, 550000, '90 FR 5917, January 17, 2025'),
        ('2026-01-13', 1596000, 568000, '91 FR 1797, January 15, 2026');
    `);
  }

  private async createCodeSets(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE TABLE service_code_sets (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        service_id uuid NOT NULL,
        payer_id text,
        effective_from date NOT NULL,
        effective_to date,
        lines jsonb NOT NULL,
        loaded_at timestamptz NOT NULL,
        loaded_by text NOT NULL,
        CONSTRAINT pk_service_code_sets PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_service_code_sets_service_id FOREIGN KEY (clinic_id, service_id) REFERENCES services (clinic_id, id),
        CONSTRAINT ck_service_code_sets_payer_id CHECK (payer_id ~ '^[A-Za-z0-9._-]{1,40}$'),
        CONSTRAINT ck_service_code_sets_effective_to CHECK (effective_to >= effective_from),
        CONSTRAINT ck_service_code_sets_lines CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) BETWEEN 1 AND 12),
        CONSTRAINT ex_service_code_sets_period EXCLUDE USING gist (
          clinic_id WITH =, service_id WITH =, (coalesce(payer_id, '')) WITH =,
          daterange(effective_from, effective_to, '[]') WITH &&)
      );
      COMMENT ON TABLE service_code_sets IS 'Procedure codes a clinic bills a service with, by payer and date; loaded by the clinic from its own licensed list.';
      COMMENT ON COLUMN service_code_sets.payer_id IS 'Electronic payer id; null for every payer that has no set of its own.';
      COMMENT ON COLUMN service_code_sets.effective_to IS 'Last day the set holds; null while it runs on.';
      COMMENT ON COLUMN service_code_sets.lines IS 'Bare codes in order: [{ code, modifiers, unitsRule, units, placeOfService }]. No descriptors.';
      SELECT protect_tenant_table('service_code_sets', 'SELECT, INSERT, UPDATE (effective_to)');
    `);
  }
}
