-- Key figures
-- Days in A/R, share over 90 days, and net collection rate, by the formulas the clinic's accountant agreed to.
--
-- Parameters: from, to, known_at
-- Columns:
--   figure             text     Figure
--   formula            text     Formula
--   upper_cents        balance  Above the line
--   lower_cents        balance  Below the line
--   value              number   Value
--   unit               word     Unit
-- Tie: gross charges of the period, which every figure is measured by, from the charges against the journal's revenue.
\ir parameters.psql

WITH booked AS (
  SELECT r.charge_id, r.is_reversal, sum(r.revenue_cents) AS ledger_cents
    FROM charge_revenue r
   WHERE r.clinic_id = current_clinic() AND r.effective_on BETWEEN :'from'::date AND :'to'::date AND r.recorded_at <= :'known_at'::timestamptz
   GROUP BY r.charge_id, r.effective_on, r.is_reversal
), gross AS (
  SELECT coalesce(sum(CASE WHEN b.is_reversal THEN -c.list_price_cents ELSE c.list_price_cents END), 0) AS control_cents, coalesce(sum(b.ledger_cents), 0) AS ledger_cents,
         array_agg(format('charge:%s', b.charge_id)) FILTER (WHERE abs(b.ledger_cents) IS DISTINCT FROM c.list_price_cents) AS differs
    FROM booked b LEFT JOIN charges c ON c.clinic_id = current_clinic() AND c.id = b.charge_id
), held AS (
  SELECT coalesce(sum(o.open_cents) FILTER (WHERE o.account_number IN (1100, 1200)), 0) AS owed_cents,
         coalesce(sum(o.open_cents) FILTER (WHERE o.account_number IN (1100, 1200) AND :'to'::date - coalesce(i.issued_on, h.date_of_service, o.effective_on) > 90), 0) AS old_cents,
         coalesce(sum(o.open_cents) FILTER (WHERE o.account_number IN (2000, 2150)), 0) AS credit_cents
    FROM open_items_known(:'to'::date, :'known_at'::timestamptz, ARRAY[1100, 1200, 2000, 2150]) o
    LEFT JOIN charges h ON h.clinic_id = current_clinic() AND h.id = o.item_id
    LEFT JOIN invoices i ON i.clinic_id = current_clinic() AND i.id = o.invoice_id AND o.account_number = 1100
), cohort AS (
  -- Care of the period, whenever it was paid: by date of service, so that a rate never passes 100 % by its timing.
  SELECT c.id, c.list_price_cents,
         coalesce((SELECT sum(a.amount_cents) FROM standing_allocations a JOIN payments p ON p.clinic_id = a.clinic_id AND p.id = a.payment_id AND p.state <> 'voided'
                    WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id), 0)
         + coalesce((SELECT sum(n.paid_cents) FROM remittance_lines n JOIN remittance_claims o ON o.clinic_id = n.clinic_id AND o.id = n.remittance_claim_id
                       JOIN remittances r ON r.clinic_id = o.clinic_id AND r.id = o.remittance_id AND r.status = 'posted'
                      WHERE n.clinic_id = c.clinic_id AND n.charge_id = c.id AND n.match_id IS NOT DISTINCT FROM standing_match(n.clinic_id, n.remittance_claim_id)), 0) AS collected_cents,
         coalesce((SELECT sum(a.amount_cents) FROM standing_adjustments a WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id
                      AND a.type IN ('contractual', 'sliding_scale', 'package_discount', 'self_pay_discount', 'prompt_pay_discount')), 0)
         + coalesce((SELECT sum(n.contractual_cents) FROM remittance_lines n JOIN remittance_claims o ON o.clinic_id = n.clinic_id AND o.id = n.remittance_claim_id
                       JOIN remittances r ON r.clinic_id = o.clinic_id AND r.id = o.remittance_id AND r.status = 'posted'
                      WHERE n.clinic_id = c.clinic_id AND n.charge_id = c.id AND n.match_id IS NOT DISTINCT FROM standing_match(n.clinic_id, n.remittance_claim_id)), 0) AS contractual_cents
    FROM visits v JOIN charges c ON c.clinic_id = v.clinic_id AND c.visit_id = v.id AND c.rendered_on IS NOT NULL
   WHERE v.clinic_id = current_clinic() AND v.date_of_service BETWEEN :'from'::date AND :'to'::date AND c.created_at <= :'known_at'::timestamptz
     AND NOT EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id)
), collection AS (
  SELECT coalesce(sum(c.collected_cents), 0) AS collected_cents, coalesce(sum(c.list_price_cents - c.contractual_cents), 0) AS expected_cents FROM cohort c
)
SELECT f.figure, f.formula, f.upper_cents, f.lower_cents, f.value, f.unit, f.control_cents, f.ledger_cents, f.differs
  FROM gross g, held h, collection c, LATERAL (VALUES
    (1, 'Gross charges', 'charges of the period at list price', g.control_cents, NULL::numeric, NULL::numeric, 'cents', g.control_cents, g.ledger_cents, g.differs),
    (2, 'Days in A/R', '(A/R − credit balances) ÷ (gross charges ÷ days)', h.owed_cents - h.credit_cents, g.control_cents,
       round((h.owed_cents - h.credit_cents) * (:'to'::date - :'from'::date + 1) / nullif(g.control_cents, 0), 1), 'days', 0, 0, NULL),
    (3, 'A/R over 90 days', 'open for more than 90 days ÷ A/R', h.old_cents, h.owed_cents, round(h.old_cents * 100 / nullif(h.owed_cents, 0), 1), 'percent', 0, 0, NULL),
    (4, 'Net collection rate', 'collected ÷ (gross charges − contractual adjustments), by date of service', c.collected_cents, c.expected_cents,
       round(c.collected_cents * 100 / nullif(c.expected_cents, 0), 1), 'percent', 0, 0, NULL)
  ) f (place, figure, formula, upper_cents, lower_cents, value, unit, control_cents, ledger_cents, differs)
 ORDER BY f.place
