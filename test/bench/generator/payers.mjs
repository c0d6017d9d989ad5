// Insured visits: the claim, the payer's decision about it, and what it leaves to the patient.
import { dice, id } from './words.mjs';

/** A day as part of a number that is of this day and this chunk alone. */
const dayKey = (day, chunk) => `((${day} - DATE '2000-01-01') * 10000 + ${chunk} * 10)`;

const CLAIMS = (chunk) => `
  CREATE TEMP TABLE made_claims ON COMMIT DROP AS
    SELECT c.*, v.payer_id, ${id('claim', 'c.at', 'c.n')} AS claim_id, c.day + 21 AS remit_on, (c.day + 21 + time '12:00') AT TIME ZONE c.time_zone AS remit_at,
           ${dayKey('c.day', chunk)} + right(v.payer_id, 1)::int AS batch_key, ${dayKey('c.day + 21', chunk)} + right(v.payer_id, 1)::int AS remit_key
      FROM care c JOIN coverages v ON v.clinic_id = current_clinic() AND v.id = c.coverage_id WHERE c.kind = 'insured';
  INSERT INTO claims (clinic_id, id, control_number, patient_id, visit_id, coverage_id, payer_id, status, frequency, date_of_service, total_cents, filing_due_on, created_at)
    SELECT current_clinic(), claim_id, 'C' || lpad(n::text, 8, '0'), patient_id, visit_id, coverage_id, payer_id, CASE WHEN is_open THEN 'submitted' ELSE 'paid' END,
           'original', day, m.cents, day + 90, at
      FROM made_claims c JOIN (SELECT n, sum(amount_cents) AS cents FROM made_charges GROUP BY n) m USING (n);
  INSERT INTO claim_lines (clinic_id, claim_id, line_number, charge_id, control_number, procedure_code, modifiers, units, amount_cents, diagnosis_pointers)
    SELECT current_clinic(), c.claim_id, m.line, m.id, 'L' || lpad(m.line::text, 4, '0'), CASE m.line WHEN 1 THEN '99204' ELSE '90834' END, '{}', 1, m.amount_cents, '{1}'
      FROM made_claims c JOIN made_charges m USING (n);
  INSERT INTO claim_batches (clinic_id, id, payer_id, control_number, status, claim_count, total_cents, file_text, sha256, created_at, sent_at)
    SELECT current_clinic(), ${id('claimBatch', 'min(c.at)', 'c.batch_key')}, c.payer_id, c.batch_key, 'sent', count(*), sum(l.total_cents), 'generated',
           encode(sha256(c.batch_key::text::bytea), 'hex'), min(c.at), min(c.at)
      FROM made_claims c JOIN claims l ON l.clinic_id = current_clinic() AND l.id = c.claim_id GROUP BY c.batch_key, c.payer_id;
  INSERT INTO claim_batch_items (clinic_id, batch_id, claim_id)
    SELECT current_clinic(), b.id, c.claim_id FROM made_claims c JOIN claim_batches b ON b.clinic_id = current_clinic() AND b.control_number = c.batch_key;
  INSERT INTO claim_events (clinic_id, id, claim_id, event, from_status, to_status, cause_type, cause_id, actor_id, recorded_at)
    SELECT current_clinic(), ${id('claimEvent', 'c.at', 'c.n * 4 + x.place')}, c.claim_id, x.event, x.was, x.is, x.cause, NULL, c.actor_id, CASE x.place WHEN 3 THEN c.remit_at ELSE c.at END
      FROM made_claims c, LATERAL (VALUES (1, 'pass_checks', 'draft', 'validated', 'person'), (2, 'submit', 'validated', 'submitted', 'claim_batch'),
        (3, 'pay', 'submitted', 'paid', 'remittance')) x (place, event, was, "is", cause)
     WHERE x.place < 3 OR NOT c.is_open;`;

const REMITTANCES = `
  CREATE TEMP TABLE made_decisions ON COMMIT DROP AS
    SELECT c.n, c.remit_key, c.remit_on, c.remit_at, c.claim_id, c.patient_id, c.invoice_id, c.actor_id, m.id AS charge_id, m.line, m.list_cents, x.contractual_cents, x.patient_cents,
           m.list_cents - x.contractual_cents - x.patient_cents AS paid_cents, ${id('remittanceClaim', 'c.remit_at', 'c.n')} AS remittance_claim_id
      FROM made_claims c JOIN made_charges m USING (n),
        LATERAL (SELECT m.list_cents * (15 + ${dice(20, 'm.n * 2 + m.line', 10)}) / 100 AS contractual_cents, 1500 + ${dice(21, 'm.n * 2 + m.line', 30)} * 100 AS patient_cents) x
     WHERE NOT c.is_open;
  INSERT INTO clearinghouse_files (clinic_id, id, kind, sha256, file_text, received_at)
    SELECT current_clinic(), ${id('file', 'remit_at', 'remit_key')}, '835', encode(sha256(('835:' || remit_key)::bytea), 'hex'), 'generated', remit_at
      FROM made_decisions GROUP BY remit_key, remit_at;
  INSERT INTO remittances (clinic_id, id, file_id, status, trace_number, originator_id, payer_name, payment_cents, method, paid_on, posted_on, provider_adjustments, warnings, received_at)
    SELECT current_clinic(), ${id('remittance', 'remit_at', 'remit_key')}, ${id('file', 'remit_at', 'remit_key')}, 'posted', 'T' || remit_key, '1512345678',
           'Payer ' || remit_key % 10, sum(paid_cents), 'ACH', remit_on, remit_on, '[]', '[]', remit_at
      FROM made_decisions GROUP BY remit_key, remit_at, remit_on;
  INSERT INTO remittance_claims (clinic_id, id, remittance_id, position, claim_id, control_number, payer_status, outcome, charge_cents, paid_cents, patient_cents, adjustments, remark_codes)
    SELECT current_clinic(), remittance_claim_id, ${id('remittance', 'remit_at', 'remit_key')}, row_number() OVER (PARTITION BY remit_key ORDER BY n), claim_id,
           'C' || lpad(n::text, 8, '0'), 'primary', 'paid', sum(list_cents), sum(paid_cents), sum(patient_cents), '[]', '{}'
      FROM made_decisions GROUP BY n, remittance_claim_id, remit_at, remit_key, claim_id;
  INSERT INTO remittance_lines (clinic_id, remittance_claim_id, line_number, charge_id, paid_cents, contractual_cents, patient_cents, denied_cents, not_covered_cents,
      rework_cents, claim_line_number, claim_id)
    SELECT current_clinic(), remittance_claim_id, line, charge_id, paid_cents, contractual_cents, patient_cents, 0, 0, 0, line, claim_id FROM made_decisions;
  INSERT INTO patient_shares (clinic_id, id, charge_id, invoice_id, amount_cents, discount_cents, source_type, source_id, created_at)
    SELECT current_clinic(), ${id('share', 'remit_at', 'n * 2 + line - 1')}, charge_id, invoice_id, patient_cents, 0, 'remittance_claim', remittance_claim_id, remit_at
      FROM made_decisions;`;

/** Claims of the chunk's insured visits, and the remittances that decided those that are not open. Leaves `made_decisions`. */
export async function makeClaims(client, { chunk }) {
  await client.query(CLAIMS(chunk));
  await client.query(REMITTANCES);
}
