import type { MigrationInterface, QueryRunner } from 'typeorm';

const MONTHS = `
  CREATE TABLE account_months (
    clinic_id uuid NOT NULL,
    account_number integer NOT NULL,
    month_starts_on date NOT NULL,
    debit_cents bigint NOT NULL,
    credit_cents bigint NOT NULL,
    CONSTRAINT pk_account_months PRIMARY KEY (clinic_id, account_number, month_starts_on)
  );
  COMMENT ON TABLE account_months IS 'Roll-up of account_days by month, made with it, up to ledger_books.rolled_to; rebuildable. A balance of long ago costs months, not days.';
  COMMENT ON COLUMN account_months.debit_cents IS 'US cents.';
  COMMENT ON COLUMN account_months.credit_cents IS 'US cents.';
  SELECT protect_tenant_table('account_months', 'SELECT');
  INSERT INTO account_months (clinic_id, account_number, month_starts_on, debit_cents, credit_cents)
    SELECT d.clinic_id, d.account_number, date_trunc('month', d.effective_on)::date, sum(d.debit_cents), sum(d.credit_cents) FROM account_days d GROUP BY 1, 2, 3;
`;

const rollUp = (isByMonth: boolean) => `
  CREATE OR REPLACE FUNCTION roll_up_journal(p_clinic uuid) RETURNS integer
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
      WITH fresh AS MATERIALIZED (
        SELECT l.clinic_id, l.account_number, l.effective_on, sum(greatest(l.amount_cents, 0)) AS debit_cents, sum(greatest(-l.amount_cents, 0)) AS credit_cents
          FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
          WHERE e.clinic_id = p_clinic AND e.recorded_xid >= v_from AND e.recorded_xid < v_to
          GROUP BY l.clinic_id, l.account_number, l.effective_on
      ), days AS (
        INSERT INTO account_days AS d (clinic_id, account_number, effective_on, debit_cents, credit_cents)
          SELECT f.clinic_id, f.account_number, f.effective_on, f.debit_cents, f.credit_cents FROM fresh f
          ON CONFLICT (clinic_id, account_number, effective_on) DO UPDATE
            SET debit_cents = d.debit_cents + excluded.debit_cents, credit_cents = d.credit_cents + excluded.credit_cents
      )${
        isByMonth
          ? `, months AS (
        INSERT INTO account_months AS m (clinic_id, account_number, month_starts_on, debit_cents, credit_cents)
          SELECT f.clinic_id, f.account_number, date_trunc('month', f.effective_on)::date, sum(f.debit_cents), sum(f.credit_cents) FROM fresh f GROUP BY 1, 2, 3
          ON CONFLICT (clinic_id, account_number, month_starts_on) DO UPDATE
            SET debit_cents = m.debit_cents + excluded.debit_cents, credit_cents = m.credit_cents + excluded.credit_cents
      )`
          : ''
      }
      SELECT count(*) INTO v_rows FROM fresh;
      UPDATE ledger_books SET rolled_to = v_to WHERE clinic_id = p_clinic;
      RETURN v_rows;
    END $$;
`;

const OPENINGS = `
  CREATE FUNCTION account_openings_known(p_before date, p_known timestamptz) RETURNS TABLE (account_number integer, cents numeric)
    LANGUAGE sql STABLE AS $$
    SELECT m.account_number, sum(m.cents) FROM (
      SELECT a.account_number, a.debit_cents - a.credit_cents AS cents FROM account_months a
       WHERE a.clinic_id = current_clinic() AND a.month_starts_on < date_trunc('month', p_before)::date
      UNION ALL
      SELECT d.account_number, d.debit_cents - d.credit_cents FROM account_days d
       WHERE d.clinic_id = current_clinic() AND d.effective_on >= date_trunc('month', p_before)::date AND d.effective_on < p_before
      UNION ALL
      SELECT l.account_number, l.amount_cents FROM ledger_books b
        JOIN journal_entries e ON e.clinic_id = b.clinic_id AND e.recorded_xid >= b.rolled_to
        JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
       WHERE b.clinic_id = current_clinic() AND e.effective_on < p_before
      UNION ALL
      SELECT l.account_number, -l.amount_cents FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
       WHERE e.clinic_id = current_clinic() AND e.id >= uuid_floor(p_known) AND e.recorded_at > p_known AND e.effective_on < p_before) m
     GROUP BY m.account_number
  $$;
  COMMENT ON FUNCTION account_openings_known IS 'Balance of each account before a business day, US cents, debit above zero, as recorded until a moment: from the roll-ups and the tail, less what was recorded since.';
  GRANT EXECUTE ON FUNCTION account_openings_known(date, timestamptz) TO billing_app;
`;

const VERIFY = `
  ALTER FUNCTION verify_journal(uuid) RENAME TO verify_journal_lines;
  CREATE FUNCTION verify_journal(p_clinic uuid) RETURNS TABLE (finding text, subject text)
    LANGUAGE sql STABLE AS $$
    SELECT v.finding, v.subject FROM verify_journal_lines(p_clinic) v
    UNION ALL
    SELECT 'month_roll_up_differs', coalesce(m.account_number, d.account_number) || ':' || coalesce(m.month_starts_on, d.month_starts_on)
      FROM (SELECT * FROM account_months WHERE clinic_id = p_clinic) m
      FULL JOIN (SELECT k.account_number, date_trunc('month', k.effective_on)::date AS month_starts_on, sum(k.debit_cents) AS debits, sum(k.credit_cents) AS credits
        FROM account_days k WHERE k.clinic_id = p_clinic GROUP BY 1, 2) d
      ON d.account_number = m.account_number AND d.month_starts_on = m.month_starts_on
      WHERE m.debit_cents IS DISTINCT FROM d.debits OR m.credit_cents IS DISTINCT FROM d.credits
  $$;
  GRANT EXECUTE ON FUNCTION verify_journal(uuid) TO billing_app;
`;

/** The day roll-up once more by month, so that a trial balance does not cost the days of all years. */
export class RollUpMonths1763790041100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MONTHS);
    await runner.query(rollUp(true));
    await runner.query(OPENINGS);
    await runner.query(VERIFY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION verify_journal(uuid);
      ALTER FUNCTION verify_journal_lines(uuid) RENAME TO verify_journal;
      DROP FUNCTION account_openings_known(date, timestamptz);
    `);
    await runner.query(rollUp(false));
    await runner.query('DROP TABLE account_months;');
  }
}
