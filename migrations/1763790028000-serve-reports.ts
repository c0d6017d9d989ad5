import type { MigrationInterface, QueryRunner } from 'typeorm';

const FACTS = `
  CREATE VIEW journal_facts WITH (security_invoker = true) AS
    SELECT e.clinic_id, e.id AS entry_id, e.effective_on, e.recorded_at, e.actor_id, e.reverses_id IS NOT NULL AS is_reversal,
           coalesce(o.kind, e.kind) AS kind, coalesce(o.source_type, e.source_type) AS source_type, coalesce(o.source_id, e.source_id) AS source_id
      FROM journal_entries e
      LEFT JOIN journal_entries o ON o.clinic_id = e.clinic_id AND o.id = e.reverses_id;
  COMMENT ON VIEW journal_facts IS 'Journal entries by the fact they are about: a reversal by that of the entry it undoes.';
  GRANT SELECT ON journal_facts TO billing_app;

  CREATE VIEW acting_people WITH (security_invoker = true) AS
    SELECT u.clinic_id, u.id::text AS actor_id, u.id::text AS person_id, u.display_name AS person FROM staff_users u
    UNION ALL
    SELECT k.clinic_id, k.id::text, coalesce(u.id, k.id)::text, coalesce(u.display_name, k.label) FROM api_keys k
      LEFT JOIN staff_users u ON u.clinic_id = k.clinic_id AND u.id = k.staff_user_id;
  COMMENT ON VIEW acting_people IS 'Who stands behind an actor id: a member of staff, also where a key of theirs acted.';
  GRANT SELECT ON acting_people TO billing_app;

  CREATE VIEW charge_revenue WITH (security_invoker = true) AS
    SELECT f.clinic_id, coalesce(a.charge_id, f.source_id) AS charge_id, f.effective_on, f.recorded_at, f.is_reversal, -l.amount_cents AS revenue_cents
      FROM journal_facts f
      JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id AND l.account_number BETWEEN 4000 AND 4899
      LEFT JOIN allocations a ON f.source_type = 'tender' AND a.clinic_id = f.clinic_id AND a.tender_id = f.source_id
     WHERE (f.source_type = 'charge' AND f.kind = 'charge') OR (f.source_type = 'tender' AND f.kind = 'payment');
  COMMENT ON VIEW charge_revenue IS 'What charges earned, US cents: through a receivable, or straight out of money that was held for them.';
  GRANT SELECT ON charge_revenue TO billing_app;
`;

const AS_OF = `
  CREATE FUNCTION uuid_floor(p_at timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN p_at = 'infinity' THEN 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
                WHEN p_at <= '1970-01-01T00:00:00Z'::timestamptz THEN '00000000-0000-0000-0000-000000000000'::uuid
                ELSE (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid END;
  COMMENT ON FUNCTION uuid_floor IS 'Below every UUIDv7 made at that moment or later: finds rows by the moment in their id.';

  CREATE FUNCTION account_days_known(p_from date, p_to date, p_known timestamptz)
    RETURNS TABLE (account_number integer, effective_on date, debit_cents numeric, credit_cents numeric)
    LANGUAGE sql STABLE AS $$
    SELECT m.account_number, m.effective_on, sum(m.debit_cents), sum(m.credit_cents) FROM (
      SELECT a.account_number, a.effective_on, a.debit_cents, a.credit_cents FROM account_movements a
       WHERE a.clinic_id = current_clinic() AND a.effective_on BETWEEN p_from AND p_to
      UNION ALL
      SELECT l.account_number, l.effective_on, -greatest(l.amount_cents, 0), -greatest(-l.amount_cents, 0)
        FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
       WHERE e.clinic_id = current_clinic() AND e.id >= uuid_floor(p_known) AND e.recorded_at > p_known
         AND e.effective_on BETWEEN p_from AND p_to) m
     GROUP BY m.account_number, m.effective_on
  $$;
  COMMENT ON FUNCTION account_days_known IS 'US cents each account moved on each business day, as recorded until a moment. From the day roll-up, less what was recorded since.';
  GRANT EXECUTE ON FUNCTION account_days_known(date, date, timestamptz) TO billing_app;

  CREATE FUNCTION open_items_known(p_as_of date, p_known timestamptz, p_accounts integer[])
    RETURNS TABLE (account_number integer, item_id uuid, patient_id uuid, invoice_id uuid, effective_on date, open_cents numeric)
    LANGUAGE sql STABLE AS $$
    WITH since AS (
      SELECT l.account_number, l.item_id, sum(CASE WHEN a.kind = 'liability' THEN -l.amount_cents ELSE l.amount_cents END) AS cents
        FROM journal_entries e
        JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = ANY (p_accounts)
        JOIN ledger_accounts a ON a.clinic_id = l.clinic_id AND a.number = l.account_number
       WHERE e.clinic_id = current_clinic() AND (e.effective_on > p_as_of OR (e.id >= uuid_floor(p_known) AND e.recorded_at > p_known))
       GROUP BY l.account_number, l.item_id
    ), touched AS (
      SELECT o.account_number, o.item_id FROM open_items o WHERE o.clinic_id = current_clinic() AND o.is_open AND o.account_number = ANY (p_accounts)
      UNION SELECT s.account_number, s.item_id FROM since s
    )
    SELECT o.account_number, o.item_id, o.patient_id, o.invoice_id, o.effective_on, o.open_cents - coalesce(s.cents, 0)
      FROM touched t
      JOIN open_items o ON o.clinic_id = current_clinic() AND o.item_id = t.item_id AND o.account_number = t.account_number
      LEFT JOIN since s ON s.account_number = t.account_number AND s.item_id = t.item_id
     WHERE o.open_cents <> coalesce(s.cents, 0)
  $$;
  COMMENT ON FUNCTION open_items_known IS 'What was open at the end of a business day as recorded until a moment, US cents: what is open now less what came since. Costs what is open and what came since, not history.';
  GRANT EXECUTE ON FUNCTION open_items_known(date, timestamptz, integer[]) TO billing_app;
`;

