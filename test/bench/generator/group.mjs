// The clinic group itself: its places, its people and its patients, as they stand before the first visit.
import { dice, FIRST_NAMES, functions, id, LAST_NAMES, LOCATIONS, oneOf, PAYERS, PROVIDERS } from './words.mjs';

const SINCE = `'2015-01-01T00:00:00Z'::timestamptz`;
const list = (texts) => `unnest(ARRAY[${texts.map((text) => `'${text}'`).join(', ')}]) WITH ORDINALITY AS x (name, n)`;

/** Places, providers and payers; whoever works at the clinic already is who the visits are posted by. */
const PLACES = `
  INSERT INTO locations (clinic_id, id, name, place_of_service, line1, city, state, postal_code)
    SELECT current_clinic(), ${id('location', SINCE, 'n')}, name, '11', n || ' Sample Ave', 'Portland', 'OR', '97202' FROM ${list(LOCATIONS)};
  INSERT INTO providers (clinic_id, id, first_name, last_name, credentials, npi, license_number, license_state, taxonomy_code)
    SELECT current_clinic(), ${id('provider', SINCE, 'n')}, split_part(name, ' ', 1), split_part(name, ' ', 2), 'MD', '1999999' || (975 + n), 'L-' || n, 'OR',
           '2084P0800X' FROM ${list(PROVIDERS)};
  INSERT INTO payers (clinic_id, payer_id, name) SELECT current_clinic(), 'GEN0' || n, name FROM ${list(PAYERS)};`;

/** Every fourth patient is insured. */
export const IS_INSURED = (n) => `${n} % 4 = 0`;

/** Whom every connection that fills has to know. */
const MADE_PATIENTS = (count, first) => `
  CREATE TEMP TABLE made_patients AS
    SELECT n, ${id('patient', SINCE, 'n')} AS id, ${first} + n AS account_number,
           ${oneOf(FIRST_NAMES, dice(1, 'n', FIRST_NAMES.length))} AS first_name, ${oneOf(LAST_NAMES, dice(2, 'n', LAST_NAMES.length))} AS last_name,
           DATE '1950-01-01' + ${dice(3, 'n', 18_000)} AS date_of_birth
      FROM generate_series(1, ${count}) n;
  ALTER TABLE made_patients ADD PRIMARY KEY (n);
  ANALYZE made_patients;`;

const PATIENTS = (count, first) => `
  INSERT INTO patients (clinic_id, id, account_number, first_name, last_name, sort_name, date_of_birth, address_line1, address_city, address_state, address_postal_code)
    SELECT current_clinic(), id, account_number, first_name, last_name, lower(last_name || ' ' || first_name), date_of_birth,
           n || ' Placeholder St', 'Portland', ${oneOf(['OR', 'WA', 'CA', 'ID'], 'n % 4')}, '97202' FROM made_patients;
  INSERT INTO patient_search_words (clinic_id, word, patient_id)
    SELECT DISTINCT current_clinic(), w, id FROM made_patients,
      LATERAL (VALUES (lower(first_name)), (lower(last_name)), (account_number::text), (date_of_birth::text), (to_char(date_of_birth, 'MM/DD/YYYY'))) v (w);
  INSERT INTO coverages (clinic_id, id, patient_id, payer_id, payer_name, member_id, plan_type, network_status, effective_from)
    SELECT current_clinic(), ${id('coverage', SINCE, 'p.n')}, p.id, y.payer_id, y.name, 'W' || (100000000 + p.n), 'commercial', 'in', '2015-01-01'
      FROM made_patients p JOIN payers y ON y.clinic_id = current_clinic() AND y.payer_id = 'GEN0' || (1 + ${dice(4, 'p.n', PAYERS.length)})
     WHERE ${IS_INSURED('p.n')};
  INSERT INTO patient_account_numbers (clinic_id, last_number) VALUES (current_clinic(), ${first} + ${count})
    ON CONFLICT (clinic_id) DO UPDATE SET last_number = excluded.last_number;`;

/** Lets a connection make what stands in the group. Temporary functions and tables stay with it. */
async function readyHand(client, { clinicId, seed, patients, first }) {
  await client.query(functions(seed));
  await client.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
  await client.query(MADE_PATIENTS(patients, first));
}

/** Opens the group with so many patients. @param hands the connections that fill it */
export async function openGroup(hands, { clinicId, seed, patients }) {
  const [client] = hands;
  const { rows } = await client.query(
    `SELECT coalesce((SELECT last_number FROM patient_account_numbers WHERE clinic_id = $1), 10000) AS last`,
    [clinicId],
  );
  const first = rows[0].last;
  for (const hand of hands) await readyHand(hand, { clinicId, seed, patients, first });
  await client.query(PLACES);
  await client.query(PATIENTS(patients, first));
}
