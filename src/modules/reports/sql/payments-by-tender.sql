-- Payments by tender
-- Money taken by each means of paying, less what was voided. Refunds and what banks took back are reports of their own.
--
-- Parameters: from, to, known_at, location, provider, tender, user, group_by
-- Groups: day, location, provider, user
-- Columns:
--   tender           word   Means of paying
--   day              date   Business day
--   location         text   Location
--   provider         text   Provider
--   person           text   Taken by
--   payments         count  Tenders
--   taken_cents      cents  Taken
--   voided_cents     cents  Voided
--   hsa_fsa_cents    cents  Of it HSA and FSA
--   net_cents        cents  Net
-- Tie: the amounts of the tenders themselves against the debits of their journal entries.
-- Narrowed: the tenders it is narrowed to against the debits of their own entries: part of what was taken.
\ir parameters.psql

WITH booked AS (
  SELECT f.source_id AS tender_id, f.effective_on, f.is_reversal,
         sum(l.amount_cents) FILTER (WHERE (l.amount_cents > 0) <> f.is_reversal) AS ledger_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz AND f.source_type = 'tender' AND f.kind = 'payment'
   GROUP BY f.entry_id, f.source_id, f.effective_on, f.is_reversal
), moves AS (
  SELECT b.tender_id, b.effective_on, b.is_reversal, b.ledger_cents FROM booked b
  UNION ALL
  -- A tender that was taken and has no entry at all.
  SELECT t.id, p.effective_on, false, 0
    FROM payments p JOIN payment_tenders t ON t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state = 'succeeded'
   WHERE p.clinic_id = current_clinic() AND p.effective_on BETWEEN :'from'::date AND :'to'::date
     AND p.taken_at <= :'known_at'::timestamptz
     AND NOT EXISTS (SELECT FROM journal_entries e WHERE e.source_id = t.id AND e.clinic_id = t.clinic_id AND e.source_type = 'tender' AND e.kind = 'payment')
), tenders AS (
  SELECT m.tender_id, m.effective_on, m.is_reversal, m.ledger_cents, t.type, t.spends_hsa_fsa, v.location_id, v.provider_id,
         coalesce(a.person_id, p.taken_by_id) AS person_id, coalesce(a.person, p.taken_by_id) AS person,
         CASE WHEN m.is_reversal THEN -t.amount_cents ELSE t.amount_cents END AS control_cents
    FROM moves m
    LEFT JOIN payment_tenders t ON t.clinic_id = current_clinic() AND t.id = m.tender_id
    LEFT JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
    LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
    LEFT JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
    LEFT JOIN acting_people a ON a.clinic_id = p.clinic_id AND a.actor_id = p.taken_by_id
)
SELECT coalesce(t.type, 'unknown') AS tender,
       CASE WHEN 'day' = ANY (string_to_array(:'group_by', ',')) THEN t.effective_on END AS day,
       CASE WHEN 'location' = ANY (string_to_array(:'group_by', ',')) THEN l.name END AS location,
       CASE WHEN 'provider' = ANY (string_to_array(:'group_by', ',')) THEN concat_ws(' ', d.first_name, d.last_name) END AS provider,
       CASE WHEN 'user' = ANY (string_to_array(:'group_by', ',')) THEN t.person END AS person,
       count(*) FILTER (WHERE NOT t.is_reversal) AS payments,
       coalesce(sum(t.control_cents) FILTER (WHERE NOT t.is_reversal), 0) AS taken_cents,
       coalesce(sum(t.control_cents) FILTER (WHERE t.is_reversal), 0) AS voided_cents,
       coalesce(sum(t.control_cents) FILTER (WHERE t.spends_hsa_fsa), 0) AS hsa_fsa_cents,
       coalesce(sum(t.control_cents), 0) AS net_cents,
       coalesce(sum(t.control_cents), 0) AS control_cents,
       sum(t.ledger_cents) AS ledger_cents,
       array_agg(format('tender:%s', t.tender_id)) FILTER (WHERE t.control_cents IS DISTINCT FROM t.ledger_cents) AS differs
  FROM tenders t
  LEFT JOIN locations l ON l.clinic_id = current_clinic() AND l.id = t.location_id
  LEFT JOIN providers d ON d.clinic_id = current_clinic() AND d.id = t.provider_id
 WHERE (nullif(:'location', '') IS NULL OR t.location_id = nullif(:'location', '')::uuid)
   AND (nullif(:'provider', '') IS NULL OR t.provider_id = nullif(:'provider', '')::uuid)
   AND (nullif(:'tender', '') IS NULL OR t.type = nullif(:'tender', ''))
   AND (nullif(:'user', '') IS NULL OR t.person_id = nullif(:'user', ''))
 GROUP BY 1, 2, 3, 4, 5
 ORDER BY 1, 2, 3, 4, 5
