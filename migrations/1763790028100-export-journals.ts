import type { MigrationInterface, QueryRunner } from 'typeorm';

const MAPPINGS = `
  CREATE TABLE journal_mappings (
    clinic_id uuid NOT NULL,
    program text NOT NULL,
    account_number integer NOT NULL,
    name text NOT NULL,
    type text,
    tax_rate text,
    changed_by_id text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_journal_mappings PRIMARY KEY (clinic_id, program, account_number),
    CONSTRAINT fk_journal_mappings_account_number FOREIGN KEY (clinic_id, account_number) REFERENCES ledger_accounts (clinic_id, number),
    CONSTRAINT ck_journal_mappings_program CHECK (program IN ('qbo', 'xero', 'iif')),
    -- A receivable of theirs asks for a customer on each line, which would be a patient's name.
    CONSTRAINT ck_journal_mappings_type CHECK (type IN ('BANK', 'OCASSET', 'OASSET', 'OCLIAB', 'INC', 'EXP', 'COGS', 'EXINC'))
  );
  COMMENT ON TABLE journal_mappings IS 'What accounts are called in the bookkeeping program of the clinic, where it is not the name of ours.';
  COMMENT ON COLUMN journal_mappings.name IS 'qbo, iif: the account''s name, Parent:Sub; xero: its code.';
  COMMENT ON COLUMN journal_mappings.type IS 'iif: ACCNTTYPE. Never AR or AP.';
  SELECT protect_tenant_table('journal_mappings', 'SELECT, INSERT, UPDATE (name, type, tax_rate, changed_by_id, changed_at)');

  CREATE FUNCTION journal_account_names(p_program text)
    RETURNS TABLE (account_number integer, name text, type text, tax_rate text)
    LANGUAGE sql STABLE AS $$
    SELECT a.number, coalesce(m.name, CASE WHEN p_program = 'xero' THEN a.number::text ELSE a.name END),
           coalesce(m.type, CASE WHEN a.number = 1000 THEN 'BANK' ELSE
             CASE a.kind WHEN 'asset' THEN 'OCASSET' WHEN 'liability' THEN 'OCLIAB' WHEN 'expense' THEN 'EXP' WHEN 'other_income' THEN 'EXINC' ELSE 'INC' END END),
           coalesce(m.tax_rate, 'Tax Exempt (0%)')
      FROM ledger_accounts a
      LEFT JOIN journal_mappings m ON m.clinic_id = a.clinic_id AND m.account_number = a.number AND m.program = p_program
     WHERE a.clinic_id = current_clinic()
  $$;
  COMMENT ON FUNCTION journal_account_names IS 'The chart of accounts in the words of a bookkeeping program. Receivables are other current assets, so that no line needs a customer.';
  GRANT EXECUTE ON FUNCTION journal_account_names(text) TO billing_app;
`;

const BATCHES = `
  CREATE TABLE journal_batches (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    program text NOT NULL,
    batch_number integer NOT NULL,
    from_xid xid8 NOT NULL,
    to_xid xid8 NOT NULL,
    detail text NOT NULL,
    mapping jsonb NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    entry_count integer NOT NULL,
    debit_cents bigint NOT NULL,
    made_by_id text NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_journal_batches PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_journal_batches_batch_number UNIQUE (clinic_id, program, batch_number),
    CONSTRAINT ck_journal_batches_program CHECK (program IN ('qbo', 'xero', 'iif')),
    CONSTRAINT ck_journal_batches_detail CHECK (detail IN ('day', 'entry')),
    CONSTRAINT ck_journal_batches_entry_count CHECK (entry_count > 0)
  );
  COMMENT ON TABLE journal_batches IS 'What was handed to a bookkeeping program: every entry once, in the order of the commits. A batch is the same file every time it is fetched.';
  COMMENT ON COLUMN journal_batches.mapping IS 'Names of accounts as they were then, by our number.';
  COMMENT ON COLUMN journal_batches.debit_cents IS 'US cents, the sum of its debits.';
  SELECT protect_tenant_table('journal_batches', 'SELECT, INSERT');
  SELECT make_append_only('journal_batches');

  CREATE FUNCTION journal_entry_hash(p_clinic uuid, p_entry uuid) RETURNS bytea
    LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(concat_ws('|', e.clinic_id, e.id, e.kind, e.source_type, e.source_id, e.effective_on, extract(epoch FROM e.recorded_at),
        coalesce(e.reverses_id::text, ''), e.actor_id, coalesce(e.memo, ''),
        (SELECT string_agg(concat_ws(':', l.line_no, l.account_number, l.amount_cents, coalesce(l.patient_id::text, ''), coalesce(l.invoice_id::text, ''),
            coalesce(l.item_id::text, '')), ';' ORDER BY l.line_no)
           FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id)), 'UTF8'))
      FROM journal_entries e WHERE e.clinic_id = p_clinic AND e.id = p_entry
  $$;
  COMMENT ON FUNCTION journal_entry_hash IS 'The content hash an entry should have, as post_journal_entry makes it.';
  GRANT EXECUTE ON FUNCTION journal_entry_hash(uuid, uuid) TO billing_app;
`;

