-- Trial balance
-- Every account: its balance before the period, what the period moved, and its balance at the end. Debits equal credits.
--
-- Parameters: from, to, known_at
-- Columns:
--   account               account  Account
--   name                  text     Name
--   kind                  word     Kind
--   opening_cents         balance  Before, debit above zero
--   debit_cents           cents    Debits
--   credit_cents          cents    Credits
--   closing_debit_cents   cents    Debit balance
--   closing_credit_cents  cents    Credit balance
-- Tie: closing debits from the day and month roll-ups against the roll-ups before the period and the journal lines in it; a last row
-- tells by what debits and credits would differ.
\ir parameters.psql

WITH period AS (
  SELECT k.account_number, sum(k.debit_cents) AS debit_cents, sum(k.credit_cents) AS credit_cents
    FROM account_days_known(:'from'::date, :'to'::date, :'known_at'::timestamptz) k
   GROUP BY k.account_number
), rolled AS (
  SELECT account_number, coalesce(o.cents, 0) AS opening_cents, coalesce(p.debit_cents, 0) AS debit_cents, coalesce(p.credit_cents, 0) AS credit_cents
    FROM account_openings_known(:'from'::date, :'known_at'::timestamptz) o
    FULL JOIN period p USING (account_number)
), lines AS (
  SELECT l.account_number, sum(greatest(l.amount_cents, 0)) AS debit_cents, sum(greatest(-l.amount_cents, 0)) AS credit_cents
    FROM journal_entries e
    JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
   WHERE e.clinic_id = current_clinic() AND e.effective_on BETWEEN :'from'::date AND :'to'::date AND e.recorded_at <= :'known_at'::timestamptz
   GROUP BY l.account_number
), accounts AS (
  SELECT a.number, a.name, a.kind, coalesce(r.opening_cents, 0) AS opening_cents, coalesce(r.debit_cents, 0) AS debit_cents,
         coalesce(r.credit_cents, 0) AS credit_cents, coalesce(r.opening_cents, 0) + coalesce(r.debit_cents, 0) - coalesce(r.credit_cents, 0) AS net_cents,
         coalesce(r.opening_cents, 0) + coalesce(l.debit_cents, 0) - coalesce(l.credit_cents, 0) AS journal_cents,
         coalesce(r.debit_cents, 0) <> coalesce(l.debit_cents, 0) OR coalesce(r.credit_cents, 0) <> coalesce(l.credit_cents, 0) AS is_wrong
    FROM ledger_accounts a
    LEFT JOIN rolled r ON r.account_number = a.number
    LEFT JOIN lines l ON l.account_number = a.number
   WHERE a.clinic_id = current_clinic() AND (r.account_number IS NOT NULL OR l.account_number IS NOT NULL)
)
SELECT a.number AS account, a.name, a.kind, a.opening_cents, a.debit_cents, a.credit_cents,
       greatest(a.net_cents, 0) AS closing_debit_cents, greatest(-a.net_cents, 0) AS closing_credit_cents,
       greatest(a.net_cents, 0) AS control_cents, greatest(a.journal_cents, 0) AS ledger_cents,
       CASE WHEN a.is_wrong THEN ARRAY[format('account:%s', a.number)] END AS differs
  FROM accounts a
UNION ALL
SELECT NULL, 'Debits less credits', 'out of balance', 0, 0, 0, 0, 0, 0, sum(a.net_cents), ARRAY['trial-balance:out-of-balance']
  FROM accounts a HAVING sum(a.net_cents) <> 0
 ORDER BY 1
