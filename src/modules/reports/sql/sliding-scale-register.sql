-- Sliding-scale register
-- Every charge priced on a sliding scale: the full price, what was asked of the patient, and why.
--
-- Parameters: from, to, known_at, location, provider, service
-- Columns:
--   effective_on    date     Business day
--   visit_id        visit    Visit
--   account_number  text     Account no.
--   patient_name    name     Patient
--   service_code    text     Service
--   location        text     Location
--   provider        text     Provider
--   reason          text     Why
--   full_cents      cents    Full price
--   charged_cents   cents    Asked
--   discount_cents  cents    Sliding-scale discount
-- Tie: the discounts the charges were priced with against the debits of their entries on 4910.
-- Narrowed: the discounts it is narrowed to against the debits of their own entries on 4910: part of the account.
\ir parameters.psql

WITH discounts AS (
  -- From the discounts to their entries and what undid them: there are few of them among all entries.
  SELECT a.charge_id, e.id AS entry_id FROM adjustments a
    JOIN journal_entries e ON e.source_id = a.id AND e.clinic_id = a.clinic_id AND e.source_type = 'adjustment' AND e.kind = 'adjustment'
   WHERE a.clinic_id = current_clinic() AND a.type = 'sliding_scale'
     AND NOT EXISTS (SELECT FROM adjustment_requests q WHERE q.clinic_id = a.clinic_id AND q.id = a.id)
), facts AS (
  SELECT d.charge_id, d.entry_id, false AS is_reversal FROM discounts d
  UNION ALL
  SELECT d.charge_id, r.id, true FROM discounts d JOIN journal_entries r ON r.clinic_id = current_clinic() AND r.reverses_id = d.entry_id
), booked AS (
  SELECT f.charge_id, e.effective_on, f.is_reversal, coalesce(sum(l.amount_cents), 0) AS ledger_cents
    FROM facts f
    JOIN journal_entries e ON e.clinic_id = current_clinic() AND e.id = f.entry_id
    JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 4910
   WHERE e.effective_on BETWEEN :'from'::date AND :'to'::date AND e.recorded_at <= :'known_at'::timestamptz
   GROUP BY f.entry_id, f.charge_id, e.effective_on, f.is_reversal
), priced AS (
  SELECT c.id AS charge_id, c.date_of_service AS effective_on
    FROM visits v JOIN charges c ON c.clinic_id = v.clinic_id AND c.visit_id = v.id AND c.rendered_on IS NOT NULL
   WHERE v.clinic_id = current_clinic() AND v.date_of_service BETWEEN :'from'::date AND :'to'::date AND c.created_at <= :'known_at'::timestamptz
     AND c.price_source ->> 'rule' = 'sliding_scale'
), moves AS (
  SELECT b.charge_id, b.effective_on, b.is_reversal, b.ledger_cents FROM booked b
  UNION ALL
  -- Priced on the scale without a discount, or with one that has no entry.
  SELECT p.charge_id, p.effective_on, false, 0 FROM priced p
   WHERE NOT EXISTS (SELECT FROM adjustments a JOIN journal_entries e ON e.source_id = a.id AND e.clinic_id = a.clinic_id AND e.source_type = 'adjustment'
     WHERE a.clinic_id = current_clinic() AND a.charge_id = p.charge_id AND a.type = 'sliding_scale')
), told AS (
  SELECT m.effective_on, m.charge_id, m.ledger_cents, CASE WHEN m.is_reversal THEN -1 ELSE 1 END AS sign, c.visit_id, c.patient_id, c.service_code,
         c.price_source ->> 'reason' AS reason, c.list_price_cents, c.amount_cents, v.location_id, v.provider_id
    FROM moves m
    JOIN charges c ON c.clinic_id = current_clinic() AND c.id = m.charge_id
    JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
)
SELECT t.effective_on, t.visit_id, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name, t.service_code,
       l.name AS location, concat_ws(' ', d.first_name, d.last_name) AS provider, t.reason,
       t.sign * t.list_price_cents AS full_cents, t.sign * t.amount_cents AS charged_cents, t.sign * (t.list_price_cents - t.amount_cents) AS discount_cents,
       t.sign * (t.list_price_cents - t.amount_cents) AS control_cents, t.ledger_cents,
       CASE WHEN t.sign * (t.list_price_cents - t.amount_cents) <> t.ledger_cents THEN ARRAY[format('charge:%s', t.charge_id)] END AS differs
  FROM told t
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = t.patient_id
  JOIN locations l ON l.clinic_id = current_clinic() AND l.id = t.location_id
  JOIN providers d ON d.clinic_id = current_clinic() AND d.id = t.provider_id
 WHERE (nullif(:'location', '') IS NULL OR t.location_id = nullif(:'location', '')::uuid)
   AND (nullif(:'provider', '') IS NULL OR t.provider_id = nullif(:'provider', '')::uuid)
   AND (nullif(:'service', '') IS NULL OR t.service_code = nullif(:'service', ''))
 ORDER BY t.effective_on, t.visit_id, t.charge_id
