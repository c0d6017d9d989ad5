-- Payout reconciliation
-- Payouts of the card processor booked to the bank or returned from it: what each was made of, and when the bank showed it.
--
-- Parameters: from, to, known_at
-- Columns:
--   payout            text   Payout
--   entry_id          entry  Journal entry
--   effective_on      date   Business day
--   status            word   State
--   receipts          count  Card receipts
--   gross_cents       cents  Receipts
--   refunds_cents     cents  Refunds
--   disputes_cents    cents  Disputes
--   fees_cents        cents  Fees
--   other_cents       cents  Other
--   net_cents         cents  Paid out
--   bank_line_on      date   In the bank
-- Tie: the nets of the processor's balance transactions in each payout against its entry on the bank account (1000).
\ir parameters.psql

WITH booked AS (
  SELECT f.entry_id, f.source_id AS payout_id, f.effective_on, f.kind = 'returned' AS is_returned, sum(l.amount_cents) AS ledger_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id AND l.account_number = 1000
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz AND f.source_type = 'payout'
   GROUP BY f.entry_id, f.source_id, f.effective_on, f.kind
), moves AS (
  SELECT b.entry_id, b.payout_id, b.effective_on, b.is_returned, b.ledger_cents FROM booked b
  UNION ALL
  SELECT NULL, p.id, p.paid_on, false, 0 FROM payouts p
   WHERE p.clinic_id = current_clinic() AND p.paid_on BETWEEN :'from'::date AND :'to'::date AND p.amount_cents <> 0
     AND NOT EXISTS (SELECT FROM journal_entries e WHERE e.source_id = p.id AND e.clinic_id = p.clinic_id AND e.source_type = 'payout' AND e.kind = 'paid')
), parts AS (
  SELECT m.entry_id, m.payout_id, m.effective_on, m.is_returned, m.ledger_cents, p.stripe_payout_id, p.status,
         count(t.id) FILTER (WHERE t.role = 'charge') AS receipts,
         coalesce(sum(t.amount_cents) FILTER (WHERE t.role = 'charge'), 0) AS gross_cents,
         coalesce(sum(t.amount_cents) FILTER (WHERE t.role = 'refund'), 0) AS refunds_cents,
         coalesce(sum(t.amount_cents) FILTER (WHERE t.role = 'dispute'), 0) AS disputes_cents,
         coalesce(sum(CASE WHEN t.role = 'fee' THEN t.net_cents ELSE -t.fee_cents END), 0) AS fees_cents,
         coalesce(sum(t.amount_cents) FILTER (WHERE t.role NOT IN ('charge', 'refund', 'dispute', 'fee')), 0) AS other_cents,
         CASE WHEN m.is_returned THEN -1 ELSE 1 END * coalesce(sum(t.net_cents), 0) AS control_cents
    FROM moves m
    LEFT JOIN payouts p ON p.clinic_id = current_clinic() AND p.id = m.payout_id
    LEFT JOIN balance_transactions t ON t.payout_id = p.stripe_payout_id AND t.clinic_id = current_clinic()
   GROUP BY m.entry_id, m.payout_id, m.effective_on, m.is_returned, m.ledger_cents, p.stripe_payout_id, p.status
)
SELECT coalesce(m.stripe_payout_id, m.payout_id::text) AS payout, m.entry_id, m.effective_on, CASE WHEN m.is_returned THEN 'returned' ELSE m.status END AS status,
       m.receipts, m.gross_cents, m.refunds_cents, m.disputes_cents, m.fees_cents, m.other_cents, m.control_cents AS net_cents,
       (SELECT min(b.posted_on) FROM bank_matches x JOIN bank_lines b ON b.clinic_id = x.clinic_id AND b.id = x.bank_line_id
         WHERE x.clinic_id = current_clinic() AND x.target_type = 'payout' AND x.target_id = m.payout_id AND x.unmatched_at IS NULL) AS bank_line_on,
       m.control_cents, m.ledger_cents,
       CASE WHEN m.control_cents <> m.ledger_cents THEN ARRAY[format('payout:%s', coalesce(m.stripe_payout_id, m.payout_id::text))] END AS differs
  FROM parts m
 ORDER BY m.effective_on, 1
