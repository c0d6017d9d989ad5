// Visits, what was charged for them and what was taken off, each on its day; kinds of visits are dice, their shares realistic.
import { IS_INSURED } from './group.mjs';
import { dice, id, LOCATIONS, PRICES, PROVIDERS, SCALED_CENTS } from './words.mjs';

const SINCE = `'2015-01-01T00:00:00Z'::timestamptz`;
/** Visits of the last days are still open; between them and the rest is time for everything else to be paid. */
const OPEN_DAYS = 90;
const PAID_BEFORE_DAYS = 96;
/** Who owes is as many however many were treated: reports of what is open are as long. */
const OPEN_PATIENTS = 40;
const CASE = (column, values) =>
  `CASE ${column} ${Object.entries(values)
    .map(([key, value]) => `WHEN '${key}' THEN ${value}`)
    .join(' ')} END`;

/** One row a visit with all that follows from it. @param span first and last visit of the chunk, of how many, and how many are open */
const CARE = ({ from, to, visits, open, days, until, patients }) => `
  CREATE TEMP TABLE care ON COMMIT DROP AS
    WITH numbered AS (
      SELECT n, n > ${visits - open} AS is_open, 1 + CASE WHEN n > ${visits - open} THEN ${dice(10, 'n', OPEN_PATIENTS)} ELSE ${dice(10, 'n', patients)} END AS patient_n,
             CASE WHEN n > ${visits - open} THEN DATE '${until}' - (${visits} - n)::int * ${OPEN_DAYS} / ${open}
                  ELSE DATE '${until}' - ${PAID_BEFORE_DAYS} - ((${visits - open} - n) * ${days - PAID_BEFORE_DAYS} / ${visits})::int END AS day
        FROM generate_series(${from}::bigint, ${to}::bigint) n
    ), kinds AS (
      SELECT c.*, CASE WHEN ${IS_INSURED('patient_n')} THEN 'insured' WHEN ${dice(11, 'n', 100)} < 12 THEN 'scaled' WHEN ${dice(11, 'n', 100)} < 20 THEN 'plan'
               WHEN ${dice(11, 'n', 100)} < 26 THEN 'deposit' WHEN ${dice(11, 'n', 100)} < 30 THEN 'refund' ELSE 'paid' END AS kind,
             day + time '09:00' + (n * 7919 % 28800) * interval '1 second' AS local_at
        FROM numbered c
    ), placed AS (
      SELECT k.*, k.local_at AT TIME ZONE z.time_zone AS at, z.time_zone,
             CASE kind WHEN 'insured' THEN 'intake' WHEN 'scaled' THEN 'group-im' WHEN 'deposit' THEN 'experiential-im'
               ELSE (ARRAY['experiential-im', 'experiential-im', 'integration', 'intake'])[1 + ${dice(12, 'n', 4)}] END AS service_code
        FROM kinds k, clinics z WHERE z.id = current_clinic()
    )
    SELECT c.*, p.id AS patient_id, ${CASE('c.service_code', PRICES)} AS list_cents,
           CASE c.kind WHEN 'scaled' THEN ${SCALED_CENTS} ELSE ${CASE('c.service_code', PRICES)} END AS amount_cents,
           ${id('visit', 'c.at', 'c.n')} AS visit_id, ${id('charge', 'c.at', 'c.n * 2')} AS charge_id,
           CASE c.kind WHEN 'insured' THEN ${id('charge', 'c.at', 'c.n * 2 + 1')} END AS second_id,
           CASE WHEN c.kind <> 'insured' OR NOT c.is_open THEN ${id('invoice', 'c.at', 'c.n')} END AS invoice_id,
           ${id('location', SINCE, `1 + ${dice(13, 'c.n', LOCATIONS.length)}`)} AS location_id,
           ${id('provider', SINCE, `1 + ${dice(14, 'c.n', PROVIDERS.length)}`)} AS provider_id,
           ${id('coverage', SINCE, 'c.patient_n')} AS coverage_id, a.id AS actor_id, a.label AS actor_label
      FROM placed c
      JOIN made_patients p ON p.n = c.patient_n
      JOIN (SELECT k.id, k.label, row_number() OVER (ORDER BY k.id) - 1 AS place, count(*) OVER () AS many FROM api_keys k
             WHERE k.clinic_id = current_clinic() AND k.role IN ('front_desk', 'biller')) a ON a.place = c.n % a.many;
  ANALYZE care;`;

