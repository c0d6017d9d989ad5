-- Remittance reconciliation
-- Payment advices of payers (835) that were posted or taken back: what the payer says it paid, what was booked, and when the bank had it.
--
-- Parameters: from, to, known_at, payer
-- Columns:
--   remittance_id        remittance  Remittance
--   effective_on         date        Business day
--   payer                text        Payer
--   trace_number         text        Trace number
--   status               word        State
--   claims               count       Claims
--   claims_cents         cents       Paid for claims
--   plb_cents            cents       Provider adjustments
--   payment_cents        cents       Payment
--   bank_received_on     date        In the bank
--   bank_cents           cents       Of it in the bank
-- Tie: the payment the file announces (BPR02) against the entries of its claims and adjustments on payer EFT clearing (1040).
-- Narrowed: the payments of that payer against their own entries on 1040: part of the account.
\ir parameters.psql

WITH entries AS (
  SELECT f.entry_id, f.effective_on, f.is_reversal, f.kind, coalesce(c.remittance_id, f.source_id) AS remittance_id, l.amount_cents
    FROM journal_facts f
    JOIN journal_lines l ON l.clinic_id = f.clinic_id AND l.entry_id = f.entry_id AND l.account_number = 1040
    LEFT JOIN remittance_claims c ON f.source_type = 'remittance_claim' AND c.clinic_id = f.clinic_id AND c.id = f.source_id
   WHERE f.clinic_id = current_clinic() AND f.effective_on BETWEEN :'from'::date AND :'to'::date
     AND f.recorded_at <= :'known_at'::timestamptz AND f.source_type IN ('remittance', 'remittance_claim') AND f.kind <> 'deposit'
), moves AS (
  SELECT e.remittance_id, e.effective_on, e.is_reversal, sum(e.amount_cents) AS ledger_cents
    FROM entries e GROUP BY e.remittance_id, e.effective_on, e.is_reversal
  UNION ALL
  SELECT r.id, r.posted_on, false, 0 FROM remittances r
   WHERE r.clinic_id = current_clinic() AND r.posted_on BETWEEN :'from'::date AND :'to'::date AND r.status = 'posted' AND r.received_at <= :'known_at'::timestamptz
     AND NOT EXISTS (SELECT FROM entries e WHERE e.remittance_id = r.id AND NOT e.is_reversal)
), told AS (
  SELECT m.*, r.payer_name, r.trace_number, r.status, r.payment_cents, r.bank_received_on,
         CASE WHEN m.is_reversal THEN -r.payment_cents ELSE r.payment_cents END AS control_cents,
         (SELECT count(*) FROM remittance_claims c WHERE c.clinic_id = r.clinic_id AND c.remittance_id = r.id) AS claims,
         (SELECT coalesce(sum(c.paid_cents), 0) FROM remittance_claims c WHERE c.clinic_id = r.clinic_id AND c.remittance_id = r.id) AS claims_cents
    FROM moves m LEFT JOIN remittances r ON r.clinic_id = current_clinic() AND r.id = m.remittance_id
)
SELECT t.remittance_id, t.effective_on, t.payer_name AS payer, t.trace_number, CASE WHEN t.is_reversal THEN 'taken back' ELSE t.status END AS status,
       t.claims, CASE WHEN t.is_reversal THEN -t.claims_cents ELSE t.claims_cents END AS claims_cents,
       coalesce(t.control_cents, 0) - CASE WHEN t.is_reversal THEN -t.claims_cents ELSE t.claims_cents END AS plb_cents,
       coalesce(t.control_cents, 0) AS payment_cents, t.bank_received_on,
       CASE WHEN t.bank_received_on IS NOT NULL AND NOT t.is_reversal THEN t.payment_cents ELSE 0 END AS bank_cents,
       coalesce(t.control_cents, 0) AS control_cents, t.ledger_cents,
       CASE WHEN t.control_cents IS DISTINCT FROM t.ledger_cents THEN ARRAY[format('remittance:%s', t.remittance_id)] END AS differs
  FROM told t
 WHERE nullif(:'payer', '') IS NULL OR EXISTS (SELECT FROM remittance_claims o JOIN claims c ON c.clinic_id = o.clinic_id AND c.id = o.claim_id
   WHERE o.clinic_id = current_clinic() AND o.remittance_id = t.remittance_id AND c.payer_id = nullif(:'payer', ''))
 ORDER BY t.effective_on, t.trace_number, t.is_reversal
