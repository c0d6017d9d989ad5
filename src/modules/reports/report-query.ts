import type { ReportFilter, ReportParameter } from '../../domain/reports/report-definition';

/** What somebody asked of a report, as it was asked. */
export interface ReportQuery {
  readonly name: string;
  /** First and last business day. */
  readonly from?: string;
  readonly to?: string;
  /** A business day to look at the end of, or the moment as of whose records. */
  readonly asOf?: string;
  readonly location?: string;
  readonly provider?: string;
  readonly payer?: string;
  readonly tender?: string;
  readonly service?: string;
  readonly user?: string;
  readonly account?: string;
  readonly groupBy?: string;
  /** Patients by name; by account number unless told. */
  readonly withNames?: boolean;
  /** A batch of a journal, instead of days. */
  readonly batch?: string;
}

/** A query made whole: every parameter has the value it is bound with. */
export interface ResolvedQuery {
  readonly name: string;
  readonly withNames: boolean;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  /** RFC 3339; null: everything recorded until now. */
  readonly knownAt: string | null;
  /** By what it shows a part of the books alone. */
  readonly narrowedBy: readonly ReportFilter[];
  readonly values: Readonly<Record<ReportParameter, string>>;
}
