import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE ledger_day_changes (
    clinic_id uuid NOT NULL,
    change_number integer NOT NULL,
    kind text NOT NULL,
    closed_before date,
    closed_after date,
    approval_id uuid,
    actor_id text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_ledger_day_changes PRIMARY KEY (clinic_id, change_number),
    CONSTRAINT uq_ledger_day_changes_approval_id UNIQUE (clinic_id, approval_id),
    CONSTRAINT fk_ledger_day_changes_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT fk_ledger_day_changes_approval_id FOREIGN KEY (clinic_id, approval_id) REFERENCES approvals (clinic_id, id),
    CONSTRAINT ck_ledger_day_changes_kind CHECK (
      (kind = 'closed' AND approval_id IS NULL AND closed_after > coalesce(closed_before, '-infinity'))
      OR (kind = 'reopened' AND approval_id IS NOT NULL AND closed_before > coalesce(closed_after, '-infinity')))
  );
  COMMENT ON TABLE ledger_day_changes IS 'Every move of ledger_books.closed_through, and who made it. A reopening names the approval of the second person.';
  COMMENT ON COLUMN ledger_day_changes.closed_before IS 'Last closed business day until then; null when none was.';
  SELECT protect_tenant_table('ledger_day_changes', 'SELECT');
  SELECT make_append_only('ledger_day_changes');

  CREATE TABLE late_postings (
    clinic_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    sealed_on date NOT NULL,
    CONSTRAINT pk_late_postings PRIMARY KEY (clinic_id, entry_id),
    CONSTRAINT fk_late_postings_entry_id FOREIGN KEY (clinic_id, entry_id) REFERENCES journal_entries (clinic_id, id)
  );
  CREATE INDEX ix_late_postings_sealed_on ON late_postings (clinic_id, sealed_on);
  COMMENT ON TABLE late_postings IS 'Entries that stand on the first open day because their own day was sealed.';
  COMMENT ON COLUMN late_postings.sealed_on IS 'The sealed business day the entry belongs to.';
  SELECT protect_tenant_table('late_postings', 'SELECT');
  SELECT make_append_only('late_postings');

  -- The entries of the days not closed yet are found by their day; BRIN costs a posting next to nothing.
  CREATE INDEX ix_journal_entries_effective_on ON journal_entries USING brin (effective_on);
`;

const POST_LATE = `
  CREATE FUNCTION post_late_journal_entry(
    p_clinic uuid, p_id uuid, p_kind text, p_source_type text, p_source_id uuid, p_effective_on date, p_recorded_at timestamptz,
    p_reverses uuid, p_actor text, p_memo text,
    p_accounts integer[], p_amounts bigint[], p_patients uuid[], p_invoices uuid[], p_items uuid[], p_sealed_on date)
    RETURNS TABLE (entry_id uuid, replayed boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
      v_posted record;
    BEGIN
      SELECT p.entry_id, p.replayed INTO v_posted FROM post_journal_entry(p_clinic, p_id, p_kind, p_source_type, p_source_id,
        p_effective_on, p_recorded_at, p_reverses, p_actor, p_memo, p_accounts, p_amounts, p_patients, p_invoices, p_items) p;
      IF NOT v_posted.replayed THEN
        INSERT INTO late_postings (clinic_id, entry_id, sealed_on) VALUES (p_clinic, v_posted.entry_id, p_sealed_on);
      END IF;
      RETURN QUERY SELECT v_posted.entry_id, v_posted.replayed;
    END $$;
  COMMENT ON FUNCTION post_late_journal_entry IS 'As post_journal_entry, for an entry whose own day is sealed: it says which.';
  REVOKE ALL ON FUNCTION post_late_journal_entry FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION post_late_journal_entry TO billing_app;
`;

const CLOSE = `
  CREATE FUNCTION close_ledger_day(p_clinic uuid, p_day date, p_actor text, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_before date;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      -- Waits for whoever is posting; whoever posts after us sees the day closed.
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 7));
      SELECT closed_through INTO v_before FROM ledger_books WHERE clinic_id = p_clinic FOR UPDATE;
      IF p_day <= v_before THEN
        RAISE EXCEPTION 'already closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_books_closed_through';
      END IF;
      UPDATE ledger_books SET closed_through = p_day WHERE clinic_id = p_clinic;
      INSERT INTO ledger_day_changes (clinic_id, change_number, kind, closed_before, closed_after, actor_id, changed_at)
        SELECT p_clinic, coalesce(max(c.change_number), 0) + 1, 'closed', v_before, p_day, p_actor, p_now
          FROM ledger_day_changes c WHERE c.clinic_id = p_clinic;
    END $$;
  COMMENT ON FUNCTION close_ledger_day IS 'Seals the books through a business day: nothing may be posted on or before it.';
  REVOKE ALL ON FUNCTION close_ledger_day FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION close_ledger_day TO billing_app;

  CREATE FUNCTION reopen_ledger_day(p_clinic uuid, p_approval uuid, p_actor text, p_now timestamptz) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_before date;
      v_after date;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM FROM approvals a WHERE a.clinic_id = p_clinic AND a.id = p_approval AND a.kind = 'day_reopening'
        AND a.state = 'approved' AND a.decided_by_id <> a.requested_by_id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'a second person has not approved this' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 7));
      SELECT closed_through INTO v_before FROM ledger_books WHERE clinic_id = p_clinic FOR UPDATE;
      SELECT c.closed_before INTO v_after FROM ledger_day_changes c
        WHERE c.clinic_id = p_clinic AND c.kind = 'closed' AND c.closed_after = v_before ORDER BY c.change_number DESC LIMIT 1;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing to reopen' USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_books_closed_through';
      END IF;
      UPDATE ledger_books SET closed_through = v_after WHERE clinic_id = p_clinic;
      INSERT INTO ledger_day_changes (clinic_id, change_number, kind, closed_before, closed_after, approval_id, actor_id, changed_at)
        SELECT p_clinic, max(c.change_number) + 1, 'reopened', v_before, v_after, p_approval, p_actor, p_now
          FROM ledger_day_changes c WHERE c.clinic_id = p_clinic;
      RETURN v_after;
    END $$;
  COMMENT ON FUNCTION reopen_ledger_day IS 'Takes back the latest closing, which another person has approved. Each approval opens once.';
  REVOKE ALL ON FUNCTION reopen_ledger_day FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION reopen_ledger_day TO billing_app;
`;

/** Business days that are closed and, with a second person, reopened; entries that came too late for theirs. */
export class CloseLedgerDays1763790015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POST_LATE);
    await runner.query(CLOSE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION post_late_journal_entry, close_ledger_day, reopen_ledger_day;
      DROP INDEX ix_journal_entries_effective_on;
      DROP TABLE late_postings, ledger_day_changes;
    `);
  }
}
