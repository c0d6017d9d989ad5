/**
 * What the ledger and the payments say of plan `p`, as columns of `m`, US cents: `owed` on its invoices (1100) or for its
 * package, `paid` toward it since it was opened, less what was given back. Voided payments and those that came to nothing do
 * not count.
 */
export const PLAN_MONEY = `CROSS JOIN LATERAL (
    SELECT coalesce(sum(o.open_cents), 0)::bigint AS owed,
           (coalesce(sum(a.cents), 0) - coalesce((SELECT sum(b.allocated_cents) FROM payment_plan_invoices b
             WHERE b.clinic_id = p.clinic_id AND b.plan_id = p.id), 0))::bigint AS paid
      FROM payment_plan_invoices x
      JOIN open_items o ON o.clinic_id = x.clinic_id AND o.invoice_id = x.invoice_id AND o.account_number = 1100
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(s.amount_cents), 0) AS cents FROM standing_allocations s
          JOIN payments q ON q.clinic_id = s.clinic_id AND q.id = s.payment_id
         WHERE s.clinic_id = o.clinic_id AND s.charge_id = o.item_id AND q.state NOT IN ('voided', 'declined', 'canceled')) a
     WHERE x.clinic_id = p.clinic_id AND x.plan_id = p.id) bills
  LEFT JOIN payment_plan_packages v ON v.clinic_id = p.clinic_id AND v.plan_id = p.id
  LEFT JOIN LATERAL (SELECT k.unpaid_cents, k.paid_cents - v.paid_cents AS paid_cents FROM package_money k
     WHERE k.clinic_id = v.clinic_id AND k.package_id = v.package_id) sold ON true
  CROSS JOIN LATERAL (SELECT bills.owed + coalesce(sold.unpaid_cents, 0) AS owed, bills.paid + coalesce(sold.paid_cents, 0) AS paid) m`;

/** Whether a bank is looking into money that pays plan `p`: nothing more is asked for meanwhile (DOMAIN.md S5). */
export const IS_DISPUTED = `EXISTS (SELECT FROM disputes d
   WHERE d.clinic_id = p.clinic_id AND d.patient_id = p.patient_id AND d.closed_at IS NULL AND NOT d.is_inquiry
     AND (EXISTS (SELECT FROM allocations l
            JOIN payment_plan_invoices y ON y.clinic_id = l.clinic_id AND y.invoice_id = l.invoice_id AND y.plan_id = p.id
           WHERE l.clinic_id = d.clinic_id AND l.payment_id = d.payment_id)
       OR EXISTS (SELECT FROM package_payments l
            JOIN payment_plan_packages y ON y.clinic_id = l.clinic_id AND y.package_id = l.package_id AND y.plan_id = p.id
           WHERE l.clinic_id = d.clinic_id AND l.payment_id = d.payment_id)))`;

/** The late fees of plan `p`, the oldest first, with what became of each: fee = waived + paid + open; US cents. */
export const LATE_FEES = `SELECT coalesce(json_agg(json_build_object('version', f.version, 'number', f.number,
    'chargedOn', f.assessed_on, 'daysLate', f.late_days, 'lateCents', f.late_cents, 'rule', f.rule, 'feeCents', f.fee_cents,
    'invoiceId', i.id, 'invoiceNumber', i.number, 'chargeId', c.id, 'openCents', coalesce(o.open_cents, 0),
    'waivedCents', CASE WHEN i.voided_at IS NULL THEN w.cents ELSE f.fee_cents END) ORDER BY f.assessed_on, f.version, f.number), '[]')
  FROM late_fees f
  JOIN charges c ON c.clinic_id = f.clinic_id AND c.visit_id = f.visit_id
  JOIN invoices i ON i.clinic_id = c.clinic_id AND i.id = c.invoice_id
  LEFT JOIN open_items o ON o.clinic_id = c.clinic_id AND o.account_number = 1100 AND o.item_id = c.id
  CROSS JOIN LATERAL (SELECT coalesce(sum(x.amount_cents), 0)::bigint AS cents FROM standing_adjustments x
    WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id) w
 WHERE f.clinic_id = p.clinic_id AND f.plan_id = p.id`;
