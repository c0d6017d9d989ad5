import { Injectable } from '@nestjs/common';
import type { ReportColumn, ReportDefinition } from '../../domain/reports/report-definition';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { isAll, ReportCursor, type ReportRow, type ReportSums, sumsOf } from './persistence/report-cursor';
import { ReportCatalog } from './report-catalog';
import type { ReportQuery, ResolvedQuery } from './report-query';
import type { Cell, LineSink, ReportDifference, ReportHead, ReportSink, RowSink } from './report-result';
import { ResolveReportQuery } from './resolve-report-query';

const DIFFERENCES_TOLD = 100;

interface Told {
  readonly report: ReportDefinition;
  readonly query: ResolvedQuery;
  /** Those that are shown to whoever asked. */
  readonly columns: readonly ReportColumn[];
}

export interface RunOptions {
  /** What leaves the house has to tie: one that does not is refused before its first byte. */
  readonly mustTie: boolean;
}

/**
 * Runs a report from the database into a sink, as fast as the sink takes it. Its control total comes from its own rows, its
 * ledger total from the journal; both, and every row, are of one moment.
 *
 * Tx: opens one that only reads. Errors: `report_unknown`, those of {@link ResolveReportQuery}, `report_does_not_tie`.
 */
@Injectable()
export class RunReport {
  constructor(
    private readonly tx: Transactions,
    private readonly catalog: ReportCatalog,
    private readonly resolve: ResolveReportQuery,
    private readonly cursor: ReportCursor,
  ) {}

  async execute(wish: ReportQuery, sink: ReportSink, { mustTie }: RunOptions): Promise<void> {
    const report = this.catalog.get(wish.name);
    const query = await this.resolve.execute(report, wish);
    const columns = report.columns.filter(({ type }) => type !== 'name' || query.withNames);
    const told = { report, query, columns };
    await this.tx.runSnapshot(() =>
      'lines' in sink ? this.writeLines(told, sink, mustTie) : this.writeRows(told, sink, mustTie),
    );
  }

  private async writeRows(told: Told, sink: RowSink, mustTie: boolean): Promise<void> {
    const { report, query, columns } = told;
    let isStarted = false;
    for await (const rows of this.cursor.rows(report, query)) {
      if (!isStarted) {
        const sums = isAll(rows) ? sumsOf(report, rows) : await this.cursor.sums(report, query);
        await start(sink, await this.headOf(told, sums, rows), mustTie);
        isStarted = true;
      }
      await sink.rows(rows.map((row) => columns.map((column) => cellOf(row, column))));
    }
    await sink.end();
  }

  private async writeLines(told: Told, sink: LineSink, mustTie: boolean): Promise<void> {
    const { sums, blocks, discard } = await this.cursor.lines(told.report, told.query, told.columns);
    if (sums.wrong_count !== '0') discard();
    await start(sink, await this.headOf(told, sums), mustTie);
    for await (const { bytes, count } of blocks) await sink.lines(bytes, count);
    await sink.end();
  }

  /** @param rows the first ones, when they are at hand */
  private async headOf(
    { report, query, columns }: Told,
    sums: ReportSums,
    rows: readonly ReportRow[] | undefined = undefined,
  ): Promise<ReportHead> {
    const control = Number(sums.control_cents);
    const ledger = Number(sums.ledger_cents);
    return {
      report,
      query,
      columns,
      rowCount: Number(sums.row_count),
      controlTotalCents: control,
      ledgerTotalCents: ledger,
      differenceCents: control - ledger,
      differences: sums.wrong_count === '0' ? [] : await this.differences(report, query, rows),
      totals: totalsOf(report, sums),
    };
  }

  private async differences(
    report: ReportDefinition,
    query: ResolvedQuery,
    rows: readonly ReportRow[] | undefined,
  ): Promise<ReportDifference[]> {
    const wrong =
      rows && isAll(rows)
        ? rows.filter((row) => row['differs'] !== null)
        : await this.cursor.wrongRows(report, query, DIFFERENCES_TOLD);
    return wrong
      .flatMap((row) =>
        (row['differs'] as string[]).map((subject) => ({
          subject,
          controlCents: Number(row['control_cents']),
          ledgerCents: Number(row['ledger_cents']),
        })),
      )
      .slice(0, DIFFERENCES_TOLD);
  }
}

async function start(sink: ReportSink, head: ReportHead, mustTie: boolean): Promise<void> {
  const { differenceCents, differences, controlTotalCents, ledgerTotalCents } = head;
  if (mustTie && (differenceCents !== 0 || differences.length > 0))
    throw new DomainError('report_does_not_tie', {
      detail: 'The report and the ledger do not agree, so it is not handed out. Look at what differs first.',
      facts: { controlTotalCents, ledgerTotalCents, differenceCents, differences },
    });
  await sink.start(head);
}

const totalsOf = (report: ReportDefinition, sums: ReportSums): Record<string, number> =>
  Object.fromEntries(
    report.columns.flatMap(({ column, key }) =>
      sums[`sum_${column}`] === undefined ? [] : [[key, Number(sums[`sum_${column}`])]],
    ),
  );

const NUMBERS: readonly ReportColumn['type'][] = ['cents', 'balance', 'plain', 'count', 'number', 'account'];

function cellOf(row: ReportRow, { column, type }: ReportColumn): Cell {
  const value = row[column] ?? null;
  if (value === null || value === '') return null;
  if (NUMBERS.includes(type)) return Number(value);
  if (value instanceof Date) return value.toISOString();
  return String(value);
}
