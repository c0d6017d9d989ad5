import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  ALTER TABLE ledger_books ADD COLUMN month_closed_through date,
    ADD CONSTRAINT ck_ledger_books_month_closed_through CHECK (month_closed_through IS NULL OR coalesce(closed_through >= month_closed_through, false));
  COMMENT ON COLUMN ledger_books.month_closed_through IS 'Last day of the last closed month. Its days are sealed and stay so: none of them can be reopened.';

  CREATE TABLE ledger_month_changes (
    clinic_id uuid NOT NULL,
    change_number integer NOT NULL,
    kind text NOT NULL,
    month_starts_on date NOT NULL,
    closed_before date,
    closed_after date,
    content text,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    approval_id uuid,
    actor_id text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_ledger_month_changes PRIMARY KEY (clinic_id, change_number),
    CONSTRAINT uq_ledger_month_changes_approval_id UNIQUE (clinic_id, approval_id),
    CONSTRAINT fk_ledger_month_changes_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT fk_ledger_month_changes_approval_id FOREIGN KEY (clinic_id, approval_id) REFERENCES approvals (clinic_id, id),
    CONSTRAINT ck_ledger_month_changes_hash CHECK (hash = sha256(previous_hash || convert_to(concat_ws('|', kind, month_starts_on, content), 'UTF8'))),
    CONSTRAINT ck_ledger_month_changes_kind CHECK (
      (kind = 'closed' AND approval_id IS NULL AND content IS JSON OBJECT AND closed_after > coalesce(closed_before, '-infinity'))
      OR (kind = 'reopened' AND approval_id IS NOT NULL AND content IS NULL AND closed_before > coalesce(closed_after, '-infinity')))
  );
  COMMENT ON TABLE ledger_month_changes IS 'Every closing and reopening of a month, chained by hash. A reopening names the approval of the second person.';
  COMMENT ON COLUMN ledger_month_changes.content IS 'JSON of what was closed: trial balance at the end of the month in US cents, number of entries since the closing before, SHA-256 over their content hashes in the order of their ids.';
  SELECT protect_tenant_table('ledger_month_changes', 'SELECT');
  SELECT make_append_only('ledger_month_changes');

  CREATE TABLE period_reopenings (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    month_starts_on date NOT NULL,
    reason text NOT NULL,
    requested_by_id text NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'requested',
    decided_at timestamptz,
    CONSTRAINT pk_period_reopenings PRIMARY KEY (clinic_id, id),
    CONSTRAINT fk_period_reopenings_clinic_id FOREIGN KEY (clinic_id) REFERENCES clinics (id),
    CONSTRAINT ck_period_reopenings_state CHECK (state IN ('requested', 'reopened', 'rejected')),
    CONSTRAINT ck_period_reopenings_decided CHECK ((state = 'requested') = (decided_at IS NULL))
  );
  CREATE UNIQUE INDEX uq_period_reopenings_waiting ON period_reopenings (clinic_id, month_starts_on) WHERE state = 'requested';
  COMMENT ON TABLE period_reopenings IS 'Closed months somebody wanted open again, and whether a second person agreed.';
  SELECT protect_tenant_table('period_reopenings', 'SELECT, INSERT, UPDATE (state, decided_at)');
  CREATE TRIGGER decided_for_good BEFORE UPDATE ON period_reopenings FOR EACH ROW WHEN (OLD.state <> 'requested') EXECUTE FUNCTION refuse_change();
