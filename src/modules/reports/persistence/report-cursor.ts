import { Injectable } from '@nestjs/common';
import type { ReportColumn, ReportDefinition } from '../../../domain/reports/report-definition';
import type { CopiedLines } from '../../../platform/database/copy-out';
import { Sql } from '../../../platform/database/sql';
import type { ResolvedQuery } from '../report-query';
import { csvFields } from './csv-fields';

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

/** A report as the database writes it. */
export interface ReportLines {
  readonly sums: ReportSums;
  readonly blocks: AsyncGenerator<CopiedLines>;
  discard(): void;
}

const isSummed = (type: string): boolean => type === 'cents' || type === 'count';

/**
 * The rows of a report through a cursor of the database: however many there are, two batches are in memory, one that is being
 * written and the next on its way. Needs a snapshot, so that rows and sums are of one moment.
 */
@Injectable()
export class ReportCursor {
  constructor(private readonly sql: Sql) {}

  /** At least one batch, which may be empty. */
  async *rows(report: ReportDefinition, query: ResolvedQuery): AsyncGenerator<ReportRow[]> {
    await this.open(report.statement, valuesOf(report, query));
    yield* this.batches<ReportRow>(ROWS_AT_ONCE);
  }

  /**
   * The rows as lines of CSV, and their sums, for which the report is worked out once: its rows are kept by the database,
   * summed, and handed out. The first line is the sums. Call off `lines` before anything else is asked of the transaction.
   */
  async lines(report: ReportDefinition, query: ResolvedQuery, columns: readonly ReportColumn[]): Promise<ReportLines> {
    const sums = sumColumns(report);
    const fields = [
      `concat_ws('|', ${sums.map(({ value }) => value).join(', ')})`,
      ...columns.slice(1).map(() => 'NULL'),
    ];
    // A large report is sorted and kept whole before its first line; few are made at once.
    await this.sql.execute(`SELECT set_config('work_mem', '64MB', true)`);
    const copy = this.sql.copyOut(
      `WITH r AS MATERIALIZED (${report.statement})
       SELECT ${fields.join(', ')} FROM r UNION ALL SELECT ${csvFields(columns).join(', ')} FROM r`,
      valuesOf(report, query),
    );
    const blocks = copy.read();
    const { value: first } = await blocks.next();
    const [line = ''] = String(first?.bytes).split(/[,\r]/);
    const values = line.split('|');
    return {
      sums: Object.fromEntries(sums.map(({ name }, place) => [name, values[place]])) as unknown as ReportSums,
      blocks,
      discard: () => copy.discard(),
    };
  }

  private async open(statement: string, values: readonly string[]): Promise<void> {
    await this.sql.execute(`SELECT set_config('cursor_tuple_fraction', '1', true)`);
    await this.sql.execute(`DECLARE report_rows NO SCROLL CURSOR FOR ${statement}`, values);
  }

  /** The next batch is asked for before this one is written, so that neither side waits for the other. */
  private async *batches<Row extends object>(size: number): AsyncGenerator<Row[]> {
    const fetch = (): Promise<Row[]> => {
      const rows = this.sql.query<Row>(`FETCH ${size} FROM report_rows`);
      // Whoever stops reading never asks how the next fetch went.
      rows.catch(() => undefined);
      return rows;
    };
    let next = fetch();
    for (;;) {
      const rows = await next;
      const isLast = rows.length < size;
      if (!isLast) next = fetch();
      yield rows;
      if (isLast) return;
    }
  }

  /** Worked out by the database, for a report that does not fit into one fetch. */
  async sums(report: ReportDefinition, query: ResolvedQuery): Promise<ReportSums> {
    const columns = sumColumns(report).map(({ name, value }) => `${value} AS "${name}"`);
    const [sums] = await this.sql.query<ReportSums>(
      `SELECT ${columns.join(', ')} FROM (${report.statement}) r`,
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

/** What is added up over the rows `r` of a report. */
const sumColumns = (report: ReportDefinition): { name: string; value: string }[] => [
  { name: 'row_count', value: 'count(*)' },
  { name: 'control_cents', value: 'coalesce(sum(r.control_cents), 0)' },
  { name: 'ledger_cents', value: 'coalesce(sum(r.ledger_cents), 0)' },
  { name: 'wrong_count', value: 'count(r.differs)' },
  ...report.columns
    .filter(({ type }) => isSummed(type))
    .map(({ column }) => ({ name: `sum_${column}`, value: `coalesce(sum(r."${column}"), 0)` })),
];

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
