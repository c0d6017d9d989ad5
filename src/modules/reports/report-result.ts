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

/** Where a report goes, row by row. */
export interface ReportSink {
  start(head: ReportHead): Promise<void>;
  /** Cells in the order of the head's columns; US cents as whole numbers. */
  rows(rows: readonly (readonly Cell[])[]): Promise<void>;
  end(): Promise<void>;
}
