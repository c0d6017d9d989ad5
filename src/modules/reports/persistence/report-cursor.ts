import { Injectable } from '@nestjs/common';
import type { ReportDefinition } from '../../../domain/reports/report-definition';
import { Sql } from '../../../platform/database/sql';
import type { ResolvedQuery } from '../report-query';

/** A row as the database gives it: numbers as text. */
export type ReportRow = Readonly<Record<string, string | number | Date | string[] | null>>;

/** Sums over all rows, US cents as text. */
export interface ReportSums {
  readonly row_count: string;
  readonly control_cents: string;
  readonly ledger_cents: string;
  readonly wrong_count: string;
  readonly [column: string]: string;
}

const ROWS_AT_ONCE = 1_000;

const isSummed = (type: string): boolean => type === 'cents' || type === 'count';

/**
 * The rows of a report through a cursor of the database: however many there are, a thousand are in memory.
 * Needs a snapshot, so that rows and sums are of one moment.
 */
@Injectable()
export class ReportCursor {
  constructor(private readonly sql: Sql) {}

  async *rows(report: ReportDefinition, query: ResolvedQuery): AsyncGenerator<ReportRow[]> {
    await this.sql.execute(`SELECT set_config('cursor_tuple_fraction', '1', true)`);
    await this.sql.execute(`DECLARE report_rows NO SCROLL CURSOR FOR ${report.statement}`, valuesOf(report, query));
    for (;;) {
      const rows = await this.sql.query<ReportRow>(`FETCH ${ROWS_AT_ONCE} FROM report_rows`);
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  /** Worked out by the database, for a report that does not fit into one fetch. */
  async sums(report: ReportDefinition, query: ResolvedQuery): Promise<ReportSums> {
    const columns = report.columns
      .filter(({ type }) => isSummed(type))
      .map(({ column }) => `, coalesce(sum(r."${column}"), 0) AS "sum_${column}"`);
    const [sums] = await this.sql.query<ReportSums>(
      `SELECT count(*) AS row_count, coalesce(sum(r.control_cents), 0) AS control_cents, coalesce(sum(r.ledger_cents), 0) AS ledger_cents,
              count(r.differs) AS wrong_count${columns.join('')} FROM (${report.statement}) r`,
      valuesOf(report, query),
    );
    return sums as ReportSums;
  }

  /** The rows that do not tie, at most so many. */
  wrongRows(report: ReportDefinition, query: ResolvedQuery, most: number): Promise<ReportRow[]> {
    return this.sql.query<ReportRow>(
      `SELECT * FROM (${report.statement}) r WHERE r.differs IS NOT NULL LIMIT ${most}`,
      valuesOf(report, query),
    );
  }
}

const valuesOf = (report: ReportDefinition, query: ResolvedQuery): string[] =>
  report.bound.map((parameter) => query.values[parameter]);

/** As {@link ReportCursor.sums}, of rows that are all at hand. */
export function sumsOf(report: ReportDefinition, rows: readonly ReportRow[]): ReportSums {
  const sum = (column: string): string =>
    rows.reduce((total, row) => total + BigInt(String(row[column] ?? 0)), 0n).toString();
  return {
    row_count: String(rows.length),
    control_cents: sum('control_cents'),
    ledger_cents: sum('ledger_cents'),
    wrong_count: String(rows.filter((row) => row['differs'] !== null).length),
    ...Object.fromEntries(
      report.columns.filter(({ type }) => isSummed(type)).map(({ column }) => [`sum_${column}`, sum(column)]),
    ),
  };
}

export const isAll = (rows: readonly ReportRow[]): boolean => rows.length < ROWS_AT_ONCE;
