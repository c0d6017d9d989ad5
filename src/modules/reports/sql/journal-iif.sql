-- Journal for QuickBooks Desktop
-- The entries of the days, or of a batch, as general journal transactions (IIF). A journal a day, or one an entry.
--
-- Parameters: from, to, known_at, group_by, batch
-- Groups: entry
-- Columns:
--   TRNSID    text  TRNSID
--   TRNSTYPE  text  TRNSTYPE
--   DATE      text  DATE
--   ACCNT     text  ACCNT
--   ACCNTTYPE text  ACCNTTYPE
--   NAME      text  NAME
--   AMOUNT    plain AMOUNT
--   MEMO      text  MEMO
-- Tie: debits against credits, and the content of every entry against the hash it was posted with.
\ir parameters.psql

WITH batch AS (
  SELECT b.* FROM journal_batches b WHERE b.clinic_id = current_clinic() AND b.id = nullif(:'batch', '')::uuid
), entries AS (
  SELECT e.id, e.effective_on, e.source_type, e.kind, e.content_hash FROM journal_entries e
   WHERE nullif(:'batch', '') IS NULL AND e.clinic_id = current_clinic() AND e.effective_on BETWEEN :'from'::date AND :'to'::date
     AND e.recorded_at <= :'known_at'::timestamptz
  UNION ALL
  SELECT e.id, e.effective_on, e.source_type, e.kind, e.content_hash FROM batch b
    JOIN journal_entries e ON e.recorded_xid >= b.from_xid AND e.recorded_xid < b.to_xid AND e.clinic_id = current_clinic()
), checked AS MATERIALIZED (
  SELECT e.*, CASE WHEN journal_entry_hash(current_clinic(), e.id) IS DISTINCT FROM e.content_hash THEN format('entry:%s', e.id) END AS altered
    FROM entries e
), lines AS (
  SELECT CASE WHEN :'group_by' = 'entry' THEN 'CB-' || substr(replace(e.id::text, '-', ''), 1, 12) || right(e.id::text, 6)
              ELSE 'CB' || to_char(e.effective_on, 'YYYYMMDD') END || coalesce('-B' || (SELECT b.batch_number FROM batch b), '') AS journal,
         e.effective_on, CASE WHEN :'group_by' = 'entry' THEN e.source_type || CASE WHEN e.kind <> e.source_type THEN ' ' || e.kind ELSE '' END
              ELSE 'Daily summary' END AS words, l.account_number, l.amount_cents, e.altered
    FROM checked e JOIN journal_lines l ON l.clinic_id = current_clinic() AND l.entry_id = e.id
), sums AS (
  SELECT x.journal, x.effective_on, x.words, x.account_number, x.amount_cents > 0 AS is_debit, sum(x.amount_cents) AS cents,
         array_agg(DISTINCT x.altered) FILTER (WHERE x.altered IS NOT NULL) AS differs
    FROM lines x GROUP BY 1, 2, 3, 4, 5
), named AS (
  SELECT s.*, coalesce((SELECT b.mapping -> s.account_number::text FROM batch b), to_jsonb(m)) AS account
    FROM sums s LEFT JOIN journal_account_names('iif') m ON m.account_number = s.account_number
)
SELECT n.journal AS "TRNSID", 'GENERAL JOURNAL' AS "TRNSTYPE", to_char(n.effective_on, 'MM/DD/YYYY') AS "DATE", n.account ->> 'name' AS "ACCNT",
       n.account ->> 'type' AS "ACCNTTYPE", NULL::text AS "NAME", n.cents AS "AMOUNT", n.words AS "MEMO",
       CASE WHEN n.is_debit THEN n.cents ELSE 0 END AS control_cents, CASE WHEN n.is_debit THEN 0 ELSE -n.cents END AS ledger_cents, n.differs
  FROM named n
 ORDER BY n.effective_on, n.journal, n.account_number, n.is_debit DESC
