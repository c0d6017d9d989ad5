// The chunk as the ledger has it: the entries the recipes of the service make (src/domain/ledger), under their hashes, and all
// that is kept beside them.
import { id } from './words.mjs';

const CHARGE_LINES = `
  SELECT ${id('chargeEntry', 'c.at', 'c.n * 2 + c.line - 1')}, 'charge', 'charge', c.id, c.day, c.at, c.actor_id, l.*
    FROM made_charges c, LATERAL (SELECT CASE c.kind WHEN 'insured' THEN NULL ELSE c.invoice_id END AS invoice_id) i,
      LATERAL (VALUES (1, CASE c.kind WHEN 'insured' THEN 1200 ELSE 1100 END, c.list_cents, c.patient_id, i.invoice_id, c.id),
        (2, c.revenue_account, -c.list_cents, c.patient_id, i.invoice_id, NULL)) l
  UNION ALL
  SELECT ${id('adjustmentEntry', 'c.at', 'c.n')}, 'adjustment', 'adjustment', ${id('adjustment', 'c.at', 'c.n')}, c.day, c.at, c.actor_id, l.*
    FROM made_charges c,
      LATERAL (VALUES (1, 4910, c.list_cents - c.amount_cents, c.patient_id, c.invoice_id, NULL::uuid), (2, 1100, c.amount_cents - c.list_cents, c.patient_id, c.invoice_id, c.id)) l
   WHERE c.kind = 'scaled'`;

const MONEY_LINES = `
  SELECT ${id('tenderEntry', 'p.at', 'p.number')}, 'payment', 'tender', p.tender_id, p.day, p.at, p.actor_id, l.*
    FROM made_payments p LEFT JOIN made_payments d ON p.slot = 5 AND d.n = p.n AND d.slot = 4,
      LATERAL (VALUES (1, p.account, p.amount_cents, d.patient_id, NULL::uuid, d.payment_id), (2, 1100, -p.first_cents, p.patient_id, p.invoice_id, p.first_id),
        (3, 1100, -p.second_cents, p.patient_id, p.invoice_id, p.second_id),
        (CASE p.slot WHEN 4 THEN 2 ELSE 3 END, CASE p.slot WHEN 4 THEN 2100 ELSE 2000 END, -p.excess_cents, p.patient_id, NULL, p.payment_id)) l (line_no, account, cents, a, b, c)
   WHERE l.cents <> 0
  UNION ALL
  SELECT ${id('feeEntry', 'p.at', 'p.number')}, 'fee', 'tender', p.tender_id, p.day, p.at, p.actor_id, l.*
    FROM made_payments p, LATERAL (VALUES (1, 6000, p.fee_cents, NULL::uuid, NULL::uuid, NULL::uuid), (2, p.account, -p.fee_cents, NULL, NULL, NULL)) l WHERE p.fee_cents > 0
  UNION ALL
  SELECT ${id('refundEntry', 'r.at', 'r.n')}, 'refund', 'refund', ${id('refundTender', 'r.at', 'r.n')}, r.day, r.at, r.actor_id, l.*
    FROM made_refunds r, LATERAL (VALUES (1, 2000, r.cents, r.patient_id, NULL::uuid, r.payment_id), (2, CASE r.account WHEN 1010 THEN 1000 ELSE r.account END, -r.cents, NULL, NULL, NULL)) l`;

const CLAIM_LINES = `
  SELECT ${id('claimEntry', 'd.remit_at', 'd.n')}, 'adjudication', 'remittance_claim', d.remittance_claim_id, d.remit_on, d.remit_at, d.actor_id, l.*
    FROM made_decisions d JOIN made_decisions s ON s.n = d.n AND s.line = 2,
      LATERAL (VALUES (1, 1040, d.paid_cents + s.paid_cents, NULL::uuid, NULL::uuid, NULL::uuid), (2, 4900, d.contractual_cents + s.contractual_cents, d.patient_id, NULL, NULL),
        (3, 1100, d.patient_cents, d.patient_id, d.invoice_id, d.charge_id), (4, 1200, -d.list_cents, d.patient_id, NULL, d.charge_id),
        (5, 1100, s.patient_cents, d.patient_id, d.invoice_id, s.charge_id), (6, 1200, -s.list_cents, d.patient_id, NULL, s.charge_id)) l
   WHERE d.line = 1`;

