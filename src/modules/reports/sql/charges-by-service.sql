-- Charges by service
-- What was charged for each service at its list price, less what was voided. Discounts and write-offs are in the adjustments.
--
-- Parameters: from, to, known_at, location, provider, payer, service, group_by
-- Groups: day, location, provider, payer
-- Columns:
--   service_code     text     Service code
--   service          text     Service
--   revenue_account  account  Revenue account
--   route            word     Billed to
--   day              date     Business day
--   location         text     Location
--   provider         text     Provider
--   payer            text     Payer
--   charges          count    Charges
--   units            count    Units
--   charged_cents    cents    Charged
--   voided_cents     cents    Voided
--   net_cents        cents    Net
-- Tie: the list prices of the charges against the revenue of their journal entries.
-- Narrowed: the charges it is narrowed to against the revenue of their own entries: part of the revenue accounts.
\ir parameters.psql

WITH booked AS (
  SELECT r.charge_id, r.effective_on, r.is_reversal, sum(r.revenue_cents) AS ledger_cents
    FROM charge_revenue r
   WHERE r.clinic_id = current_clinic() AND r.effective_on BETWEEN :'from'::date AND :'to'::date AND r.recorded_at <= :'known_at'::timestamptz
   GROUP BY r.charge_id, r.effective_on, r.is_reversal
), moves AS (
  SELECT b.charge_id, b.effective_on, b.is_reversal, b.ledger_cents FROM booked b
  UNION ALL
  -- Care that was given and charged, and has earned nothing at all.
  SELECT c.id, c.rendered_on, false, 0
    FROM visits v JOIN charges c ON c.clinic_id = v.clinic_id AND c.visit_id = v.id AND c.rendered_on IS NOT NULL AND c.list_price_cents > 0
   WHERE v.clinic_id = current_clinic() AND v.date_of_service BETWEEN :'from'::date AND :'to'::date
     AND c.created_at <= :'known_at'::timestamptz
     AND NOT EXISTS (SELECT FROM journal_entries e WHERE e.source_id = c.id AND e.clinic_id = c.clinic_id AND e.source_type = 'charge' AND e.kind = 'charge')
     AND NOT EXISTS (SELECT FROM allocations a JOIN journal_entries e ON e.source_id = a.tender_id AND e.clinic_id = a.clinic_id AND e.source_type = 'tender' AND e.kind = 'payment'
       JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number BETWEEN 4000 AND 4899
      WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id)
), charged AS (
  SELECT m.charge_id, m.effective_on, m.is_reversal, m.ledger_cents, c.service_code, c.revenue_account, c.route_destination, c.quantity,
         v.location_id, v.provider_id, p.payer_id, p.name AS payer,
         CASE WHEN m.is_reversal THEN -c.list_price_cents ELSE c.list_price_cents END AS control_cents
    FROM moves m
    LEFT JOIN charges c ON c.clinic_id = current_clinic() AND c.id = m.charge_id
    LEFT JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
    LEFT JOIN coverages k ON k.clinic_id = c.clinic_id AND k.id = c.coverage_id AND c.route_destination = 'insurance'
    LEFT JOIN payers p ON p.clinic_id = k.clinic_id AND p.payer_id = k.payer_id
)
SELECT coalesce(c.service_code, 'unknown') AS service_code, s.display_name AS service, c.revenue_account, c.route_destination AS route,
       CASE WHEN 'day' = ANY (string_to_array(:'group_by', ',')) THEN c.effective_on END AS day,
       CASE WHEN 'location' = ANY (string_to_array(:'group_by', ',')) THEN l.name END AS location,
       CASE WHEN 'provider' = ANY (string_to_array(:'group_by', ',')) THEN concat_ws(' ', d.first_name, d.last_name) END AS provider,
       CASE WHEN 'payer' = ANY (string_to_array(:'group_by', ',')) THEN c.payer END AS payer,
       count(*) FILTER (WHERE NOT c.is_reversal) AS charges,
       coalesce(sum(CASE WHEN c.is_reversal THEN -c.quantity ELSE c.quantity END), 0) AS units,
       coalesce(sum(c.control_cents) FILTER (WHERE NOT c.is_reversal), 0) AS charged_cents,
       coalesce(sum(c.control_cents) FILTER (WHERE c.is_reversal), 0) AS voided_cents,
       coalesce(sum(c.control_cents), 0) AS net_cents,
       coalesce(sum(c.control_cents), 0) AS control_cents,
       sum(c.ledger_cents) AS ledger_cents,
       array_agg(format('charge:%s', c.charge_id)) FILTER (WHERE c.control_cents IS DISTINCT FROM c.ledger_cents) AS differs
  FROM charged c
  LEFT JOIN services s ON s.clinic_id = current_clinic() AND s.code = c.service_code
  LEFT JOIN locations l ON l.clinic_id = current_clinic() AND l.id = c.location_id
  LEFT JOIN providers d ON d.clinic_id = current_clinic() AND d.id = c.provider_id
 WHERE (nullif(:'location', '') IS NULL OR c.location_id = nullif(:'location', '')::uuid)
   AND (nullif(:'provider', '') IS NULL OR c.provider_id = nullif(:'provider', '')::uuid)
   AND (nullif(:'payer', '') IS NULL OR c.payer_id = nullif(:'payer', ''))
   AND (nullif(:'service', '') IS NULL OR c.service_code = nullif(:'service', ''))
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
 ORDER BY 3, 1, 4, 5, 6, 7, 8
