-- Estimate variance
-- Good Faith Estimates issued in the period, and what was billed against each. From $400.00 above a patient may dispute the bill.
--
-- Parameters: from, to, known_at, provider
-- Columns:
--   estimate           text     Estimate
--   issued_on          date     Issued
--   account_number     text     Account no.
--   patient_name       name     Patient
--   provider           text     Provider
--   starts_on          date     Covers from
--   ends_on            date     Covers until
--   status             word     State
--   estimated_cents    cents    Estimated
--   billed_cents       cents    Billed
--   excess_cents       cents    Above it
--   standing           word     Standing
-- Tie: what the charges say was billed to the patient against their entries: revenue less the discounts they were priced with.
-- Narrowed: the charges of the estimates it is narrowed to against their own entries.
\ir parameters.psql

WITH estimated AS (
  SELECT e.* FROM estimates e
   WHERE e.clinic_id = current_clinic() AND e.issued_on BETWEEN :'from'::date AND :'to'::date AND e.issued_at <= :'known_at'::timestamptz
     AND (nullif(:'provider', '') IS NULL OR e.provider_id = nullif(:'provider', '')::uuid)
), billed AS (
  SELECT e.id AS estimate_id, c.id AS charge_id, c.amount_cents AS control_cents,
         coalesce((SELECT -sum(l.amount_cents) FROM journal_entries j JOIN journal_lines l ON l.clinic_id = j.clinic_id AND l.entry_id = j.id AND l.account_number BETWEEN 4000 AND 4899
           WHERE j.source_id = c.id AND j.clinic_id = c.clinic_id AND j.source_type = 'charge' AND j.kind = 'charge' AND j.recorded_at <= :'known_at'::timestamptz), 0)
         + coalesce((SELECT -sum(l.amount_cents) FROM allocations a
             JOIN journal_entries j ON j.source_id = a.tender_id AND j.clinic_id = a.clinic_id AND j.source_type = 'tender' AND j.kind = 'payment' AND j.recorded_at <= :'known_at'::timestamptz
             JOIN journal_lines l ON l.clinic_id = j.clinic_id AND l.entry_id = j.id AND l.account_number BETWEEN 4000 AND 4899
           WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id), 0)
         - coalesce((SELECT sum(l.amount_cents) FROM adjustments a
             JOIN journal_entries j ON j.source_id = a.id AND j.clinic_id = a.clinic_id AND j.source_type = 'adjustment' AND j.kind = 'adjustment' AND j.recorded_at <= :'known_at'::timestamptz
             JOIN journal_lines l ON l.clinic_id = j.clinic_id AND l.entry_id = j.id AND l.account_number BETWEEN 4900 AND 4999
           WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id
             AND NOT EXISTS (SELECT FROM adjustment_requests q WHERE q.clinic_id = a.clinic_id AND q.id = a.id)), 0) AS ledger_cents
    FROM estimated e
    JOIN charges c ON c.clinic_id = e.clinic_id AND c.patient_id = e.patient_id AND c.date_of_service BETWEEN e.starts_on AND e.ends_on
     AND c.route_destination = 'self_pay' AND c.rendered_on IS NOT NULL AND c.created_at <= :'known_at'::timestamptz
    JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id AND v.provider_id = e.provider_id
    LEFT JOIN invoices i ON i.clinic_id = c.clinic_id AND i.id = c.invoice_id
   WHERE i.voided_at IS NULL OR i.voided_at > :'known_at'::timestamptz
), sums AS (
  SELECT b.estimate_id, sum(b.control_cents) AS control_cents, sum(b.ledger_cents) AS ledger_cents,
         array_agg(format('charge:%s', b.charge_id)) FILTER (WHERE b.control_cents <> b.ledger_cents) AS differs
    FROM billed b GROUP BY b.estimate_id
)
SELECT e.number || CASE WHEN e.version > 1 THEN ' v' || e.version ELSE '' END AS estimate, e.issued_on, p.account_number::text AS account_number,
       concat_ws(' ', p.first_name, p.last_name) AS patient_name, concat_ws(' ', d.first_name, d.last_name) AS provider, e.starts_on, e.ends_on,
       e.state AS status, e.total_max_cents AS estimated_cents, coalesce(s.control_cents, 0) AS billed_cents,
       greatest(coalesce(s.control_cents, 0) - e.total_max_cents, 0) AS excess_cents,
       CASE WHEN coalesce(s.control_cents, 0) - e.total_max_cents >= 40000 THEN 'may be disputed'
            WHEN coalesce(s.control_cents, 0) - e.total_max_cents >= 30000 THEN 'alarm' ELSE 'within' END AS standing,
       coalesce(s.control_cents, 0) AS control_cents, coalesce(s.ledger_cents, 0) AS ledger_cents, s.differs
  FROM estimated e
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = e.patient_id
  JOIN providers d ON d.clinic_id = current_clinic() AND d.id = e.provider_id
  LEFT JOIN sums s ON s.estimate_id = e.id
 ORDER BY e.issued_on, 1
