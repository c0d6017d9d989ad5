-- General ledger
-- Every line of every entry, account by account, with the account's balance after it.
--
-- Parameters: from, to, known_at, account
-- Columns:
--   account         account  Account
--   account_name    text     Name
--   effective_on    date     Business day
--   entry_id        entry    Journal entry
--   what            word     What
--   late_for        date     Late for
--   account_number  text     Account no.
--   patient_name    name     Patient
--   invoice_id      invoice  Bill
--   debit_cents     cents    Debit
--   credit_cents    cents    Credit
--   balance_cents   balance  Balance, debit above zero
-- Tie: debits line by line against the day roll-up of each account; debits and credits of every account and day must be the same in both.
-- Narrowed: the same, of that account alone.
\ir parameters.psql

WITH rolled AS (
  SELECT k.account_number, k.effective_on, k.debit_cents, k.credit_cents
    FROM account_days_known('-infinity', :'to'::date, :'known_at'::timestamptz) k
   WHERE nullif(:'account', '') IS NULL OR k.account_number = nullif(:'account', '')::integer
), opening AS (
  SELECT r.account_number, sum(r.debit_cents - r.credit_cents) AS cents FROM rolled r WHERE r.effective_on < :'from'::date GROUP BY r.account_number
), lines AS (
  SELECT l.account_number, l.effective_on, e.id AS entry_id, l.line_no, l.amount_cents, l.patient_id, l.invoice_id, e.kind, e.source_type,
         sum(l.amount_cents) OVER (PARTITION BY l.account_number ORDER BY l.effective_on, e.id, l.line_no ROWS UNBOUNDED PRECEDING) AS running_cents,
         row_number() OVER day AS place, sum(greatest(l.amount_cents, 0)) OVER day_all AS day_debits, sum(greatest(-l.amount_cents, 0)) OVER day_all AS day_credits
    FROM journal_entries e
    JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
     AND (nullif(:'account', '') IS NULL OR l.account_number = nullif(:'account', '')::integer)
   WHERE e.clinic_id = current_clinic() AND e.effective_on BETWEEN :'from'::date AND :'to'::date AND e.recorded_at <= :'known_at'::timestamptz
  WINDOW day AS (PARTITION BY l.account_number, l.effective_on ORDER BY e.id, l.line_no), day_all AS (PARTITION BY l.account_number, l.effective_on)
), tied AS (
  SELECT account_number, effective_on, l.entry_id, l.line_no, l.amount_cents, l.patient_id, l.invoice_id, l.kind, l.source_type, l.running_cents,
         greatest(coalesce(l.amount_cents, 0), 0) AS debit_cents, greatest(coalesce(-l.amount_cents, 0), 0) AS credit_cents,
         CASE WHEN coalesce(l.place, 1) = 1 THEN coalesce(r.debit_cents, 0) ELSE 0 END AS ledger_cents,
         coalesce(l.place, 1) = 1 AND (coalesce(l.day_debits, 0) <> coalesce(r.debit_cents, 0) OR coalesce(l.day_credits, 0) <> coalesce(r.credit_cents, 0)) AS is_wrong
    FROM lines l
    FULL JOIN (SELECT * FROM rolled k WHERE k.effective_on >= :'from'::date AND (k.debit_cents <> 0 OR k.credit_cents <> 0)) r USING (account_number, effective_on)
)
SELECT t.account_number AS account, a.name AS account_name, t.effective_on, t.entry_id,
       coalesce(t.source_type || CASE WHEN t.kind <> t.source_type THEN ' ' || t.kind ELSE '' END, 'day without lines') AS what,
       (SELECT x.sealed_on FROM late_postings x WHERE x.clinic_id = current_clinic() AND x.entry_id = t.entry_id) AS late_for,
       p.account_number::text AS account_number, concat_ws(' ', p.first_name, p.last_name) AS patient_name, t.invoice_id,
       t.debit_cents, t.credit_cents, coalesce(o.cents, 0) + coalesce(t.running_cents, 0) AS balance_cents,
       t.debit_cents AS control_cents, t.ledger_cents,
       CASE WHEN t.is_wrong THEN ARRAY[format('account:%s:%s', t.account_number, t.effective_on)] END AS differs
  FROM tied t
  JOIN ledger_accounts a ON a.clinic_id = current_clinic() AND a.number = t.account_number
  LEFT JOIN opening o ON o.account_number = t.account_number
  LEFT JOIN patients p ON p.clinic_id = current_clinic() AND p.id = t.patient_id
 ORDER BY t.account_number, t.effective_on, t.entry_id, t.line_no
