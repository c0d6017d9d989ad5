// What patients paid: at the desk, by installments, out of deposits, and what they got back.
import { dice, id, oneOf } from './words.mjs';

/** What a refunded patient had paid too much, US cents; the last ones have not been given it back yet. */
const EXCESS_CENTS = 2_500;
const TENDERS = [
  'cash',
  'cash',
  'cash',
  'cash',
  'cash',
  'check',
  'check',
  'check',
  'check',
  'external_card',
  'external_card',
  'external_card',
  'external_card',
  'external_card',
  'external_card',
  'external_card',
  'venmo',
  'venmo',
  'venmo',
  'venmo',
];
const THIRD = (k) => `c.amount_cents / 3 + CASE WHEN ${k} <= c.amount_cents % 3 THEN 1 ELSE 0 END`;
const NOWHERE = 'NULL::uuid, 0';

/**
 * Every act of paying: its slot makes its number, and the charges it paid stand beside it.
 * 0 a bill in full, 1 to 3 installments, 4 a deposit, 5 a deposit spent on care, 6 the patient's share of a claim.
 */
const PAYMENTS = `
  CREATE TEMP TABLE made_payments ON COMMIT DROP AS
    WITH acts (n, slot, local_at, excess_cents, first_id, first_cents, second_id, second_cents) AS (
      SELECT c.n, 0, c.local_at + interval '1 hour', CASE c.kind WHEN 'refund' THEN ${EXCESS_CENTS} ELSE 0 END, c.charge_id, c.amount_cents, ${NOWHERE} FROM care c WHERE c.kind IN ('paid', 'scaled', 'refund') AND (c.kind = 'refund' OR NOT c.is_open)
      UNION ALL
      SELECT c.n, k, c.local_at + k * interval '1 month', 0, c.charge_id, ${THIRD('k')}, ${NOWHERE} FROM care c, generate_series(1, 3) k WHERE c.kind = 'plan' AND NOT c.is_open
      UNION ALL
      SELECT c.n, 4, c.local_at - interval '2 days', c.amount_cents, ${NOWHERE}, ${NOWHERE} FROM care c WHERE c.kind = 'deposit'
      UNION ALL
      SELECT c.n, 5, c.local_at + interval '1 hour', 0, c.charge_id, c.amount_cents, ${NOWHERE} FROM care c WHERE c.kind = 'deposit' AND NOT c.is_open
      UNION ALL
      SELECT d.n, 6, min(c.local_at) + interval '28 days', 0, min(c.charge_id::text)::uuid, min(d.patient_cents) FILTER (WHERE d.line = 1), min(c.second_id::text)::uuid,
             min(d.patient_cents) FILTER (WHERE d.line = 2) FROM made_decisions d JOIN care c USING (n) GROUP BY d.n
    ), dated AS (
      SELECT a.*, a.n * 8 + a.slot AS number, a.local_at AT TIME ZONE c.time_zone AS at, a.local_at::date AS day, c.time_zone, c.is_open, c.patient_id, c.actor_id, c.actor_label,
             CASE WHEN a.slot <> 4 THEN c.invoice_id END AS invoice_id, a.first_cents + a.second_cents + a.excess_cents AS amount_cents,
             CASE a.slot WHEN 5 THEN 'unapplied_credit' WHEN 4 THEN 'check' ELSE ${oneOf(TENDERS, dice(30, 'a.n * 8 + a.slot', TENDERS.length))} END AS type
        FROM acts a JOIN care c USING (n)
    )
    SELECT d.*, ${id('payment', 'd.at', 'd.number')} AS payment_id, ${id('tender', 'd.at', 'd.number')} AS tender_id,
           CASE WHEN d.type IN ('external_card', 'venmo') THEN d.amount_cents * 29 / 1000 + 30 END AS fee_cents,
           CASE d.type WHEN 'cash' THEN 1020 WHEN 'check' THEN 1010 WHEN 'venmo' THEN 1035 WHEN 'unapplied_credit' THEN 2100 ELSE 1030 END AS account,
           CASE WHEN d.slot = 0 AND NOT d.is_open THEN d.excess_cents ELSE 0 END AS refunded_cents
      FROM dated d;
  INSERT INTO payments (clinic_id, id, patient_id, invoice_id, state, source, amount_cents, effective_on, receipt_id, taken_by_kind, taken_by_id, taken_at, settled_at)
    SELECT current_clinic(), payment_id, patient_id, invoice_id, CASE WHEN refunded_cents > 0 THEN 'partly_refunded' ELSE 'succeeded' END, 'desk', amount_cents, day,
           ${id('receipt', 'at', 'number')}, 'api_key', actor_id, at, at FROM made_payments;
  INSERT INTO payment_tenders (clinic_id, id, payment_id, position, type, spends_hsa_fsa, amount_cents, reference, fee_cents, refunded_cents)
    SELECT current_clinic(), tender_id, payment_id, 1, type, false, amount_cents, CASE WHEN type NOT IN ('cash', 'unapplied_credit') THEN 'G-' || number END, fee_cents, refunded_cents
      FROM made_payments;
  INSERT INTO allocations (clinic_id, tender_id, charge_id, payment_id, invoice_id, amount_cents)
    SELECT current_clinic(), p.tender_id, x.charge_id, p.payment_id, p.invoice_id, x.cents
      FROM made_payments p, LATERAL (VALUES (p.first_id, p.first_cents), (p.second_id, p.second_cents)) x (charge_id, cents) WHERE x.charge_id IS NOT NULL;
  INSERT INTO deposits (clinic_id, payment_id, patient_id, purpose) SELECT current_clinic(), payment_id, patient_id, 'deposit' FROM made_payments WHERE slot = 4;`;

