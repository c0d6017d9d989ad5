import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What payers said of patients' plans, and when: entered by hand or read from their answer (271). */
export class CreateEligibility1763790030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE eligibility_files (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        coverage_id uuid NOT NULL,
        sha256 text NOT NULL,
        file_text text NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT pk_eligibility_files PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_eligibility_files_sha256 UNIQUE (clinic_id, coverage_id, sha256),
        CONSTRAINT fk_eligibility_files_coverage_id FOREIGN KEY (clinic_id, coverage_id) REFERENCES coverages (clinic_id, id)
      );
      COMMENT ON TABLE eligibility_files IS 'Answers of payers about a coverage as they came (X12 271). Append-only.';
      SELECT protect_tenant_table('eligibility_files', 'SELECT, INSERT');
      SELECT make_append_only('eligibility_files');

      CREATE TABLE eligibility_snapshots (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        coverage_id uuid NOT NULL,
        source text NOT NULL,
        file_id uuid,
        benefit text NOT NULL,
        checked_on date NOT NULL,
        is_active boolean NOT NULL,
        plan_name text,
        copay_cents bigint,
        coinsurance_basis_points integer,
        deductible_remaining_cents bigint,
        out_of_pocket_remaining_cents bigint,
        recorded_by_kind text NOT NULL,
        recorded_by_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT pk_eligibility_snapshots PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_eligibility_snapshots_coverage_id FOREIGN KEY (clinic_id, coverage_id) REFERENCES coverages (clinic_id, id),
        CONSTRAINT fk_eligibility_snapshots_file_id FOREIGN KEY (clinic_id, file_id) REFERENCES eligibility_files (clinic_id, id),
        CONSTRAINT ck_eligibility_snapshots_source CHECK (source IN ('manual', 'x12_271')),
        CONSTRAINT ck_eligibility_snapshots_file_id CHECK ((source = 'x12_271') = (file_id IS NOT NULL)),
        CONSTRAINT ck_eligibility_snapshots_benefit CHECK (benefit IN ('medical', 'pharmacy')),
        CONSTRAINT ck_eligibility_snapshots_copay_cents CHECK (copay_cents >= 0),
        CONSTRAINT ck_eligibility_snapshots_coinsurance CHECK (coinsurance_basis_points BETWEEN 0 AND 10000),
        CONSTRAINT ck_eligibility_snapshots_deductible CHECK (deductible_remaining_cents >= 0),
        CONSTRAINT ck_eligibility_snapshots_out_of_pocket CHECK (out_of_pocket_remaining_cents >= 0)
      );
      CREATE INDEX ix_eligibility_snapshots_coverage_id
        ON eligibility_snapshots (coverage_id, benefit, checked_on DESC, id DESC);
      COMMENT ON TABLE eligibility_snapshots IS 'What a payer said of a coverage on a day; the newest of a benefit estimates the patient''s share. Append-only.';
      COMMENT ON COLUMN eligibility_snapshots.checked_on IS 'The clinic''s day somebody asked, or the day the payer''s answer was made (271 BHT04).';
      COMMENT ON COLUMN eligibility_snapshots.copay_cents IS 'US cents per visit; null when not told.';
      COMMENT ON COLUMN eligibility_snapshots.coinsurance_basis_points IS 'The patient''s share after the deductible, 10000 = all of it; null when not told.';
      COMMENT ON COLUMN eligibility_snapshots.deductible_remaining_cents IS 'US cents still to be met this plan year; null when not told.';
      COMMENT ON COLUMN eligibility_snapshots.out_of_pocket_remaining_cents IS 'US cents the patient can still be made to pay this plan year; null when not told.';
      SELECT protect_tenant_table('eligibility_snapshots', 'SELECT, INSERT');
      SELECT make_append_only('eligibility_snapshots');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE eligibility_snapshots, eligibility_files;');
  }
}
