const UNDER = 'WHERE clinic_id = $1';

/** What one cent too much in a table is called by the reports it reaches. */
export const PLANTED: {
  where: string;
  add: (sign: 1 | -1) => string;
  insured?: boolean;
  found: Record<string, RegExp>;
}[] = [
  {
    where: 'the day roll-up',
    add: (n) =>
      `UPDATE account_days SET debit_cents = debit_cents + ${n} ${UNDER} AND account_number = 1100 AND effective_on = '2026-03-02'`,
    found: {
      'day-sheet': /^day:2026-03-02$/,
      'ar-aging': /^account:1100$/,
      'trial-balance': /^account:1100$|^trial-balance:out-of-balance$/,
      'general-ledger': /^account:1100:2026-03-02$/,
    },
  },
  {
    where: 'the month roll-up',
    // Told as if it were of a month before all others: an opening balance.
    add: (n) =>
      n > 0
        ? `INSERT INTO account_months VALUES ($1, 1100, '2020-01-01', 1, 0)`
        : `DELETE FROM account_months ${UNDER} AND month_starts_on = '2020-01-01'`,
    found: { 'trial-balance': /^trial-balance:out-of-balance$/ },
  },
  {
    where: 'a tender',
    add: (n) => `UPDATE payment_tenders SET amount_cents = amount_cents + ${n} ${UNDER} AND type = 'check'`,
    found: { 'payments-by-tender': /^tender:/ },
  },
  {
    where: 'a charge',
    add: (
      n,
    ) => `UPDATE charges SET unit_price_cents = unit_price_cents + ${n}, amount_cents = amount_cents + ${n}, list_price_cents = list_price_cents + ${n}
      ${UNDER} AND id IN (SELECT c.id FROM charges c JOIN estimates e ON e.patient_id = c.patient_id)`,
    found: { 'charges-by-service': /^charge:/, 'estimate-variance': /^charge:/, kpis: /^charge:/ },
  },
  {
    where: 'a discounted charge',
    add: (n) => `UPDATE charges SET list_price_cents = list_price_cents + ${n} ${UNDER} AND service_code = 'group-im'`,
    found: { 'charges-by-service': /^charge:/, 'sliding-scale-register': /^charge:/ },
  },
  {
    where: 'an adjustment',
    add: (n) => `UPDATE adjustments SET amount_cents = amount_cents + ${n} ${UNDER} AND type = 'courtesy'`,
    found: { adjustments: /^adjustment:/ },
  },
  {
    where: 'a refund',
    add: (n) => `UPDATE refund_tenders SET amount_cents = amount_cents + ${n} ${UNDER} AND amount_cents > 900`,
    found: { refunds: /^refund:/ },
  },
  {
    where: 'an open item that is owed',
    add: (n) =>
      `UPDATE open_items SET open_cents = open_cents + ${n}, original_cents = original_cents + ${n} ${UNDER} AND account_number = 1100 AND is_open`,
    found: { 'ar-aging': /^account:1100$|^item:/, 'plan-performance': /^plan:PP-/ },
  },
  {
    where: 'credit that is held',
    add: (n) =>
      `UPDATE open_items SET open_cents = open_cents + ${n}, original_cents = original_cents + ${n} ${UNDER} AND account_number = 2000 AND is_open`,
    found: { 'unapplied-credits': /^account:2000$|^item:/ },
  },
  {
    where: 'a deposit',
    add: (n) =>
      `UPDATE open_items SET open_cents = open_cents + ${n}, original_cents = original_cents + ${n} ${UNDER} AND account_number = 2100`,
    found: { 'deferred-revenue': /^account:2100$|^item:/ },
  },
  {
    where: 'the processor’s balance',
    add: (n) =>
      `UPDATE balance_transactions SET amount_cents = amount_cents + ${n}, net_cents = net_cents + ${n} ${UNDER} AND payout_id IS NOT NULL`,
    found: { 'payout-reconciliation': /^payout:po_/ },
  },
  {
    where: 'a remittance',
    add: (n) => `UPDATE remittances SET payment_cents = payment_cents + ${n} ${UNDER}`,
    insured: true,
    found: { 'remittance-reconciliation': /^remittance:/ },
  },
  {
    where: 'a payer’s contractual amount',
    add: (n) => `UPDATE remittance_lines SET contractual_cents = contractual_cents + ${n} ${UNDER} AND line_number = 1`,
    insured: true,
    found: { adjustments: /^remittance_claim:/ },
  },
  {
    where: 'a journal line',
    add: (n) =>
      `UPDATE journal_lines SET amount_cents = amount_cents + ${n} ${UNDER} AND account_number = 1010 AND amount_cents > 0`,
    found: {
      'journal-qbo': /^entry:/,
      'journal-xero': /^entry:/,
      'journal-iif': /^entry:/,
      'payments-by-tender': /^tender:/,
      'general-ledger': /^account:1010:/,
      'trial-balance': /^account:1010$/,
    },
  },
  {
    where: 'the audit trail',
    add: (n) =>
      `UPDATE audit_events SET subject_type = ${n > 0 ? "subject_type || 'x'" : 'left(subject_type, -1)'} ${UNDER} AND action = 'payment.void'`,
    found: { 'audit-log': /^audit_seal:1$/ },
  },
];