const ENTRIES = `
  CREATE TEMP TABLE made_lines (entry_id uuid, kind text, source_type text, source_id uuid, day date, at timestamptz, actor_id uuid, line_no smallint, account int,
    cents bigint, patient_id uuid, invoice_id uuid, item_id uuid) ON COMMIT DROP;
  INSERT INTO made_lines ${CHARGE_LINES};
  INSERT INTO made_lines ${MONEY_LINES};
  INSERT INTO made_lines ${CLAIM_LINES};
  INSERT INTO journal_entries (clinic_id, id, kind, source_type, source_id, effective_on, recorded_at, actor_id, content_hash)
    SELECT current_clinic(), entry_id, kind, source_type, source_id, day, at, actor_id,
           sha256(convert_to(concat_ws('|', current_clinic(), entry_id, kind, source_type, source_id, day, extract(epoch FROM at), '', actor_id, '',
             string_agg(line_no || ':' || account || ':' || cents || ':' || coalesce(patient_id::text, '') || ':' || coalesce(invoice_id::text, '') || ':' || coalesce(item_id::text, ''),
               ';' ORDER BY line_no)), 'UTF8'))
      FROM made_lines GROUP BY entry_id, kind, source_type, source_id, day, at, actor_id ORDER BY at, entry_id;
  INSERT INTO journal_lines (clinic_id, entry_id, line_no, account_number, amount_cents, patient_id, invoice_id, item_id, effective_on)
    SELECT current_clinic(), entry_id, line_no, account, cents, patient_id, invoice_id, item_id, day FROM made_lines ORDER BY at, entry_id, line_no;
  INSERT INTO open_items (clinic_id, account_number, item_id, patient_id, invoice_id, effective_on, original_cents, open_cents)
    SELECT current_clinic(), account, item_id, (array_agg(patient_id))[1], (array_agg(invoice_id ORDER BY at))[1], min(day),
           sum(abs(cents)) FILTER (WHERE (cents > 0) = (account < 2000)), sum(CASE WHEN account < 2000 THEN cents ELSE -cents END)
      FROM made_lines WHERE item_id IS NOT NULL GROUP BY account, item_id;`;

const EVENTS = `
  INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, role, action, subject_type, subject_id, request_id, ip)
    SELECT current_clinic(), ${id('audit', 'at', 'number')}, at, 'api_key', actor_id, actor_label, 'front_desk', action, subject, subject_id, '-', '192.0.2.1' FROM (
      SELECT n * 16 AS number, at, actor_id, actor_label, 'visit.post' AS action, 'visit' AS subject, visit_id::text AS subject_id FROM care
      UNION ALL
      SELECT n * 16 + 1 + slot, at, actor_id, actor_label, CASE slot WHEN 4 THEN 'deposit.take' WHEN 5 THEN 'credit.apply' ELSE 'payment.take' END, 'payment', payment_id::text
        FROM made_payments
      UNION ALL
      SELECT r.n * 16 + 10, r.at, r.actor_id, c.actor_label, 'refund.settle', 'refund', ${id('refund', 'r.at', 'r.n')}::text FROM made_refunds r JOIN care c USING (n)) x;`;

/** Books everything the other parts made. Answers how many lines there are more. */
export async function keepBooks(client) {
  await client.query(ENTRIES);
  await client.query(EVENTS);
  const { rows } = await client.query('SELECT count(*)::int AS lines FROM made_lines');
  return rows[0].lines;
}

const COUNTERS = `
  INSERT INTO number_sequences (clinic_id, kind, last_number)
    SELECT current_clinic(), k, $1 FROM unnest(ARRAY['invoice', 'payment_plan']) k ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = greatest(number_sequences.last_number, excluded.last_number)`;
const CLAIM_COUNTERS = `
  INSERT INTO claim_counters (clinic_id, kind, last_number)
    SELECT current_clinic(), k, greatest($1, (SELECT max(control_number) FROM claim_batches WHERE clinic_id = current_clinic())) FROM unnest(ARRAY['claim', 'interchange']) k
    ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = greatest(claim_counters.last_number, excluded.last_number)`;

/** Once all is committed: numbers go on behind those given, and the jobs of the ledger have been. */
export async function closeBooks(client, { clinicId, visits, until }) {
  await client.query(COUNTERS, [visits]);
  await client.query(CLAIM_COUNTERS, [visits]);
  await client.query('SELECT roll_up_journal($1)', [clinicId]);
  await client.query('SELECT seal_journal($1, now())', [clinicId]);
  // Up to the last day: what the service does afterwards is sealed by its own job.
  await client.query(
    `SELECT seal_audit_events($1, ($2::date + 1)::timestamp AT TIME ZONE time_zone, now()) FROM clinics WHERE id = $1`,
    [clinicId, until],
  );
}
