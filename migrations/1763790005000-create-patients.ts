import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patients, the words they are found by, and the per-clinic counter of their account numbers. */
export class CreatePatients1763790005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patients (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        account_number bigint NOT NULL,
        first_name text NOT NULL,
        middle_name text,
        last_name text NOT NULL,
        preferred_name text,
        other_names text[] NOT NULL DEFAULT '{}',
        sort_name text COLLATE "C" NOT NULL,
        date_of_birth date NOT NULL,
        sex text,
        email text,
        phone text,
        address_line1 text,
        address_line2 text,
        address_city text,
        address_state text,
        address_postal_code text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_patients PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_patients_account_number UNIQUE (clinic_id, account_number),
        CONSTRAINT fk_patients_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
        CONSTRAINT ck_patients_first_name CHECK (char_length(first_name) BETWEEN 1 AND 100),
        CONSTRAINT ck_patients_last_name CHECK (char_length(last_name) BETWEEN 1 AND 100),
        CONSTRAINT ck_patients_date_of_birth CHECK (date_of_birth >= DATE '1900-01-01'),
        CONSTRAINT ck_patients_sex CHECK (sex IN ('female', 'male', 'unknown')),
        CONSTRAINT ck_patients_address CHECK (num_nonnulls(address_line1, address_city, address_state, address_postal_code) IN (0, 4)),
        CONSTRAINT ck_patients_version CHECK (version > 0)
      );
      CREATE INDEX ix_patients_sort_name ON patients (clinic_id, sort_name, id);
      CREATE INDEX ix_patients_date_of_birth ON patients (clinic_id, date_of_birth);
      COMMENT ON TABLE patients IS 'People the clinic treats; legal names as their insurer knows them.';
      COMMENT ON COLUMN patients.account_number IS 'Short number of the clinic for reports and exports that must not name anyone.';
      COMMENT ON COLUMN patients.other_names IS 'Former and alternative names (maiden names), searched like the legal ones.';
      COMMENT ON COLUMN patients.sort_name IS 'Folded "last first", for alphabetical lists; derived by the application.';
      COMMENT ON COLUMN patients.sex IS 'As the insurer has it (X12 DMG03): female, male or unknown.';
      COMMENT ON COLUMN patients.version IS 'Goes up by one on every change; a stale one is refused.';
      SELECT protect_tenant_table('patients', 'SELECT, INSERT, UPDATE');

      CREATE TABLE patient_search_words (
        clinic_id uuid NOT NULL,
        word text COLLATE "C" NOT NULL,
        patient_id uuid NOT NULL,
        CONSTRAINT pk_patient_search_words PRIMARY KEY (clinic_id, word, patient_id),
        CONSTRAINT fk_patient_search_words_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      CREATE INDEX ix_patient_search_words_patient_id ON patient_search_words (clinic_id, patient_id, word);
      COMMENT ON TABLE patient_search_words IS
        'Every folded word a patient is found by: names, birth date in two spellings, phone digits, account number. A btree in "C" order, because row-level security keeps LIKE from using an index.';
      SELECT protect_tenant_table('patient_search_words', 'SELECT, INSERT, DELETE');

      CREATE TABLE patient_account_numbers (
        clinic_id uuid NOT NULL,
        last_number bigint NOT NULL,
        CONSTRAINT pk_patient_account_numbers PRIMARY KEY (clinic_id),
        CONSTRAINT fk_patient_account_numbers_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id)
      );
      COMMENT ON TABLE patient_account_numbers IS 'The last account number given to a patient of the clinic; the first is 10001.';
      SELECT protect_tenant_table('patient_account_numbers', 'SELECT, INSERT, UPDATE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE patient_account_numbers, patient_search_words, patients;');
  }
}