const REFUNDS = `
  CREATE TEMP TABLE made_refunds ON COMMIT DROP AS
    SELECT p.n, p.payment_id, p.tender_id, p.patient_id, p.actor_id, p.refunded_cents AS cents, p.account, p.day + 1 AS day, (p.local_at + interval '1 day') AT TIME ZONE p.time_zone AS at
      FROM made_payments p WHERE p.refunded_cents > 0;
  INSERT INTO refunds (clinic_id, id, payment_id, patient_id, status, source, amount_cents, reason, request_key, requested_by_kind, requested_by_id, requested_at)
    SELECT current_clinic(), ${id('refund', 'at', 'n')}, payment_id, patient_id, 'succeeded', 'desk', cents, 'requested_by_patient', 'generated-' || n, 'api_key', actor_id, at FROM made_refunds;
  INSERT INTO refund_tenders (clinic_id, id, refund_id, payment_id, tender_id, position, amount_cents, state, journal_entry_id, effective_on, created_at, settled_at)
    SELECT current_clinic(), ${id('refundTender', 'at', 'n')}, ${id('refund', 'at', 'n')}, payment_id, tender_id, 1, cents, 'succeeded', ${id('refundEntry', 'at', 'n')}, day, at, at
      FROM made_refunds;
  INSERT INTO refund_lines (clinic_id, refund_tender_id, account_number, item_id, payment_id, amount_cents)
    SELECT current_clinic(), ${id('refundTender', 'at', 'n')}, 2000, payment_id, payment_id, cents FROM made_refunds;`;

const SHA = `encode(sha256('generated'), 'hex')`;

const PLANS = `
  CREATE TEMP TABLE made_plans ON COMMIT DROP AS
    SELECT c.n, ${id('plan', 'c.at', 'c.n')} AS id, c.patient_id, c.invoice_id, c.day, c.at, c.actor_id, c.amount_cents FROM care c WHERE c.kind = 'plan';
  INSERT INTO payment_plans (clinic_id, id, number, patient_id, opened_on, opened_by_kind, opened_by_id, opened_at)
    SELECT current_clinic(), id, 'PP-' || lpad(n::text, 8, '0'), patient_id, day, 'api_key', actor_id, at FROM made_plans;
  INSERT INTO plan_schedules (clinic_id, plan_id, version, frequency, installment_count, total_cents, paid_before_cents, grace_days, apr_basis_points, finance_charge_cents,
      amount_financed_cents, total_of_payments_cents, total_sale_price_cents, is_truth_in_lending, agreement, agreement_sha256, made_on, made_by_kind, made_by_id, made_at)
    SELECT current_clinic(), id, 1, 'monthly', 3, amount_cents, 0, 5, 0, 0, amount_cents, amount_cents, amount_cents, false, '{"clauses": []}', ${SHA}, day, 'api_key', actor_id, at
      FROM made_plans;
  INSERT INTO plan_agreements (clinic_id, plan_id, version, signed_name, method, agreement_sha256, signed_at, recorded_by_kind, recorded_by_id, recorded_at)
    SELECT current_clinic(), id, 1, 'Signed', 'paper', ${SHA}, at, 'api_key', actor_id, at FROM made_plans;
  INSERT INTO installments (clinic_id, plan_id, version, number, due_on, amount_cents)
    SELECT current_clinic(), c.id, 1, k, (c.day + k * interval '1 month')::date, ${THIRD('k')} FROM made_plans c, generate_series(1, 3) k;
  INSERT INTO payment_plan_invoices (clinic_id, plan_id, invoice_id, open_cents, allocated_cents)
    SELECT current_clinic(), id, invoice_id, amount_cents, 0 FROM made_plans;`;

/** The money of a chunk's visits. Leaves `made_payments` and `made_refunds`. */
export async function makeMoney(client) {
  await client.query(PAYMENTS);
  await client.query(REFUNDS);
  await client.query(PLANS);
}
