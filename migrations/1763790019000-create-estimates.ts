import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Good Faith Estimates and the clock that runs until they are given. */
export class CreateEstimates1763790019000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE number_sequences DROP CONSTRAINT ck_number_sequences_kind;
      ALTER TABLE number_sequences ADD CONSTRAINT ck_number_sequences_kind CHECK (kind ~ '^[a-z_]{3,40}$');

      CREATE TABLE estimates (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        number text,
        version integer NOT NULL DEFAULT 1,
        replaces_id uuid,
        patient_id uuid NOT NULL,
        provider_id uuid NOT NULL,
        protocol_code text,
        state text NOT NULL,
        requested_on date,
        scheduled_on date,
        scheduled_for date,
        due_by date,
        due_rule text,
        starts_on date,
        ends_on date,
        diagnoses text[] NOT NULL DEFAULT '{}',
        items jsonb NOT NULL DEFAULT '[]',
        total_min_cents bigint NOT NULL DEFAULT 0,
        total_max_cents bigint NOT NULL DEFAULT 0,
        issued_on date,
        issued_at timestamptz,
        delivered_at timestamptz,
        delivery_method text,
        replaced_at timestamptz,
        created_by_kind text NOT NULL,
        created_by_id text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_estimates PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_estimates_number UNIQUE (clinic_id, number, version),
        CONSTRAINT fk_estimates_replaces FOREIGN KEY (clinic_id, replaces_id) REFERENCES estimates (clinic_id, id),
        CONSTRAINT fk_estimates_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_estimates_provider_id FOREIGN KEY (clinic_id, provider_id) REFERENCES providers (clinic_id, id),
        CONSTRAINT ck_estimates_state CHECK (state IN ('owed', 'issued', 'delivered', 'replaced')),
        CONSTRAINT ck_estimates_issued CHECK (state = 'owed' OR (state = 'replaced' AND number IS NULL) OR (number IS NOT NULL AND issued_at IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)),
        CONSTRAINT ck_estimates_period CHECK (ends_on >= starts_on AND ends_on <= starts_on + 366),
        CONSTRAINT ck_estimates_totals CHECK (total_min_cents BETWEEN 0 AND total_max_cents),
        CONSTRAINT ck_estimates_delivery CHECK ((delivered_at IS NULL) = (delivery_method IS NULL))
      );
      CREATE UNIQUE INDEX uq_estimates_replaces ON estimates (clinic_id, replaces_id) WHERE replaces_id IS NOT NULL;
      CREATE INDEX ix_estimates_patient_id ON estimates (clinic_id, patient_id, id DESC);
      CREATE INDEX ix_estimates_due_by ON estimates (clinic_id, due_by) WHERE state IN ('owed', 'issued');
      COMMENT ON TABLE estimates IS 'Good Faith Estimates (45 CFR 149.610). A row that is owed is a clock that runs; an issued one never changes, a new one replaces it.';
      COMMENT ON COLUMN estimates.due_by IS 'The clinic''s business day by which it has to be given.';
      COMMENT ON COLUMN estimates.items IS 'Services with fewest and most sessions and prices in US cents, as they were estimated.';
      COMMENT ON COLUMN estimates.total_max_cents IS 'US cents: the expected charges that what is billed is held against.';
      COMMENT ON COLUMN estimates.ends_on IS 'Last day it covers, at most twelve months after the first.';
      SELECT protect_tenant_table('estimates', 'SELECT, INSERT, UPDATE (state, number, items, protocol_code, diagnoses, starts_on, ends_on, total_min_cents, total_max_cents, issued_on, issued_at, delivered_at, delivery_method, replaced_at)');

      -- What was issued is evidence: only its delivery and its replacement may still be written down.
      CREATE FUNCTION keep_issued_estimate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.state <> 'owed' AND (NEW.items, NEW.number, NEW.starts_on, NEW.ends_on, NEW.total_min_cents, NEW.total_max_cents, NEW.issued_at)
              IS DISTINCT FROM (OLD.items, OLD.number, OLD.starts_on, OLD.ends_on, OLD.total_min_cents, OLD.total_max_cents, OLD.issued_at) THEN
            RAISE EXCEPTION 'an issued estimate is never changed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ck_estimates_kept';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER keep_issued_estimate BEFORE UPDATE ON estimates FOR EACH ROW EXECUTE FUNCTION keep_issued_estimate();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE estimates; DROP FUNCTION keep_issued_estimate();');
  }
}
