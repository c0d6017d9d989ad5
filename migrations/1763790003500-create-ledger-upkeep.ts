import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE account_days (
    clinic_id uuid NOT NULL,
    account_number integer NOT NULL,
    effective_on date NOT NULL,
    debit_cents bigint NOT NULL,
    credit_cents bigint NOT NULL,
    CONSTRAINT pk_account_days PRIMARY KEY (clinic_id, account_number, effective_on)
  );
  COMMENT ON TABLE account_days IS 'Roll-up of the journal by account and business day, up to ledger_books.rolled_to; rebuildable.';
  SELECT protect_tenant_table('account_days', 'SELECT');

  CREATE TABLE journal_seals (
    clinic_id uuid NOT NULL,
    seal_number integer NOT NULL,
    from_xid xid8 NOT NULL,
    to_xid xid8 NOT NULL,
    entry_count integer NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    CONSTRAINT pk_journal_seals PRIMARY KEY (clinic_id, seal_number)
  );
  COMMENT ON TABLE journal_seals IS 'Hash chain over the journal in commit order: SHA-256 of the previous hash and the content hashes of the block.';
  SELECT protect_tenant_table('journal_seals', 'SELECT');
  SELECT make_append_only('journal_seals');

  CREATE VIEW account_movements WITH (security_invoker = true) AS
    SELECT clinic_id, account_number, effective_on, debit_cents, credit_cents FROM account_days
    UNION ALL
    SELECT l.clinic_id, l.account_number, l.effective_on, greatest(l.amount_cents, 0), greatest(-l.amount_cents, 0)
      FROM ledger_books b
      JOIN journal_entries e ON e.clinic_id = b.clinic_id AND e.recorded_xid >= b.rolled_to
      JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id;
  COMMENT ON VIEW account_movements IS 'Roll-up and the tail not yet rolled: exact at any moment.';
  GRANT SELECT ON account_movements TO billing_app;