`;

const CLOSE = `
  CREATE FUNCTION close_ledger_month(p_clinic uuid, p_month date, p_actor text, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_books ledger_books;
      v_last date := (date_trunc('month', p_month) + interval '1 month - 1 day')::date;
      v_content text;
      v_previous bytea;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      -- Waits for whoever is posting, as the closing of a day does.
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 7));
      SELECT * INTO v_books FROM ledger_books WHERE clinic_id = p_clinic FOR UPDATE;
      IF v_last <= v_books.month_closed_through THEN
        RAISE EXCEPTION 'already closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_month_changes_kind';
      END IF;
      UPDATE ledger_books SET month_closed_through = v_last WHERE clinic_id = p_clinic;
      SELECT json_build_object('month', to_char(p_month, 'YYYY-MM'), 'entryCount', e.entries, 'entriesHash', e.hash, 'accounts', a.accounts)::text INTO v_content
        FROM (SELECT count(*) AS entries, encode(sha256(coalesce(string_agg(j.content_hash, ''::bytea ORDER BY j.id), ''::bytea)), 'hex') AS hash
                FROM journal_entries j WHERE j.clinic_id = p_clinic AND j.effective_on BETWEEN coalesce(v_books.month_closed_through + 1, '-infinity') AND v_last) e,
             (SELECT coalesce(json_agg(json_build_object('accountNumber', b.account_number, 'netCents', b.cents) ORDER BY b.account_number), '[]') AS accounts
                FROM (SELECT d.account_number, sum(d.debit_cents - d.credit_cents) AS cents FROM account_days_known('-infinity', v_last, 'infinity') d
                       GROUP BY d.account_number) b) a;
      SELECT c.hash INTO v_previous FROM ledger_month_changes c WHERE c.clinic_id = p_clinic ORDER BY c.change_number DESC LIMIT 1;
      INSERT INTO ledger_month_changes (clinic_id, change_number, kind, month_starts_on, closed_before, closed_after, content, previous_hash, hash, actor_id, changed_at)
        SELECT p_clinic, coalesce(max(c.change_number), 0) + 1, 'closed', date_trunc('month', p_month)::date, v_books.month_closed_through, v_last, v_content,
               coalesce(v_previous, ''::bytea),
               sha256(coalesce(v_previous, ''::bytea) || convert_to(concat_ws('|', 'closed', date_trunc('month', p_month)::date, v_content), 'UTF8')), p_actor, p_now
          FROM ledger_month_changes c WHERE c.clinic_id = p_clinic;
    END $$;
  COMMENT ON FUNCTION close_ledger_month IS 'Closes the books through a month whose days are all sealed, and keeps what they said.';
  REVOKE ALL ON FUNCTION close_ledger_month FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION close_ledger_month TO billing_app;

  CREATE FUNCTION reopen_ledger_month(p_clinic uuid, p_approval uuid, p_actor text, p_now timestamptz) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_before date;
      v_closing ledger_month_changes;
      v_previous bytea;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM FROM approvals a WHERE a.clinic_id = p_clinic AND a.id = p_approval AND a.kind = 'period_reopening'
        AND a.state = 'approved' AND a.decided_by_id <> a.requested_by_id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'a second person has not approved this' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 7));
      SELECT month_closed_through INTO v_before FROM ledger_books WHERE clinic_id = p_clinic FOR UPDATE;
      SELECT * INTO v_closing FROM ledger_month_changes c
        WHERE c.clinic_id = p_clinic AND c.kind = 'closed' AND c.closed_after = v_before ORDER BY c.change_number DESC LIMIT 1;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing to reopen' USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_month_changes_kind';
      END IF;
      UPDATE ledger_books SET month_closed_through = v_closing.closed_before WHERE clinic_id = p_clinic;
      SELECT c.hash INTO v_previous FROM ledger_month_changes c WHERE c.clinic_id = p_clinic ORDER BY c.change_number DESC LIMIT 1;
      INSERT INTO ledger_month_changes (clinic_id, change_number, kind, month_starts_on, closed_before, closed_after, content, previous_hash, hash, approval_id, actor_id, changed_at)
        SELECT p_clinic, max(c.change_number) + 1, 'reopened', v_closing.month_starts_on, v_before, v_closing.closed_before, NULL, v_previous,
               sha256(v_previous || convert_to(concat_ws('|', 'reopened', v_closing.month_starts_on, NULL), 'UTF8')), p_approval, p_actor, p_now
          FROM ledger_month_changes c WHERE c.clinic_id = p_clinic;
      RETURN v_closing.closed_before;
    END $$;
  COMMENT ON FUNCTION reopen_ledger_month IS 'Takes back the latest closing of a month, which another person has approved. Each approval opens once.';
  REVOKE ALL ON FUNCTION reopen_ledger_month FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION reopen_ledger_month TO billing_app;
`;

/** Months that are closed over sealed days and, with a second person, reopened. */
export class ClosePeriods1763790028200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CLOSE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION close_ledger_month, reopen_ledger_month;
      DROP TABLE period_reopenings, ledger_month_changes;
      ALTER TABLE ledger_books DROP COLUMN month_closed_through;
    `);
  }
}
