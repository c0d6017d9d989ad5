-- Day sheet
-- Every entry of the days that touched what is owed or held: charges, adjustments, money from patients and payers, refunds.
--
-- Parameters: from, to, known_at, location, provider, user
-- Columns:
--   effective_on      date     Business day
--   entry_id          entry    Journal entry
--   what              word     What
--   account_number    text     Account no.
--   patient_name      name     Patient
--   invoice_id        invoice  Bill
--   location          text     Location
--   person            text     By
--   charges_cents     cents    Charges
--   adjustments_cents cents    Adjustments
--   patient_cents     cents    Patient money
--   payer_cents       cents    Payer money
--   other_cents       cents    Other
--   held_cents        cents    Held for patients
--   receivable_cents  cents    Receivables
-- Tie: receivables (1100, 1200) by entry against the day roll-up of the two accounts.
-- Narrowed: receivables of each entry it is narrowed to against the other side of the same entry: part of the two accounts.
\ir parameters.psql

WITH entries AS (
  SELECT f.entry_id, f.effective_on, f.actor_id, CASE WHEN f.is_reversal THEN 'reversed ' ELSE '' END || f.source_type || CASE WHEN f.kind <> f.source_type THEN ' ' || f.kind ELSE '' END AS what,
         (array_agg(l.patient_id ORDER BY l.line_no) FILTER (WHERE l.patient_id IS NOT NULL))[1] AS patient_id,
         (array_agg(l.invoice_id ORDER BY l.line_no) FILTER (WHERE l.invoice_id IS NOT NULL))[1] AS invoice_id,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number BETWEEN 4000 AND 4899), 0) AS charges_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number BETWEEN 4900 AND 4999 OR l.account_number = 6020), 0) AS adjustments_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number IN (1000, 1010, 1020, 1030, 1035, 1050)), 0) AS patient_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number IN (1040, 1210)), 0) AS payer_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number IN (2000, 2100, 2150)), 0) AS held_cents,
         coalesce(sum(l.amount_cents) FILTER (WHERE l.account_number IN (1100, 1200)), 0) AS receivable_cents,
         coalesce(-sum(l.amount_cents) FILTER (WHERE l.account_number NOT IN (1100, 1200)), 0) AS other_side_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz
   GROUP BY f.entry_id, f.effective_on, f.actor_id, f.is_reversal, f.source_type, f.kind
  HAVING bool_or(l.account_number IN (1100, 1200, 2000, 2100, 2150))
), placed AS (
  SELECT e.*, v.location_id, coalesce(a.person_id, e.actor_id) AS person_id, coalesce(a.person, e.actor_id) AS person
    FROM entries e
    LEFT JOIN invoices i ON i.clinic_id = current_clinic() AND i.id = e.invoice_id
    LEFT JOIN visits v ON v.clinic_id = i.clinic_id AND v.id = i.visit_id
    LEFT JOIN acting_people a ON a.clinic_id = current_clinic() AND a.actor_id = e.actor_id
   WHERE (nullif(:'location', '') IS NULL OR v.location_id = nullif(:'location', '')::uuid)
     AND (nullif(:'provider', '') IS NULL OR v.provider_id = nullif(:'provider', '')::uuid)
     AND (nullif(:'user', '') IS NULL OR coalesce(a.person_id, e.actor_id) = nullif(:'user', ''))
), numbered AS (
  SELECT p.*, row_number() OVER (PARTITION BY p.effective_on ORDER BY p.entry_id) AS place,
         sum(p.receivable_cents) OVER (PARTITION BY p.effective_on) AS day_cents
    FROM placed p
), days AS (
  SELECT k.effective_on, sum(k.debit_cents - k.credit_cents) AS cents
    FROM account_days_known(:'from'::date, :'to'::date, :'known_at'::timestamptz) k
   WHERE k.account_number IN (1100, 1200) AND concat(:'location'::text, :'provider'::text, :'user'::text) = ''
   GROUP BY k.effective_on
)
SELECT coalesce(n.effective_on, d.effective_on) AS effective_on, n.entry_id, coalesce(n.what, 'day without entries') AS what,
       p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name, n.invoice_id, l.name AS location, n.person,
       coalesce(n.charges_cents, 0) AS charges_cents, coalesce(n.adjustments_cents, 0) AS adjustments_cents,
       coalesce(n.patient_cents, 0) AS patient_cents, coalesce(n.payer_cents, 0) AS payer_cents,
       coalesce(n.receivable_cents - n.charges_cents - n.adjustments_cents - n.patient_cents - n.payer_cents - n.held_cents, 0) AS other_cents,
       coalesce(n.held_cents, 0) AS held_cents, coalesce(n.receivable_cents, 0) AS receivable_cents,
       coalesce(n.receivable_cents, 0) AS control_cents,
       CASE WHEN concat(:'location'::text, :'provider'::text, :'user'::text) <> '' THEN n.other_side_cents
            WHEN n.place IS NULL OR n.place = 1 THEN coalesce(d.cents, 0) ELSE 0 END AS ledger_cents,
       CASE WHEN concat(:'location'::text, :'provider'::text, :'user'::text) <> ''
              THEN CASE WHEN n.receivable_cents <> n.other_side_cents THEN ARRAY[format('entry:%s', n.entry_id)] END
            WHEN (n.place IS NULL OR n.place = 1) AND coalesce(n.day_cents, 0) <> coalesce(d.cents, 0)
              THEN ARRAY[format('day:%s', coalesce(n.effective_on, d.effective_on))] END AS differs
  FROM numbered n
  FULL JOIN days d ON d.effective_on = n.effective_on
  LEFT JOIN patients p ON p.clinic_id = current_clinic() AND p.id = n.patient_id
  LEFT JOIN locations l ON l.clinic_id = current_clinic() AND l.id = n.location_id
 WHERE n.entry_id IS NOT NULL OR d.cents <> 0
 ORDER BY 1, n.entry_id
