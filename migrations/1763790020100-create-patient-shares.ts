import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What insured charges leave to the patient, and so to an invoice. */
export class CreatePatientShares1763790020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patient_shares (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        charge_id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        amount_cents bigint NOT NULL,
        discount_cents bigint NOT NULL,
        source_type text NOT NULL,
        source_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_patient_shares PRIMARY KEY (clinic_id, id),
        CONSTRAINT fk_patient_shares_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
        CONSTRAINT fk_patient_shares_invoice_id FOREIGN KEY (clinic_id, invoice_id) REFERENCES invoices (clinic_id, id),
        CONSTRAINT ck_patient_shares_amount_cents CHECK (amount_cents <> 0)
      );
      CREATE INDEX ix_patient_shares_charge_id ON patient_shares (clinic_id, charge_id);
      COMMENT ON TABLE patient_shares IS 'Parts of insured charges moved to the patient, or back below zero. Append-only; each moves with its journal entry.';
      COMMENT ON COLUMN patient_shares.amount_cents IS 'US cents moved from insurance (1200) to the patient (1100).';
      COMMENT ON COLUMN patient_shares.discount_cents IS 'US cents taken off the moved amount at once, by agreement.';
      SELECT protect_tenant_table('patient_shares', 'SELECT, INSERT');
      SELECT make_append_only('patient_shares');
      GRANT UPDATE (invoice_id) ON charges TO billing_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (invoice_id) ON charges FROM billing_app;
      DROP TABLE patient_shares;
    `);
  }
}