const VISITS = `
  INSERT INTO visits (clinic_id, id, patient_id, provider_id, location_id, date_of_service, place_of_service, diagnoses, created_by_kind, created_by_id, created_at)
    SELECT current_clinic(), visit_id, patient_id, provider_id, location_id, day, '11', '{F33.2}', 'api_key', actor_id, at FROM care;
  -- A patient is billed with the visit, or once the payer has told what is theirs.
  INSERT INTO invoices (clinic_id, id, number, patient_id, visit_id, issued_on, due_on, created_at)
    SELECT current_clinic(), invoice_id, 'INV-' || lpad(n::text, 8, '0'), patient_id, visit_id, i.on, i.on + 30, (i.on + time '12:00') AT TIME ZONE time_zone
      FROM care, LATERAL (SELECT day + CASE kind WHEN 'insured' THEN 21 ELSE 0 END AS on) i WHERE invoice_id IS NOT NULL;`;

/** An insured visit has a second line. */
const CHARGES = `
  CREATE TEMP TABLE made_charges ON COMMIT DROP AS
    SELECT c.n, c.at, c.day, c.kind, c.visit_id, c.patient_id, c.invoice_id, c.coverage_id, c.actor_id, x.id, x.line, x.code, x.list_cents, x.amount_cents,
           s.id AS service_id, s.revenue_account, s.document_rule
      FROM care c
      CROSS JOIN LATERAL (VALUES (c.charge_id, 1, c.service_code, c.list_cents, c.amount_cents),
        (c.second_id, 2, 'integration', ${PRICES.integration}, ${PRICES.integration})) x (id, line, code, list_cents, amount_cents)
      JOIN services s ON s.clinic_id = current_clinic() AND s.code = x.code
     WHERE x.id IS NOT NULL;
  INSERT INTO charges (clinic_id, id, visit_id, invoice_id, patient_id, line_number, service_id, service_code, description, quantity, unit_price_cents,
      list_price_cents, amount_cents, price_source, route_destination, route, coverage_id, document_rule, hsa_fsa_eligible, procedure_code, procedure_units,
      diagnosis_pointers, revenue_account, date_of_service, rendered_on, patient_responsibility_estimate_cents, created_at)
    SELECT current_clinic(), id, visit_id, invoice_id, patient_id, line, service_id, code, 'Visit', 1, amount_cents, list_cents, amount_cents,
           jsonb_build_object('rule', CASE kind WHEN 'scaled' THEN 'sliding_scale' ELSE 'fixed' END, 'reason', 'Standard price list'),
           CASE kind WHEN 'insured' THEN 'insurance' ELSE 'self_pay' END, '{"row": 9, "rule": "out_of_network_care", "reason": "generated"}',
           CASE kind WHEN 'insured' THEN coverage_id END, CASE kind WHEN 'insured' THEN 'claim' ELSE document_rule END, true,
           CASE WHEN kind = 'insured' THEN CASE line WHEN 1 THEN '99204' ELSE '90834' END END, CASE WHEN kind = 'insured' THEN 1 END,
           '{1}', revenue_account, day, day, CASE kind WHEN 'insured' THEN 0 ELSE amount_cents END, at
      FROM made_charges;
  INSERT INTO routing_decisions (clinic_id, charge_id, id, visit_id, patient_id, date_of_service, service_code, destination, rule, rule_row, reason, notices,
      inputs, decided_by_kind, decided_by_id, decided_at)
    SELECT current_clinic(), id, ${id('routing', 'at', 'n * 2 + line - 1')}, visit_id, patient_id, day, code, CASE kind WHEN 'insured' THEN 'insurance' ELSE 'self_pay' END,
           'out_of_network_care', 9, 'generated', '{}', '{}', 'api_key', actor_id, at FROM made_charges;
  INSERT INTO adjustments (clinic_id, id, charge_id, type, amount_cents, reason, created_at)
    SELECT current_clinic(), ${id('adjustment', 'at', 'n')}, id, 'sliding_scale', list_cents - amount_cents, 'Standard price list', at FROM made_charges
     WHERE kind = 'scaled';`;

/** The visits of a chunk with their charges. Needs a transaction; leaves `care` and `made_charges` to the other parts. */
export async function makeCare(client, span) {
  await client.query(CARE(span));
  await client.query(VISITS);
  await client.query(CHARGES);
}
