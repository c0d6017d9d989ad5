import { Injectable } from '@nestjs/common';
import { nameWords } from '../../../domain/patients/name-words';
import { parseBusinessDate } from '../../../kernel/business-date';
import { formatInstant, fromDate } from '../../../kernel/clock';
import type { PatientId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Sql } from '../../../platform/database/sql';
import type { PatientAddress, PatientDetails } from '../patient-details';
import type { PatientView, Sex } from '../patient.view';
import { searchWordsOf, sortNameOf } from './search-words';

/** A row of `patients` as {@link PATIENT_COLUMNS} selects it. */
export interface PatientRow {
  readonly id: PatientId;
  readonly account_number: string;
  readonly first_name: string;
  readonly middle_name: string | null;
  readonly last_name: string;
  readonly preferred_name: string | null;
  readonly other_names: string[];
  readonly date_of_birth: string;
  readonly sex: Sex | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PatientAddress | null;
  readonly version: number;
  readonly created_at: Date;
}

/** The columns of {@link PatientRow}, of the table under the alias `p`. */
export const PATIENT_COLUMNS = `p.id, p.account_number, p.first_name, p.middle_name, p.last_name, p.preferred_name,
  p.other_names, p.date_of_birth, p.sex, p.email, p.phone, p.version, p.created_at,
  CASE WHEN p.address_line1 IS NOT NULL THEN json_build_object('line1', p.address_line1, 'line2', p.address_line2,
    'city', p.address_city, 'state', p.address_state, 'postalCode', p.address_postal_code) END AS address`;

const DETAIL_COLUMNS = `first_name, middle_name, last_name, preferred_name, other_names, sort_name, date_of_birth, sex,
  email, phone, address_line1, address_line2, address_city, address_state, address_postal_code`;

const detailValues = (details: PatientDetails): unknown[] => [
  details.firstName,
  details.middleName,
  details.lastName,
  details.preferredName,
  details.otherNames,
  sortNameOf(details),
  details.dateOfBirth.toString(),
  details.sex,
  details.email,
  details.phone,
  details.address?.line1 ?? null,
  details.address?.line2 ?? null,
  details.address?.city ?? null,
  details.address?.state ?? null,
  details.address?.postalCode ?? null,
];

// One statement: the counter row is locked only from here to the end of a short transaction.
const INSERT = `
  WITH numbered AS (
    INSERT INTO patient_account_numbers AS n (clinic_id, last_number) VALUES (current_clinic(), 10001)
    ON CONFLICT (clinic_id) DO UPDATE SET last_number = n.last_number + 1
    RETURNING last_number
  ), p AS (
    INSERT INTO patients (clinic_id, id, created_at, updated_at, account_number, ${DETAIL_COLUMNS})
    SELECT current_clinic(), $1, $2::timestamptz, $2::timestamptz, last_number, $4, $5, $6, $7, $8::text[], $9, $10::date, $11, $12,
           $13, $14, $15, $16, $17, $18
      FROM numbered
    RETURNING *
  ), worded AS (
    INSERT INTO patient_search_words (clinic_id, word, patient_id)
    SELECT p.clinic_id, w.word, p.id FROM p, unnest($3::text[] || p.account_number::text) AS w(word)
    ON CONFLICT DO NOTHING
  )
  SELECT ${PATIENT_COLUMNS} FROM p`;

const UPDATE = `
  WITH p AS (
    UPDATE patients SET (${DETAIL_COLUMNS}) = ROW($4, $5, $6, $7, $8::text[], $9, $10::date, $11, $12, $13, $14, $15, $16,
                                                  $17, $18),
           version = version + 1, updated_at = $2::timestamptz
     WHERE clinic_id = current_clinic() AND id = $1
    RETURNING *
  ), wanted AS (
    SELECT p.clinic_id, w.word, p.id FROM p, unnest($3::text[] || p.account_number::text) AS w(word)
  ), dropped AS (
    DELETE FROM patient_search_words s WHERE s.patient_id = $1 AND s.word NOT IN (SELECT word FROM wanted)
  ), worded AS (
    INSERT INTO patient_search_words (clinic_id, word, patient_id) SELECT * FROM wanted ON CONFLICT DO NOTHING
  )
  SELECT ${PATIENT_COLUMNS} FROM p`;

const POSSIBLE_DUPLICATES = `
  SELECT p.id FROM patients p
   WHERE p.date_of_birth = $1::date
     AND EXISTS (SELECT 1 FROM patient_search_words w WHERE w.clinic_id = p.clinic_id AND w.patient_id = p.id AND w.word = ANY($2::text[]))
   ORDER BY p.id LIMIT 20`;

/** Rows of `patients` together with the words they are found by. Needs a transaction. */
@Injectable()
export class PatientsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(id: PatientId, at: Date, details: PatientDetails): Promise<PatientRow> {
    return this.write(INSERT, [id, at, searchWordsOf(details), ...detailValues(details)]);
  }

  async update(id: PatientId, at: Date, details: PatientDetails): Promise<PatientRow> {
    return this.write(UPDATE, [id, at, searchWordsOf(details), ...detailValues(details)]);
  }

  /** The row, locked until the transaction ends. */
  lock(id: PatientId): Promise<PatientRow | undefined> {
    return this.sql.one<PatientRow>(`SELECT ${PATIENT_COLUMNS} FROM patients p WHERE p.id = $1 FOR UPDATE OF p`, [id]);
  }

  /** At most twenty patients born that day who share a word of the last name. */
  async possibleDuplicates(details: PatientDetails): Promise<PatientId[]> {
    const words = nameWords(details.lastName);
    const rows = await this.sql.query<{ id: PatientId }>(POSSIBLE_DUPLICATES, [details.dateOfBirth.toString(), words]);
    return rows.map((row) => row.id);
  }

  private async write(text: string, values: readonly unknown[]): Promise<PatientRow> {
    const row = await this.sql.one<PatientRow>(text, values);
    invariant(row, 'the written patient was not returned');
    return row;
  }
}

/** The stored facts of a row, to be changed and written back. */
export const toDetails = (row: PatientRow): PatientDetails => ({
  firstName: row.first_name,
  middleName: row.middle_name,
  lastName: row.last_name,
  preferredName: row.preferred_name,
  otherNames: row.other_names,
  dateOfBirth: parseBusinessDate(row.date_of_birth),
  sex: row.sex,
  email: row.email,
  phone: row.phone,
  address: row.address,
});

/** A row as the world sees it. */
export const toPatientView = (row: PatientRow): PatientView => ({
  ...toDetails(row),
  dateOfBirth: row.date_of_birth,
  id: row.id,
  accountNumber: row.account_number,
  version: row.version,
  createdAt: formatInstant(fromDate(row.created_at)),
});
