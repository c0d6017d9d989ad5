import { Injectable } from '@nestjs/common';
import type { AuthorizationId, CoverageId, PatientId } from '../../kernel/ids';
import { DomainError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import type { AuthorizationView, CoverageView, SelfPayElectionView } from './coverage.view';
import {
  type AuthorizationRow,
  type CoverageRow,
  type ElectionRow,
  toAuthorizationView,
  toCoverageView,
  toElectionView,
} from './persistence/coverage.rows';

interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string;
}

const BEFORE_EVERYTHING = '00000000-0000-0000-0000-000000000000';
const NEXT = 'WHERE patient_id = $1 AND id > $2 ORDER BY id LIMIT $3';

/** Reads what is on file about who pays for a patient. Tx: joins the open one or opens its own. */
@Injectable()
export class CoverageReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly patients: PatientsReader,
  ) {}

  /** Errors: `coverage_unknown`, also for another clinic's. */
  async get(id: CoverageId): Promise<CoverageView> {
    const row = await this.transactions.run(() =>
      this.sql.one<CoverageRow>('SELECT * FROM coverages WHERE id = $1', [id]),
    );
    if (!row) throw new DomainError('coverage_unknown', { detail: 'This clinic has no such coverage.' });
    return toCoverageView(row);
  }

  /** An authorization, or undefined, also for another clinic's. */
  async findAuthorization(id: AuthorizationId): Promise<AuthorizationView | undefined> {
    const row = await this.transactions.run(() =>
      this.sql.one<AuthorizationRow>('SELECT * FROM authorizations WHERE id = $1', [id]),
    );
    return row && toAuthorizationView(row);
  }

  /** In the order they were written down. Errors: `patient_unknown`, `cursor_invalid`. */
  coveragesOf(patientId: PatientId, page: PageOptions = {}): Promise<Page<CoverageView>> {
    return this.page<CoverageRow, CoverageView>(`SELECT * FROM coverages ${NEXT}`, patientId, page, toCoverageView);
  }

  /** Errors: `patient_unknown`, `cursor_invalid`. */
  authorizationsOf(patientId: PatientId, page: PageOptions = {}): Promise<Page<AuthorizationView>> {
    const text = `SELECT * FROM authorizations ${NEXT}`;
    return this.page<AuthorizationRow, AuthorizationView>(text, patientId, page, toAuthorizationView);
  }

  /** Errors: `patient_unknown`, `cursor_invalid`. */
  electionsOf(patientId: PatientId, page: PageOptions = {}): Promise<Page<SelfPayElectionView>> {
    const text = `SELECT * FROM self_pay_elections ${NEXT}`;
    return this.page<ElectionRow, SelfPayElectionView>(text, patientId, page, toElectionView);
  }

  private page<Row extends { id: string }, View>(
    text: string,
    patientId: PatientId,
    { limit = DEFAULT_LIMIT, cursor }: PageOptions,
    toView: (row: Row) => View,
  ): Promise<Page<View>> {
    const [after] = cursor === undefined ? [BEFORE_EVERYTHING] : decodeCursor(cursor, 1);
    return this.transactions.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.sql.query<Row>(text, [patientId, after, limit + 1]);
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}
