-- Plan performance
-- Every payment plan at the end of a day: what was agreed, what was paid of it and when it should have been, and what is late.
--
-- Parameters: as_of, known_at
-- Columns:
--   plan              text     Plan
--   patient_id        patient  Patient account
--   account_number    text     Account no.
--   patient_name      name     Patient
--   opened_on         date     Opened
--   status            word     State
--   installments      count    Installments
--   next_due_on       date     Next due
--   days_late         number   Days late
--   agreed_cents      cents    Agreed
--   paid_cents        cents    Paid
--   due_cents         cents    Due by now
--   late_cents        cents    Late
--   left_cents        cents    Still owed
-- Tie: what is open on the bills of each plan against the journal lines of those bills on 1100. The due day counts; days of grace come off it.
\ir parameters.psql

WITH plans AS (
  SELECT p.id, p.number, p.patient_id, p.opened_on, p.opened_at, s.version, s.grace_days, s.total_cents, s.paid_before_cents, s.installment_count,
         CASE WHEN p.canceled_on <= :'as_of'::date THEN 'canceled' WHEN p.state = 'paused' AND p.paused_on <= :'as_of'::date THEN 'paused' ELSE 'active' END AS state
    FROM payment_plans p
    JOIN LATERAL (SELECT x.* FROM plan_schedules x WHERE x.clinic_id = p.clinic_id AND x.plan_id = p.id
                     AND (x.version = 1 OR (x.made_on <= :'as_of'::date AND x.made_at <= :'known_at'::timestamptz))
                   ORDER BY x.version DESC LIMIT 1) s ON true
   WHERE p.clinic_id = current_clinic() AND p.opened_on <= :'as_of'::date AND p.opened_at <= :'known_at'::timestamptz
), open AS (
  SELECT o.invoice_id, sum(o.open_cents) AS cents
    FROM open_items_known(:'as_of'::date, :'known_at'::timestamptz, ARRAY[1100]) o WHERE o.invoice_id IS NOT NULL GROUP BY o.invoice_id
), owed AS (
  SELECT v.plan_id, coalesce(sum(o.cents), 0) AS cents
    FROM payment_plan_invoices v LEFT JOIN open o ON o.invoice_id = v.invoice_id
   WHERE v.clinic_id = current_clinic() GROUP BY v.plan_id
), booked AS (
  SELECT p.id AS plan_id, coalesce(sum(l.amount_cents), 0) AS cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE f.recorded_at >= p.opened_at AND f.source_type IN ('tender', 'refund', 'dispute', 'returned_check')), 0) AS paid_cents
    FROM plans p
    JOIN payment_plan_invoices v ON v.clinic_id = current_clinic() AND v.plan_id = p.id
    JOIN journal_lines l ON l.clinic_id = current_clinic() AND l.patient_id = p.patient_id AND l.account_number = 1100 AND l.invoice_id = v.invoice_id
     AND l.effective_on <= :'as_of'::date
    JOIN journal_facts f ON f.clinic_id = l.clinic_id AND f.entry_id = l.entry_id AND f.recorded_at <= :'known_at'::timestamptz
   GROUP BY p.id
), standing AS (
  SELECT p.*, CASE WHEN p.state = 'canceled' THEN 0 ELSE o.cents END AS left_cents, o.cents AS open_cents, coalesce(b.cents, 0) AS booked_cents,
         greatest(coalesce(b.paid_cents, 0), 0) AS paid_cents
    FROM plans p JOIN owed o ON o.plan_id = p.id LEFT JOIN booked b ON b.plan_id = p.id
), due AS (
  SELECT s.*, d.due_cents, n.due_on AS next_due_on,
         greatest(least(d.overdue_cents - (s.paid_cents - s.paid_before_cents), s.left_cents), 0) AS late_cents
    FROM standing s
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(i.amount_cents) FILTER (WHERE i.due_on <= :'as_of'::date), 0) AS due_cents,
             coalesce(sum(i.amount_cents) FILTER (WHERE i.due_on + s.grace_days < :'as_of'::date), 0) AS overdue_cents
        FROM installments i WHERE i.clinic_id = current_clinic() AND i.plan_id = s.id AND i.version = s.version) d
    -- The oldest installment that what was paid does not cover.
    LEFT JOIN LATERAL (
      SELECT w.due_on FROM (
        SELECT i.due_on, sum(i.amount_cents) OVER (ORDER BY i.number) AS through FROM installments i
         WHERE i.clinic_id = current_clinic() AND i.plan_id = s.id AND i.version = s.version) w
       WHERE w.through > s.paid_cents - s.paid_before_cents AND s.left_cents > 0 ORDER BY w.due_on LIMIT 1) n ON true
)
SELECT d.number AS plan, d.patient_id, p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name, d.opened_on,
       CASE WHEN d.state = 'canceled' THEN 'canceled' WHEN d.left_cents = 0 THEN 'paid off' WHEN d.state = 'paused' THEN 'paused'
            WHEN d.late_cents > 0 THEN 'late' ELSE 'on time' END AS status,
       d.installment_count AS installments, d.next_due_on,
       CASE WHEN d.late_cents > 0 AND d.state = 'active' THEN :'as_of'::date - d.next_due_on END AS days_late,
       d.total_cents AS agreed_cents, d.paid_cents, d.due_cents, CASE WHEN d.state = 'active' THEN d.late_cents ELSE 0 END AS late_cents, d.left_cents,
       d.open_cents AS control_cents, d.booked_cents AS ledger_cents,
       CASE WHEN d.open_cents <> d.booked_cents THEN ARRAY[format('plan:%s', d.number)] END AS differs
  FROM due d
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = d.patient_id
 ORDER BY d.number