`;

const ROLL_UP = `
  CREATE FUNCTION roll_up_journal(p_clinic uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      v_from xid8;
      v_to xid8 := pg_snapshot_xmin(pg_current_snapshot());
      v_rows integer;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      SELECT rolled_to INTO v_from FROM ledger_books WHERE clinic_id = p_clinic FOR UPDATE;
      IF v_from IS NULL OR v_to <= v_from THEN
        RETURN 0;
      END IF;
      INSERT INTO account_days AS d (clinic_id, account_number, effective_on, debit_cents, credit_cents)
        SELECT l.clinic_id, l.account_number, l.effective_on, sum(greatest(l.amount_cents, 0)), sum(greatest(-l.amount_cents, 0))
          FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
          WHERE e.clinic_id = p_clinic AND e.recorded_xid >= v_from AND e.recorded_xid < v_to
          GROUP BY l.clinic_id, l.account_number, l.effective_on
        ON CONFLICT (clinic_id, account_number, effective_on) DO UPDATE
          SET debit_cents = d.debit_cents + excluded.debit_cents, credit_cents = d.credit_cents + excluded.credit_cents;
      GET DIAGNOSTICS v_rows = ROW_COUNT;
      UPDATE ledger_books SET rolled_to = v_to WHERE clinic_id = p_clinic;
      RETURN v_rows;
    END $$;
  REVOKE ALL ON FUNCTION roll_up_journal(uuid) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION roll_up_journal(uuid) TO billing_app;
`;

const SEAL = `
  CREATE FUNCTION seal_journal(p_clinic uuid, p_now timestamptz) RETURNS TABLE (seal_number integer, entry_count integer, hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
      v_last journal_seals;
      v_to xid8 := pg_snapshot_xmin(pg_current_snapshot());
      v_count integer;
      v_body bytea;
      v_hash bytea;
    BEGIN
      IF p_clinic IS DISTINCT FROM current_clinic() THEN
        RAISE EXCEPTION 'not the clinic of this transaction' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended(p_clinic::text, 8));
      SELECT * INTO v_last FROM journal_seals s WHERE s.clinic_id = p_clinic ORDER BY s.seal_number DESC LIMIT 1;
      SELECT count(*), string_agg(e.content_hash, ''::bytea ORDER BY e.recorded_xid, e.id) INTO v_count, v_body
        FROM journal_entries e
        WHERE e.clinic_id = p_clinic AND e.recorded_xid >= coalesce(v_last.to_xid, '0'::xid8) AND e.recorded_xid < v_to;
      IF v_count = 0 THEN
        RETURN;
      END IF;
      v_hash := sha256(coalesce(v_last.hash, ''::bytea) || v_body);
      INSERT INTO journal_seals (clinic_id, seal_number, from_xid, to_xid, entry_count, previous_hash, hash, sealed_at)
        VALUES (p_clinic, coalesce(v_last.seal_number, 0) + 1, coalesce(v_last.to_xid, '0'::xid8), v_to, v_count, coalesce(v_last.hash, ''::bytea), v_hash, p_now);
      RETURN QUERY SELECT coalesce(v_last.seal_number, 0) + 1, v_count, v_hash;
    END $$;
  REVOKE ALL ON FUNCTION seal_journal(uuid, timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION seal_journal(uuid, timestamptz) TO billing_app;
`;

const VERIFY = `
  CREATE FUNCTION verify_journal(p_clinic uuid) RETURNS TABLE (finding text, subject text)
    LANGUAGE sql STABLE AS $$
    SELECT 'entry_unbalanced', e.id::text FROM journal_entries e
      LEFT JOIN (SELECT entry_id, sum(amount_cents) AS total, count(*) AS lines FROM journal_lines WHERE clinic_id = p_clinic GROUP BY entry_id) l ON l.entry_id = e.id
      WHERE e.clinic_id = p_clinic AND (l.total IS DISTINCT FROM 0 OR l.lines < 2)
    UNION ALL
    SELECT 'entry_altered', e.id::text FROM journal_entries e
      LEFT JOIN (SELECT entry_id, string_agg(concat_ws(':', line_no, account_number, amount_cents, coalesce(patient_id::text, ''), coalesce(invoice_id::text, ''), coalesce(item_id::text, '')), ';' ORDER BY line_no) AS body
        FROM journal_lines WHERE clinic_id = p_clinic GROUP BY entry_id) l ON l.entry_id = e.id
      WHERE e.clinic_id = p_clinic AND e.content_hash IS DISTINCT FROM sha256(convert_to(concat_ws('|', e.clinic_id, e.id, e.kind, e.source_type, e.source_id,
        e.effective_on, extract(epoch FROM e.recorded_at), coalesce(e.reverses_id::text, ''), e.actor_id, coalesce(e.memo, ''), l.body), 'UTF8'))
    UNION ALL
    SELECT 'line_without_entry', l.entry_id::text FROM journal_lines l
      LEFT JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id WHERE l.clinic_id = p_clinic AND e.id IS NULL
    UNION ALL
    SELECT 'line_day_differs', l.entry_id::text FROM journal_lines l
      JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id WHERE l.clinic_id = p_clinic AND e.effective_on <> l.effective_on
    UNION ALL
    SELECT 'seal_broken', s.seal_number::text FROM journal_seals s
      LEFT JOIN LATERAL (SELECT count(*) AS entries, string_agg(e.content_hash, ''::bytea ORDER BY e.recorded_xid, e.id) AS body
        FROM journal_entries e WHERE e.clinic_id = p_clinic AND e.recorded_xid >= s.from_xid AND e.recorded_xid < s.to_xid) b ON true
      LEFT JOIN journal_seals p ON p.clinic_id = s.clinic_id AND p.seal_number = s.seal_number - 1
      WHERE s.clinic_id = p_clinic AND (b.entries <> s.entry_count OR s.hash IS DISTINCT FROM sha256(s.previous_hash || coalesce(b.body, ''::bytea))
        OR s.previous_hash IS DISTINCT FROM coalesce(p.hash, ''::bytea) OR s.from_xid IS DISTINCT FROM coalesce(p.to_xid, '0'::xid8))
    UNION ALL
    SELECT 'open_item_differs', coalesce(o.account_number, j.account_number) || ':' || coalesce(o.item_id, j.item_id)
      FROM (SELECT * FROM open_items WHERE clinic_id = p_clinic) o
      FULL JOIN (SELECT l.account_number, l.item_id, sum(CASE WHEN a.kind = 'liability' THEN -l.amount_cents ELSE l.amount_cents END) AS open_cents
        FROM journal_lines l JOIN ledger_accounts a ON a.clinic_id = l.clinic_id AND a.number = l.account_number AND a.is_open_item
        WHERE l.clinic_id = p_clinic GROUP BY l.account_number, l.item_id) j
      ON j.account_number = o.account_number AND j.item_id = o.item_id
      WHERE coalesce(o.open_cents, 0) <> coalesce(j.open_cents, 0)
    UNION ALL
    SELECT 'roll_up_differs', coalesce(d.account_number, j.account_number) || ':' || coalesce(d.effective_on, j.effective_on)
      FROM (SELECT * FROM account_days WHERE clinic_id = p_clinic) d
      FULL JOIN (SELECT l.account_number, l.effective_on, sum(greatest(l.amount_cents, 0)) AS debits, sum(greatest(-l.amount_cents, 0)) AS credits
        FROM ledger_books b JOIN journal_entries e ON e.clinic_id = b.clinic_id AND e.recorded_xid < b.rolled_to
        JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id WHERE b.clinic_id = p_clinic GROUP BY l.account_number, l.effective_on) j
      ON j.account_number = d.account_number AND j.effective_on = d.effective_on
      WHERE d.debit_cents IS DISTINCT FROM j.debits OR d.credit_cents IS DISTINCT FROM j.credits;
  $$;
  GRANT EXECUTE ON FUNCTION verify_journal(uuid) TO billing_app;
`;

/** What keeps the ledger cheap to read and hard to tamper with: the day roll-up, the hash chain, the whole-book check. */
export class CreateLedgerUpkeep1763790003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ROLL_UP);
    await runner.query(SEAL);
    await runner.query(VERIFY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION verify_journal(uuid);
      DROP FUNCTION seal_journal(uuid, timestamptz);
      DROP FUNCTION roll_up_journal(uuid);
      DROP VIEW account_movements;
      DROP TABLE journal_seals, account_days;
    `);
  }
}
