import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import type { PatientView } from './patient.view';
import { PATIENT_COLUMNS, type PatientRow, toPatientView } from './persistence/patients.repository';
import { endOfPrefix, searchTerms } from './persistence/search-words';

/** A search of the clinic's patients. */
export interface PatientSearch {
  /** Beginnings of names, a birth date, phone digits or an account number, in any order; left out: everyone. */
  readonly query?: string;
  /** 1..200, 50 unless told. */
  readonly limit?: number;
  /** The `nextCursor` of the page before, of the same query. */
  readonly cursor?: string;
}

type FoundRow = PatientRow & { readonly sort_key: string };

const EVERYONE = `
  SELECT p.sort_name AS sort_key, ${PATIENT_COLUMNS} FROM patients p
   WHERE (p.sort_name, p.id) > ($1, $2::uuid)
   ORDER BY p.sort_name, p.id LIMIT $3`;

// Walks the index of the most selective prefix in order and asks for the other prefixes row by row, so that a page costs
// what it shows. A patient with two matching words is shown at the first of them.
const FOUND = `
  SELECT w.word AS sort_key, ${PATIENT_COLUMNS}
    FROM patient_search_words w
    JOIN patients p ON p.clinic_id = w.clinic_id AND p.id = w.patient_id
   WHERE w.word >= $4 AND w.word < $5 AND (w.word, w.patient_id) > ($1, $2::uuid)
     AND NOT EXISTS (SELECT 1 FROM patient_search_words e
                      WHERE e.clinic_id = w.clinic_id AND e.patient_id = w.patient_id AND e.word >= $4 AND e.word < w.word)
     AND NOT EXISTS (SELECT 1 FROM unnest($6::text[], $7::text[]) AS t(low, high)
                      WHERE NOT EXISTS (SELECT 1 FROM patient_search_words o
                                         WHERE o.clinic_id = w.clinic_id AND o.patient_id = w.patient_id
                                           AND o.word >= t.low COLLATE "C" AND o.word < t.high COLLATE "C"))
   ORDER BY w.word, w.patient_id LIMIT $3`;

const BEFORE_EVERYTHING = ['', '00000000-0000-0000-0000-000000000000'];

/** Reads the clinic's patients. Tx: joins the open one or opens its own. */
@Injectable()
export class PatientsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `patient_unknown`, also for another clinic's patient. */
  async get(id: PatientId): Promise<PatientView> {
    const row = await this.transactions.run(() =>
      this.sql.one<PatientRow>(`SELECT ${PATIENT_COLUMNS} FROM patients p WHERE p.id = $1`, [id]),
    );
    if (!row) throw new DomainError('patient_unknown', { detail: 'This clinic has no such patient.' });
    return toPatientView(row);
  }

  /**
   * Patients some word of whom begins with each word of the query, in the order of the matching word; everyone in
   * alphabetical order when the query is blank. Pages neither skip nor repeat a patient who stays as they were.
   * Errors: `cursor_invalid`.
   */
  async search({ query = '', limit = DEFAULT_LIMIT, cursor }: PatientSearch): Promise<Page<PatientView>> {
    const position = [...(cursor === undefined ? BEFORE_EVERYTHING : decodeCursor(cursor, 2)), limit + 1];
    const [first, ...others] = searchTerms(query);
    if (first === undefined && query.trim() !== '') return { data: [], nextCursor: null };
    const rows = await this.transactions.run(() =>
      first === undefined
        ? this.sql.query<FoundRow>(EVERYONE, position)
        : this.sql.query<FoundRow>(FOUND, [...position, first, endOfPrefix(first), others, others.map(endOfPrefix)]),
    );
    return pageOf(rows, limit, (row) => [row.sort_key, row.id], toPatientView);
  }
}
