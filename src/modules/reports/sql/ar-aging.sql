-- A/R aging
-- What patients and payers owe at the end of a day, by how long they have. Credits are shown beside, never netted.
--
-- Parameters: as_of, known_at, location, provider, payer
-- Columns:
--   owed_by         word     Owed by
--   payer           text     Payer
--   patient_id      patient  Patient account
--   account_number  text     Account no.
--   patient_name    name     Patient
--   days_0_to_30_cents     cents    0–30 days
--   days_31_to_60_cents    cents    31–60 days
--   days_61_to_90_cents    cents    61–90 days
--   days_91_to_120_cents   cents    91–120 days
--   days_over_120_cents      cents    121+ days
--   total_cents     cents    Owed
--   credit_cents    cents    Credit held
-- Tie: open items against the balances of 1100 and 1200. A patient's part is aged from the day it was billed, one on a plan from the due
-- days of its installments, a payer's from the date of service, or from the first claim sent where the clinic chose that; a row of its own tells what an account has beyond its items.
-- Narrowed: the open items it is narrowed to against the journal lines of the same items: part of the two accounts.
\ir parameters.psql

WITH held AS (
  SELECT h.patient_id, sum(h.open_cents) AS cents
    FROM open_items_known(:'as_of'::date, :'known_at'::timestamptz, ARRAY[2000, 2150]) h GROUP BY h.patient_id
), items AS (
  SELECT o.account_number, o.patient_id, o.invoice_id, o.open_cents, p.payer_id, p.name AS payer, v.location_id, v.provider_id,
         CASE WHEN concat(:'location'::text, :'provider'::text, :'payer'::text) = '' THEN o.open_cents
              ELSE coalesce((SELECT sum(l.amount_cents) FROM journal_lines l JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id
                WHERE l.clinic_id = current_clinic() AND l.patient_id = o.patient_id AND l.item_id = o.item_id AND l.account_number = o.account_number
                  AND e.effective_on <= :'as_of'::date AND e.recorded_at <= :'known_at'::timestamptz), 0) END AS ledger_cents,
         :'as_of'::date - CASE
           WHEN o.account_number = 1100 THEN coalesce(i.issued_on, o.effective_on)
           WHEN (SELECT c.policies ->> 'insuranceAgingFrom' FROM clinics c WHERE c.id = current_clinic()) = 'first_billed' THEN coalesce((
             SELECT min(coalesce(b.sent_at, b.created_at) AT TIME ZONE (SELECT c.time_zone FROM clinics c WHERE c.id = current_clinic()))::date
               FROM claim_lines n JOIN claim_batch_items m ON m.clinic_id = n.clinic_id AND m.claim_id = n.claim_id
               JOIN claim_batches b ON b.clinic_id = m.clinic_id AND b.id = m.batch_id
              WHERE n.clinic_id = current_clinic() AND n.charge_id = o.item_id), h.date_of_service, o.effective_on)
           ELSE coalesce(h.date_of_service, o.effective_on) END AS days
    FROM open_items_known(:'as_of'::date, :'known_at'::timestamptz, ARRAY[1100, 1200]) o
    LEFT JOIN charges h ON h.clinic_id = current_clinic() AND h.id = o.item_id
    LEFT JOIN visits v ON v.clinic_id = h.clinic_id AND v.id = h.visit_id
    LEFT JOIN invoices i ON i.clinic_id = current_clinic() AND i.id = o.invoice_id
    LEFT JOIN coverages k ON k.clinic_id = h.clinic_id AND k.id = h.coverage_id AND o.account_number = 1200
    LEFT JOIN payers p ON p.clinic_id = k.clinic_id AND p.payer_id = k.payer_id
), planned AS (
  -- What is open on bills of a plan is its last installments: each is aged from its own due day.
  SELECT v.plan_id, n.account_number, n.patient_id, n.payer_id, n.payer, n.location_id, n.provider_id, n.invoice_id, n.open_cents, n.ledger_cents, n.days
    FROM items n
    LEFT JOIN payment_plan_invoices v ON n.account_number = 1100 AND v.clinic_id = current_clinic() AND v.invoice_id = n.invoice_id AND v.is_live
    LEFT JOIN payment_plans k ON k.clinic_id = v.clinic_id AND k.id = v.plan_id AND k.opened_on <= :'as_of'::date
   WHERE (nullif(:'location', '') IS NULL OR n.location_id = nullif(:'location', '')::uuid)
     AND (nullif(:'provider', '') IS NULL OR n.provider_id = nullif(:'provider', '')::uuid)
     AND (nullif(:'payer', '') IS NULL OR n.payer_id = nullif(:'payer', ''))
), plans AS (
  SELECT d.plan_id, d.patient_id, sum(d.open_cents) AS open_cents, sum(d.ledger_cents) AS ledger_cents FROM planned d WHERE d.plan_id IS NOT NULL GROUP BY d.plan_id, d.patient_id
), installments_left AS (
  SELECT q.plan_id, q.patient_id, :'as_of'::date - i.due_on AS days,
         least(i.amount_cents, greatest(q.open_cents - coalesce(sum(i.amount_cents) OVER (PARTITION BY q.plan_id ORDER BY i.number DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 0)) AS cents
    FROM plans q
    JOIN payment_plans k ON k.clinic_id = current_clinic() AND k.id = q.plan_id
    JOIN installments i ON i.clinic_id = k.clinic_id AND i.plan_id = k.id AND i.version = k.version
), pieces AS (
  SELECT CASE d.account_number WHEN 1100 THEN 'patient' ELSE 'payer' END AS owed_by, d.payer, d.patient_id, d.days, d.open_cents AS cents, d.ledger_cents
    FROM planned d WHERE d.plan_id IS NULL
  UNION ALL
  SELECT 'plan', NULL, l.patient_id, l.days, l.cents, 0 FROM installments_left l
  UNION ALL
  -- More is open than the plan agreed to pay: due at once.
  SELECT 'plan', NULL, q.patient_id, 0, q.open_cents - coalesce((SELECT sum(l.cents) FROM installments_left l WHERE l.plan_id = q.plan_id), 0), q.ledger_cents FROM plans q
), owed AS (
  SELECT n.owed_by, n.payer, n.patient_id,
         sum(n.cents) FILTER (WHERE n.days <= 30) AS days_0_to_30_cents,
         sum(n.cents) FILTER (WHERE n.days BETWEEN 31 AND 60) AS days_31_to_60_cents,
         sum(n.cents) FILTER (WHERE n.days BETWEEN 61 AND 90) AS days_61_to_90_cents,
         sum(n.cents) FILTER (WHERE n.days BETWEEN 91 AND 120) AS days_91_to_120_cents,
         sum(n.cents) FILTER (WHERE n.days >= 121) AS days_over_120_cents,
         sum(n.cents) AS total_cents, sum(n.ledger_cents) AS ledger_cents
    FROM pieces n
   GROUP BY n.owed_by, n.payer, n.patient_id HAVING sum(n.cents) <> 0 OR sum(n.ledger_cents) <> 0
)
SELECT o.owed_by, o.payer, o.patient_id, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name,
       coalesce(o.days_0_to_30_cents, 0) AS days_0_to_30_cents, coalesce(o.days_31_to_60_cents, 0) AS days_31_to_60_cents, coalesce(o.days_61_to_90_cents, 0) AS days_61_to_90_cents,
       coalesce(o.days_91_to_120_cents, 0) AS days_91_to_120_cents, coalesce(o.days_over_120_cents, 0) AS days_over_120_cents, o.total_cents,
       CASE WHEN o.owed_by = 'patient' OR (o.owed_by = 'plan' AND NOT EXISTS (SELECT FROM owed x WHERE x.patient_id = o.patient_id AND x.owed_by = 'patient')) THEN coalesce(h.cents, 0) ELSE 0 END AS credit_cents,
       o.total_cents AS control_cents, o.ledger_cents, CASE WHEN o.total_cents <> o.ledger_cents THEN ARRAY[format('patient:%s', o.patient_id)] END AS differs
  FROM owed o
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = o.patient_id
  LEFT JOIN held h ON h.patient_id = o.patient_id
UNION ALL
SELECT CASE g.account_number WHEN 1100 THEN 'patient' ELSE 'payer' END, 'beyond the open items', NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0,
       0, g.gap_cents, ARRAY[format('account:%s', g.account_number)] || (SELECT array_agg('item:' || x) FROM unnest(g.items) x)
  FROM open_item_gaps(:'as_of'::date, :'known_at'::timestamptz, ARRAY[1100, 1200]) g
 WHERE concat(:'location'::text, :'provider'::text, :'payer'::text) = ''
 ORDER BY 1, 2 NULLS FIRST, 4
