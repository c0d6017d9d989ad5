import type { ReportColumn, ReportDefinition } from '../../domain/reports/report-definition';
import type { ResolvedQuery } from './report-query';

export type Cell = string | number | null;

/** What of a report and the ledger differs. */
export interface ReportDifference {
  /** `tender:<id>`, `charge:<id>`, `account:1100` … */
  readonly subject: string;
  /** US cents of the row it is in. */
  readonly controlCents: number;
  readonly ledgerCents: number;
}

/** How its control total is proved, as it was asked: of all the books, or of the part it is narrowed to. */
export const tieOf = ({ report, query }: Pick<ReportHead, 'report' | 'query'>): string =>
  query.narrowedBy.length > 0 ? report.narrowed : report.tie;

/** What is known of a report before its first row: how it ties, and its sums. */
export interface ReportHead {
  readonly report: ReportDefinition;
  readonly query: ResolvedQuery;
  /** The columns that are shown to whoever asked. */
  readonly columns: readonly ReportColumn[];
  readonly rowCount: number;
  readonly controlTotalCents: number;
  readonly ledgerTotalCents: number;
  readonly differenceCents: number;
  readonly differences: readonly ReportDifference[];
  /** Sums of the columns that are added up, by key. */
  readonly totals: Readonly<Record<string, number>>;
}

interface SinkEnds {
  start(head: ReportHead): Promise<void>;
  end(): Promise<void>;
}

/** Where a report goes, row by row. */
export interface RowSink extends SinkEnds {
  /** Cells in the order of the head's columns; US cents as whole numbers. */
  rows(rows: readonly (readonly Cell[])[]): Promise<void>;
}

/** Where a report goes as lines of CSV, which the database writes. */
export interface LineSink extends SinkEnds {
  /** @param bytes so many lines whole, each with its end */
  lines(bytes: Uint8Array, count: number): Promise<void>;
}

export type ReportSink = RowSink | LineSink;

/** A sink that tells of what goes through it: before its start, and after every batch of rows. */
export function followed(
  sink: ReportSink,
  on: { started: (head: ReportHead) => void; moved?: (count: number) => Promise<void> },
): ReportSink {
  const ends: SinkEnds = {
    start: (head) => {
      on.started(head);
      return sink.start(head);
    },
    end: () => sink.end(),
  };
  if ('lines' in sink)
    return {
      ...ends,
      lines: async (bytes, count) => {
        await sink.lines(bytes, count);
        await on.moved?.(count);
      },
    };
  return {
    ...ends,
    rows: async (rows) => {
      await sink.rows(rows);
      await on.moved?.(rows.length);
    },
  };
}
