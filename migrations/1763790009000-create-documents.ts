import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Issued papers: what they said, and their bytes, kept as they left the clinic. */
export class CreateDocuments1763790009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE documents (
        clinic_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        number text NOT NULL,
        version integer NOT NULL,
        replaces_id uuid,
        patient_id uuid NOT NULL,
        subject_ids uuid[] NOT NULL,
        model jsonb NOT NULL,
        bytes bytea NOT NULL,
        sha256 bytea NOT NULL,
        issued_on date NOT NULL,
        issued_at timestamptz NOT NULL,
        issued_by_kind text NOT NULL,
        issued_by_id text NOT NULL,
        CONSTRAINT pk_documents PRIMARY KEY (clinic_id, id),
        CONSTRAINT uq_documents_number UNIQUE (clinic_id, kind, number, version),
        CONSTRAINT uq_documents_replaces_id UNIQUE (clinic_id, replaces_id),
        CONSTRAINT fk_documents_patient_id FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT fk_documents_replaces_id FOREIGN KEY (clinic_id, replaces_id) REFERENCES documents (clinic_id, id),
        CONSTRAINT ck_documents_kind CHECK (kind IN ('superbill', 'receipt')),
        CONSTRAINT ck_documents_version CHECK (version > 0 AND (version = 1) = (replaces_id IS NULL)),
        CONSTRAINT ck_documents_subject_ids CHECK (cardinality(subject_ids) > 0),
        CONSTRAINT ck_documents_sha256 CHECK (sha256 = sha256(bytes))
      );
      ALTER TABLE documents ALTER COLUMN bytes SET STORAGE EXTERNAL;
      CREATE INDEX ix_documents_patient_id ON documents (clinic_id, patient_id, issued_at DESC, id DESC);
      COMMENT ON TABLE documents IS 'Issued papers. Append-only: a correction is a new version that names the one it replaces.';
      COMMENT ON COLUMN documents.number IS 'Gapless per clinic and kind; the versions of one superbill share it.';
      COMMENT ON COLUMN documents.subject_ids IS 'What it is about, in ascending order: the visits of a superbill, the payment of a receipt.';
      COMMENT ON COLUMN documents.model IS 'Everything the paper says, as it was printed; amounts in US cents.';
      COMMENT ON COLUMN documents.bytes IS 'The PDF, byte for byte as first given out; already compressed.';
      COMMENT ON COLUMN documents.issued_on IS 'Business day in the clinic''s zone.';
      SELECT protect_tenant_table('documents', 'SELECT, INSERT');
      SELECT make_append_only('documents');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE documents;');
  }
}
