-- Refunds
-- Money given back, each part to the tender it came by, and what came back of it.
--
-- Parameters: from, to, known_at, location, provider, tender, user
-- Columns:
--   effective_on     date     Business day
--   entry_id         entry    Journal entry
--   payment_id       payment  Payment
--   account_number   text     Account no.
--   patient_name     name     Patient
--   tender           word     Back to
--   reason           word     Reason
--   status           word     State
--   person           text     Asked by
--   approved_by      text     Approved by
--   amount_cents     cents    Given back
-- Tie: the parts of the refunds against the debits of their journal entries; what came back is below zero.
-- Narrowed: the refunds it is narrowed to against the debits of their own entries: part of what was given back.
\ir parameters.psql

WITH booked AS (
  SELECT f.entry_id, f.source_id AS part_id, f.effective_on, f.is_reversal OR f.kind = 'refund_returned' AS is_returned,
         CASE WHEN f.is_reversal OR f.kind = 'refund_returned' THEN -1 ELSE 1 END * sum(greatest(l.amount_cents, 0)) AS ledger_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz AND f.source_type = 'refund' AND f.kind IN ('refund', 'refund_returned')
   GROUP BY f.entry_id, f.source_id, f.effective_on, f.is_reversal, f.kind
), moves AS (
  SELECT b.entry_id, b.part_id, b.effective_on, b.is_returned, b.ledger_cents FROM booked b
  UNION ALL
  SELECT NULL, r.id, r.effective_on, false, 0
    FROM refund_tenders r
   WHERE r.clinic_id = current_clinic() AND r.effective_on BETWEEN :'from'::date AND :'to'::date AND r.state IN ('pending', 'succeeded')
     AND r.created_at <= :'known_at'::timestamptz
     AND NOT EXISTS (SELECT FROM journal_entries e WHERE e.source_id = r.id AND e.clinic_id = r.clinic_id AND e.source_type = 'refund' AND e.kind = 'refund')
), parts AS (
  SELECT m.*, r.payment_id, r.state, f.patient_id, f.reason, f.approval_id, f.requested_by_id, t.type, v.location_id, v.provider_id,
         CASE WHEN m.is_returned THEN -r.amount_cents ELSE r.amount_cents END AS control_cents
    FROM moves m
    LEFT JOIN refund_tenders r ON r.clinic_id = current_clinic() AND r.id = m.part_id
    LEFT JOIN refunds f ON f.clinic_id = r.clinic_id AND f.id = r.refund_id
    LEFT JOIN payment_tenders t ON t.clinic_id = r.clinic_id AND t.id = r.tender_id
    LEFT JOIN payments y ON y.clinic_id = r.clinic_id AND y.id = r.payment_id
    LEFT JOIN invoices i ON i.clinic_id = y.clinic_id AND i.id = y.invoice_id
    LEFT JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
)
SELECT m.effective_on, m.entry_id, m.payment_id, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name,
       coalesce(m.type, 'unknown') AS tender, m.reason, CASE WHEN m.is_returned THEN 'returned' ELSE m.state END AS status,
       coalesce(a.person, m.requested_by_id) AS person, g.decided_by_label AS approved_by, coalesce(m.control_cents, 0) AS amount_cents,
       coalesce(m.control_cents, 0) AS control_cents, m.ledger_cents,
       CASE WHEN m.control_cents IS DISTINCT FROM m.ledger_cents THEN ARRAY[format('refund:%s', m.part_id)] END AS differs
  FROM parts m
  LEFT JOIN patients p ON p.clinic_id = current_clinic() AND p.id = m.patient_id
  LEFT JOIN acting_people a ON a.clinic_id = current_clinic() AND a.actor_id = m.requested_by_id
  LEFT JOIN approvals g ON g.clinic_id = current_clinic() AND g.id = m.approval_id AND g.state = 'approved'
 WHERE (nullif(:'location', '') IS NULL OR m.location_id = nullif(:'location', '')::uuid)
   AND (nullif(:'provider', '') IS NULL OR m.provider_id = nullif(:'provider', '')::uuid)
   AND (nullif(:'tender', '') IS NULL OR m.type = nullif(:'tender', ''))
   AND (nullif(:'user', '') IS NULL OR coalesce(a.person_id, m.requested_by_id) = nullif(:'user', ''))
 ORDER BY m.effective_on, m.entry_id, m.part_id