const AUDIT = `
  CREATE TABLE audit_seals (
    clinic_id uuid NOT NULL,
    seal_number integer NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    event_count integer NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    CONSTRAINT pk_audit_seals PRIMARY KEY (clinic_id, seal_number),
    CONSTRAINT ck_audit_seals_range CHECK (from_id < to_id)
  );
  CREATE INDEX ix_audit_seals_to_id ON audit_seals (clinic_id, to_id);
  COMMENT ON TABLE audit_seals IS 'Hash chain over the audit trail: SHA-256 of the hash before and those of the events with ids from from_id to below to_id.';
  SELECT protect_tenant_table('audit_seals', 'SELECT');
  SELECT make_append_only('audit_seals');

  CREATE FUNCTION audit_event_hash(e audit_events) RETURNS bytea
    LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(concat_ws('|', e.clinic_id, e.id, extract(epoch FROM e.recorded_at), e.actor_kind, coalesce(e.actor_id, ''), e.actor_label,
      coalesce(e.role, ''), e.action, coalesce(e.subject_type, ''), coalesce(e.subject_id, ''), coalesce(e.request_id, ''), coalesce(host(e.ip), ''), e.facts::text), 'UTF8'))
  $$;
  GRANT EXECUTE ON FUNCTION audit_event_hash(audit_events) TO billing_app;

  CREATE FUNCTION seal_audit_events(p_clinic uuid, p_before timestamptz, p_now timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_last audit_seals;
      v_from uuid;
      v_to uuid := uuid_floor(p_before);
      v_count integer;
      v_body bytea;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 28));
      SELECT * INTO v_last FROM audit_seals s WHERE s.clinic_id = p_clinic ORDER BY s.seal_number DESC LIMIT 1;
      v_from := coalesce(v_last.to_id, '00000000-0000-0000-0000-000000000000');
      SELECT count(*), string_agg(audit_event_hash(e), ''::bytea ORDER BY e.id) INTO v_count, v_body
        FROM audit_events e WHERE e.clinic_id = p_clinic AND e.id >= v_from AND e.id < v_to;
      IF v_count = 0 THEN
        RETURN 0;
      END IF;
      INSERT INTO audit_seals (clinic_id, seal_number, from_id, to_id, event_count, previous_hash, hash, sealed_at)
        VALUES (p_clinic, coalesce(v_last.seal_number, 0) + 1, v_from, v_to, v_count, coalesce(v_last.hash, ''::bytea),
          sha256(coalesce(v_last.hash, ''::bytea) || v_body), p_now);
      RETURN v_count;
    END $$;
  COMMENT ON FUNCTION seal_audit_events IS 'Seals the audit events up to a moment by which no transaction that made one can still be open.';
  REVOKE ALL ON FUNCTION seal_audit_events(uuid, timestamptz, timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION seal_audit_events(uuid, timestamptz, timestamptz) TO billing_app;
`;

/** Journals for bookkeeping programs: names of accounts and batches that never change; a hash chain over the audit trail. */
export class ExportJournals1763790028100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAPPINGS);
    await runner.query(BATCHES);
    await runner.query(AUDIT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION seal_audit_events(uuid, timestamptz, timestamptz), audit_event_hash(audit_events), journal_entry_hash(uuid, uuid), journal_account_names(text);
      DROP TABLE audit_seals, journal_batches, journal_mappings;
    `);
  }
}
