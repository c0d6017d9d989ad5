import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import type { PatientView } from './patient.view';
import { PATIENT_COLUMNS, type PatientRow, toPatientView } from './persistence/patients.repository';
import { endOfPrefix, MAX_TERMS, searchTerms } from './persistence/search-words';

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

/** Whether some word of the patient of `w` begins with the prefix between the two parameters. */
const hasWord = (low: number): string => `EXISTS (SELECT 1 FROM patient_search_words o
    WHERE o.clinic_id = w.clinic_id AND o.patient_id = w.patient_id AND o.word >= $${low} AND o.word < $${low + 1})`;

// Walks the index of one prefix in order, from the prefix itself or the last row of the page before, and asks for the
// other prefixes row by row. A patient with two matching words is shown at the first of them.
const found = (others: number): string => `
  SELECT w.word AS sort_key, ${PATIENT_COLUMNS}
    FROM (SELECT w.clinic_id, w.word, w.patient_id FROM patient_search_words w
           WHERE w.clinic_id = current_clinic() AND (w.word, w.patient_id) > ($1, $2::uuid) AND w.word < $5
             ${Array.from({ length: others }, (_, index) => `AND ${hasWord(6 + 2 * index)}`).join(' ')}
             AND NOT EXISTS (SELECT 1 FROM patient_search_words e WHERE e.clinic_id = w.clinic_id
                                AND e.patient_id = w.patient_id AND e.word >= $4 AND e.word < w.word)
           ORDER BY w.word, w.patient_id LIMIT $3) w
    JOIN patients p ON p.clinic_id = w.clinic_id AND p.id = w.patient_id
   ORDER BY w.word, w.patient_id`;

const FOUND: readonly string[] = Array.from({ length: MAX_TERMS }, (_, others) => found(others));

// A walk that ends after a page is over before parallel workers would have started.
const ALONE = `SELECT set_config('max_parallel_workers_per_gather', '0', true)`;

// Counting stops where it no longer matters which prefix is rarer.
const RAREST = `
  SELECT t.low AS term
    FROM unnest($1::text[], $2::text[]) AS t(low, high)
   ORDER BY (SELECT count(*) FROM (SELECT 1 FROM patient_search_words w
                                    WHERE w.word >= t.low COLLATE "C" AND w.word < t.high COLLATE "C" LIMIT 2000) AS seen),
            t.low
   LIMIT 1`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

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
   * Patients some word of whom begins with each word of the query, in the order of the word that fits the rarest of them;
   * everyone in alphabetical order when the query is blank. Pages neither skip nor repeat a patient who stays as they were.
   * Errors: `cursor_invalid`.
   */
  search({ query = '', limit = DEFAULT_LIMIT, cursor }: PatientSearch): Promise<Page<PatientView>> {
    const terms = searchTerms(query);
    if (terms.length === 0 && query.trim() !== '') return Promise.resolve({ data: [], nextCursor: null });
    const [term, ...position] = cursor === undefined ? [] : decodeCursor(cursor, 3);
    if (term !== undefined && term !== '' && !terms.includes(term)) throw new DomainError('cursor_invalid');
    return this.transactions.run(async () => {
      this.sql.defer(ALONE);
      const walked = term ?? (await this.rarest(terms));
      const after = position.length > 0 ? position : [walked, FIRST_ID];
      const rows = await (walked === ''
        ? this.sql.query<FoundRow>(EVERYONE, [...after, limit + 1])
        : this.find(walked, terms, [...after, limit + 1]));
      return pageOf(rows, limit, (row) => [walked, row.sort_key, row.id], toPatientView);
    });
  }

  /** Walking the rarest prefix asks the fewest questions about the others. */
  private async rarest(terms: readonly string[]): Promise<string> {
    if (terms.length < 2) return terms[0] ?? '';
    const row = await this.sql.one<{ term: string }>(RAREST, [terms, terms.map(endOfPrefix)]);
    return row?.term ?? '';
  }

  private find(walked: string, terms: readonly string[], position: readonly unknown[]): Promise<FoundRow[]> {
    const others = terms.filter((term) => term !== walked);
    const prefixes = [walked, ...others].flatMap((term) => [term, endOfPrefix(term)]);
    return this.sql.query<FoundRow>(FOUND[others.length] as string, [...position, ...prefixes]);
  }
}
