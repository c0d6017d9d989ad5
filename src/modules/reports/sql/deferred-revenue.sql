-- Deferred revenue
-- Deposits and packages by receipt: what was unearned before, what was taken in, earned, given back, and what is unearned at the end.
--
-- Parameters: from, to, known_at
-- Columns:
--   payment_id      payment  Receipt
--   patient_id      patient  Patient account
--   account_number  text     Account no.
--   patient_name    name     Patient
--   opening_cents   cents    Before
--   received_cents  cents    Taken in
--   earned_cents    cents    Earned
--   refunded_cents  cents    Given back
--   other_cents     cents    Other
--   closing_cents   cents    At the end
-- Tie: what is open of each receipt at the end against what was open before and the entries since; together against the balance of 2100.
\ir parameters.psql

WITH moved AS (
  SELECT l.item_id, (array_agg(l.patient_id))[1] AS patient_id,
         coalesce(-sum(l.amount_cents) FILTER (WHERE f.source_type = 'tender' AND l.amount_cents < 0 AND NOT f.is_reversal), 0) AS received_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE NOT f.is_reversal AND l.amount_cents > 0 AND f.source_type NOT IN ('refund', 'dispute', 'returned_check')), 0) AS earned_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE f.source_type = 'refund'), 0) AS refunded_cents,
         coalesce(-sum(l.amount_cents), 0) AS net_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id AND l.account_number = 2100
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz
   GROUP BY l.item_id
), opening AS (
  SELECT o.item_id, o.patient_id, o.open_cents FROM open_items_known(:'from'::date - 1, :'known_at'::timestamptz, ARRAY[2100]) o
), closing AS (
  SELECT o.item_id, o.patient_id, o.open_cents FROM open_items_known(:'to'::date, :'known_at'::timestamptz, ARRAY[2100]) o
), receipts AS (
  SELECT item_id, coalesce(o.patient_id, c.patient_id, m.patient_id) AS patient_id, coalesce(o.open_cents, 0) AS opening_cents,
         coalesce(m.received_cents, 0) AS received_cents, coalesce(m.earned_cents, 0) AS earned_cents, coalesce(m.refunded_cents, 0) AS refunded_cents,
         coalesce(m.net_cents, 0) AS net_cents, coalesce(c.open_cents, 0) AS closing_cents
    FROM opening o FULL JOIN closing c USING (item_id) FULL JOIN moved m USING (item_id)
)
SELECT r.item_id AS payment_id, r.patient_id, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name,
       r.opening_cents, r.received_cents, r.earned_cents, r.refunded_cents,
       r.net_cents - r.received_cents - r.earned_cents - r.refunded_cents AS other_cents, r.closing_cents,
       r.closing_cents AS control_cents, r.opening_cents + r.net_cents AS ledger_cents,
       CASE WHEN r.closing_cents <> r.opening_cents + r.net_cents THEN ARRAY[format('item:%s', r.item_id)] END AS differs
  FROM receipts r
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = r.patient_id
UNION ALL
SELECT NULL, NULL, NULL, 'beyond the open items', 0, 0, 0, 0, 0, 0, 0, g.gap_cents,
       ARRAY[format('account:%s', g.account_number)] || (SELECT array_agg('item:' || x) FROM unnest(g.items) x)
  FROM open_item_gaps(:'to'::date, :'known_at'::timestamptz, ARRAY[2100]) g
 ORDER BY 3, 1
