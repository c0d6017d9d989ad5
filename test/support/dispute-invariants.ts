import type { Invariant } from './invariant';

/** What must hold of disputes, and of money given to the state. */
export const DISPUTE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'I2',
    says: 'what a dispute moved is booked once, amount and fee, as the processor’s balance says',
    tables: ['dispute_movements'],
    breaches: `
      SELECT m.clinic_id, m.dispute_id, m.position, m.amount_cents, m.fee_cents, b.cents, b.fees FROM dispute_movements m, LATERAL (
        SELECT coalesce(sum(l.amount_cents) FILTER (WHERE e.kind IN ('withdrawal_' || m.position, 'reinstatement_' || m.position) AND l.account_number = 1030), 0) AS cents,
               coalesce(sum(l.amount_cents) FILTER (WHERE e.kind = 'fee_' || m.position AND l.account_number = 6010), 0) AS fees
          FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
         WHERE e.clinic_id = m.clinic_id AND e.source_type = 'dispute' AND e.source_id = m.dispute_id) b
       WHERE b.cents <> m.amount_cents OR b.fees <> m.fee_cents`,
  },
  {
    name: 'I2',
    says: 'no entry of a dispute is there without the movement, or the end, that caused it',
    tables: ['dispute_movements'],
    breaches: `
      SELECT e.clinic_id, e.id, e.kind FROM journal_entries e JOIN disputes d ON d.clinic_id = e.clinic_id AND d.id = e.source_id
       WHERE e.source_type = 'dispute' AND e.reverses_id IS NULL AND CASE e.kind
         WHEN 'loss' THEN NOT EXISTS (SELECT 1 FROM bank_take_backs t WHERE t.clinic_id = e.clinic_id AND t.source_id = e.source_id)
         WHEN 'recovery' THEN d.status <> 'won'
         ELSE NOT EXISTS (SELECT 1 FROM dispute_movements m WHERE m.clinic_id = e.clinic_id AND m.dispute_id = e.source_id
                             AND e.kind IN ('withdrawal_' || m.position, 'reinstatement_' || m.position, 'fee_' || m.position)) END`,
  },
  {
    name: 'I3',
    says: 'what the bank holds of a disputed payment is between nothing and what was taken, and nothing once it was won',
    tables: ['dispute_movements'],
    breaches: `
      SELECT d.clinic_id, d.id, d.status, t.amount_cents, h.cents FROM disputes d
        JOIN payment_tenders t ON t.clinic_id = d.clinic_id AND t.id = d.tender_id, LATERAL (
        SELECT coalesce(-sum(m.amount_cents), 0) AS cents FROM dispute_movements m WHERE m.clinic_id = d.clinic_id AND m.dispute_id = d.id) h
       WHERE h.cents NOT BETWEEN 0 AND t.amount_cents OR (d.status = 'won' AND h.cents <> 0)`,
  },
  {
    name: 'I2',
    says: 'a payment is disputed while, and only while, a bank holds its money or has kept it',
    tables: ['disputes'],
    breaches: `
      SELECT p.clinic_id, p.id, p.state FROM payments p, LATERAL (
        SELECT EXISTS (SELECT 1 FROM disputes d WHERE d.clinic_id = p.clinic_id AND d.payment_id = p.id AND NOT d.is_inquiry
                          AND (d.closed_at IS NULL OR d.status = 'lost')) AS is_held) h
       WHERE (p.state = 'disputed') <> h.is_held AND p.state <> 'voided'`,
  },
  {
    name: 'I5',
    says: 'a dispute is over exactly when its status says so, and answered by one answer at a time',
    tables: ['dispute_answers'],
    breaches: `
      SELECT d.clinic_id, d.id, d.status, d.closed_at, a.sending FROM disputes d, LATERAL (
        SELECT count(*) FILTER (WHERE state = 'sending') AS sending FROM dispute_answers a
         WHERE a.clinic_id = d.clinic_id AND a.dispute_id = d.id) a
       WHERE (d.closed_at IS NOT NULL) <> (d.status IN ('warning_closed', 'prevented', 'lost', 'won')) OR a.sending > 1`,
  },
  {
    name: 'I6',
    says: 'no answer to a dispute is unknown past its deadline',
    tables: ['dispute_answers'],
    breaches: `
      SELECT clinic_id, id, answered_at FROM dispute_answers WHERE state = 'sending' AND answered_at < now() - interval '1 hour'`,
  },
  {
    name: 'I8',
    says: 'every dispute, and every answer to one, was written down once',
    tables: ['dispute_answers'],
    breaches: `
      SELECT d.clinic_id, d.id, e.opened, e.answered, a.given FROM disputes d, LATERAL (
        SELECT count(*) FILTER (WHERE action = 'dispute.open') AS opened,
               count(*) FILTER (WHERE action IN ('dispute.answer', 'dispute.accept')) AS answered
          FROM audit_events e WHERE e.clinic_id = d.clinic_id AND e.subject_type = 'dispute' AND e.subject_id = d.id::text) e, LATERAL (
        SELECT count(*) AS given FROM dispute_answers a WHERE a.clinic_id = d.clinic_id AND a.dispute_id = d.id) a
       WHERE e.opened <> 1 OR e.answered <> a.given`,
  },
  {
    name: 'I4',
    says: 'what was moved to unclaimed property is booked once with its amount',
    tables: ['unclaimed_credits'],
    breaches: `
      SELECT u.clinic_id, u.id, u.moved_cents, b.cents FROM unclaimed_credits u, LATERAL (
        SELECT coalesce(-sum(l.amount_cents), 0) AS cents FROM journal_entries e
          JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 2200
         WHERE e.clinic_id = u.clinic_id AND e.source_type = 'unclaimed_credit' AND e.source_id = u.request_id) b
       WHERE coalesce(u.moved_cents, 0) <> b.cents`,
  },
];
