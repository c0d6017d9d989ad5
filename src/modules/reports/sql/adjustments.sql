-- Adjustments
-- Every amount taken off what was charged: discounts, contracts, write-offs, corrections, and what was taken back of them.
--
-- Parameters: from, to, known_at, location, provider, user
-- Columns:
--   effective_on     date     Business day
--   entry_id         entry    Journal entry
--   adjustment       word     Kind
--   account_number   text     Account no.
--   patient_name     name     Patient
--   invoice_id       invoice  Bill
--   location         text     Location
--   provider         text     Provider
--   person           text     Made by
--   approved_by      text     Approved by
--   amount_cents     cents    Amount
-- Tie: what the adjustment, remittance or closure itself says against the debits of its entry on 4900 to 4999, 6020 or revenue.
-- Narrowed: the entries of what it is narrowed to, each against its adjustment, remittance or closure: part of the accounts.
\ir parameters.psql

WITH booked AS (
  SELECT f.entry_id, f.effective_on, f.is_reversal, f.kind, f.source_type, f.source_id, f.actor_id,
         sum(l.amount_cents) AS ledger_cents, (array_agg(l.patient_id ORDER BY l.line_no) FILTER (WHERE l.patient_id IS NOT NULL))[1] AS patient_id,
         (array_agg(l.invoice_id ORDER BY l.line_no) FILTER (WHERE l.invoice_id IS NOT NULL))[1] AS invoice_id
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id
     AND (l.account_number BETWEEN 4900 AND 4999 OR l.account_number = 6020
       OR (f.source_type = 'adjustment' AND l.account_number BETWEEN 4000 AND 4899))
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz
   GROUP BY f.entry_id, f.effective_on, f.is_reversal, f.kind, f.source_type, f.source_id, f.actor_id
), explained AS (
  SELECT b.*, coalesce(a.type, CASE WHEN b.source_type = 'remittance_claim' THEN 'contractual' ELSE b.source_type END) AS adjustment,
         a.charge_id, q.approval_id,
         CASE WHEN b.is_reversal THEN -1 ELSE 1 END * CASE b.source_type
           WHEN 'adjustment' THEN coalesce(a.amount_cents, 0)
           WHEN 'remittance_claim' THEN coalesce(r.cents, 0)
           WHEN 'claim_closure' THEN coalesce(k.cents, 0)
           WHEN 'dispute' THEN coalesce(CASE WHEN b.kind = 'recovery' THEN -t.lost_cents ELSE t.lost_cents END, 0)
           WHEN 'returned_check' THEN coalesce(t.lost_cents, 0)
           -- What else lowers revenue is explained by its entry alone.
           ELSE b.ledger_cents * CASE WHEN b.is_reversal THEN -1 ELSE 1 END END AS control_cents
    FROM booked b
    LEFT JOIN adjustments a ON b.source_type = 'adjustment' AND a.clinic_id = current_clinic() AND a.id = b.source_id
    LEFT JOIN adjustment_requests q ON q.clinic_id = a.clinic_id AND q.id = a.id
    LEFT JOIN bank_take_backs t ON b.source_type IN ('dispute', 'returned_check') AND t.clinic_id = current_clinic() AND t.source_id = b.source_id
    -- A visit is booked under the last of its claims in the remittance; what was closed before and is undone by it counts back.
    LEFT JOIN LATERAL (
      SELECT coalesce((SELECT sum(n.contractual_cents) FROM remittance_claims o
                JOIN claims oc ON oc.clinic_id = o.clinic_id AND oc.id = o.claim_id AND oc.visit_id = lc.visit_id
                JOIN remittance_lines n ON n.clinic_id = o.clinic_id AND n.remittance_claim_id = o.id
               -- What was matched by hand later has an entry of its own.
               WHERE o.clinic_id = rc.clinic_id AND o.remittance_id = rc.remittance_id AND n.match_id IS NULL), 0)
           - coalesce((SELECT sum(CASE z.kind WHEN 'write_off' THEN y.amount_cents ELSE y.discount_cents END) FROM claim_closures z
                JOIN claims zc ON zc.clinic_id = z.clinic_id AND zc.id = z.claim_id AND zc.visit_id = lc.visit_id
                JOIN claim_closure_lines y ON y.clinic_id = z.clinic_id AND y.closure_id = z.id
                LEFT JOIN remittances u ON u.clinic_id = z.clinic_id AND u.id = z.undone_by_id
               WHERE z.clinic_id = rc.clinic_id AND (z.undone_by_id = rc.remittance_id
                 -- A remittance that was taken back has put it back in force: it stood when the remittance came and decided again.
                 OR (m.status = 'unposted' AND z.created_at <= m.received_at AND (u.id IS NULL OR u.received_at > m.received_at)
                   AND EXISTS (SELECT FROM remittance_claims s JOIN claims sc ON sc.clinic_id = s.clinic_id AND sc.id = s.claim_id AND sc.visit_id = lc.visit_id
                     WHERE s.clinic_id = rc.clinic_id AND s.remittance_id = rc.remittance_id AND s.outcome IN ('paid', 'partly_paid', 'reversed'))))), 0) AS cents
        FROM remittance_claims rc
        JOIN remittances m ON m.clinic_id = rc.clinic_id AND m.id = rc.remittance_id
        JOIN claims lc ON lc.clinic_id = rc.clinic_id AND lc.id = rc.claim_id
       WHERE rc.clinic_id = current_clinic() AND rc.id = b.source_id) r ON b.source_type = 'remittance_claim'
    LEFT JOIN LATERAL (
      SELECT sum(CASE z.kind WHEN 'write_off' THEN y.amount_cents ELSE y.discount_cents END) AS cents
        FROM claim_closures z JOIN claim_closure_lines y ON y.clinic_id = z.clinic_id AND y.closure_id = z.id
       WHERE z.clinic_id = current_clinic() AND z.id = b.source_id) k ON b.source_type = 'claim_closure'
)
SELECT e.effective_on, e.entry_id, e.adjustment, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name,
       e.invoice_id, l.name AS location, concat_ws(' ', d.first_name, d.last_name) AS provider, coalesce(a.person, e.actor_id) AS person,
       g.decided_by_label AS approved_by, e.control_cents AS amount_cents, e.control_cents, e.ledger_cents,
       CASE WHEN e.control_cents <> e.ledger_cents THEN ARRAY[format('%s:%s', e.source_type, e.source_id)] END AS differs
  FROM explained e
  LEFT JOIN patients p ON p.clinic_id = current_clinic() AND p.id = e.patient_id
  LEFT JOIN charges c ON c.clinic_id = current_clinic() AND c.id = e.charge_id
  LEFT JOIN invoices i ON i.clinic_id = current_clinic() AND i.id = e.invoice_id
  LEFT JOIN visits v ON v.clinic_id = current_clinic() AND v.id = coalesce(c.visit_id, i.visit_id)
  LEFT JOIN locations l ON l.clinic_id = v.clinic_id AND l.id = v.location_id
  LEFT JOIN providers d ON d.clinic_id = v.clinic_id AND d.id = v.provider_id
  LEFT JOIN acting_people a ON a.clinic_id = current_clinic() AND a.actor_id = e.actor_id
  LEFT JOIN approvals g ON g.clinic_id = current_clinic() AND g.id = e.approval_id AND g.state = 'approved'
 WHERE (e.control_cents <> 0 OR e.ledger_cents <> 0)
   AND (nullif(:'location', '') IS NULL OR v.location_id = nullif(:'location', '')::uuid)
   AND (nullif(:'provider', '') IS NULL OR v.provider_id = nullif(:'provider', '')::uuid)
   AND (nullif(:'user', '') IS NULL OR coalesce(a.person_id, e.actor_id) = nullif(:'user', ''))
 ORDER BY e.effective_on, e.entry_id