const GAPS = `
  CREATE FUNCTION open_item_gaps(p_as_of date, p_known timestamptz, p_accounts integer[])
    RETURNS TABLE (account_number integer, gap_cents numeric, items text[])
    LANGUAGE plpgsql STABLE AS $$
    #variable_conflict use_column
    DECLARE v_gap record;
    BEGIN
      FOR v_gap IN
        SELECT a.number, coalesce(b.cents, 0) - coalesce(o.cents, 0) AS cents FROM ledger_accounts a
          LEFT JOIN (SELECT d.account_number, sum(d.debit_cents - d.credit_cents) AS cents
            FROM account_days_known('-infinity', p_as_of, p_known) d WHERE d.account_number = ANY (p_accounts) GROUP BY 1) d
            ON d.account_number = a.number
          CROSS JOIN LATERAL (SELECT CASE WHEN a.kind = 'liability' THEN -d.cents ELSE d.cents END AS cents) b
          LEFT JOIN (SELECT k.account_number, sum(k.open_cents) AS cents FROM open_items_known(p_as_of, p_known, p_accounts) k GROUP BY 1) o
            ON o.account_number = a.number
         WHERE a.clinic_id = current_clinic() AND a.number = ANY (p_accounts) ORDER BY a.number
      LOOP
        account_number := v_gap.number;
        gap_cents := v_gap.cents;
        CONTINUE WHEN v_gap.cents = 0;
        -- Only now is the history of the account read, to say which items it is.
        SELECT array_agg(coalesce(o.item_id, j.item_id)::text ORDER BY coalesce(o.item_id, j.item_id)) INTO items
          FROM (SELECT x.item_id, x.open_cents FROM open_items x WHERE x.clinic_id = current_clinic() AND x.account_number = v_gap.number) o
          FULL JOIN (SELECT l.item_id, sum(CASE WHEN v_gap.number >= 2000 THEN -l.amount_cents ELSE l.amount_cents END) AS cents
            FROM journal_lines l WHERE l.clinic_id = current_clinic() AND l.account_number = v_gap.number GROUP BY l.item_id) j ON j.item_id = o.item_id
         WHERE coalesce(o.open_cents, 0) <> coalesce(j.cents, 0);
        RETURN NEXT;
      END LOOP;
    END $$;
  COMMENT ON FUNCTION open_item_gaps IS 'What an account has beyond its open items, US cents in its normal direction, and which items it is; nothing when they agree.';
  GRANT EXECUTE ON FUNCTION open_item_gaps(date, timestamptz, integer[]) TO billing_app;
`;

/** What the reports' SQL is built on: facts behind entries, and any past moment of accounts and open items. */
export class ServeReports1763790028000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(AS_OF);
    await runner.query(GAPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION open_item_gaps(date, timestamptz, integer[]), open_items_known(date, timestamptz, integer[]),
        account_days_known(date, date, timestamptz), uuid_floor(timestamptz);
      DROP VIEW charge_revenue, acting_people, journal_facts;
    `);
  }
}
