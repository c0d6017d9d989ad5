import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/invariant';
import { CheckReportQuery } from './check-report-query';
import type { ReportQuery } from './report-query';
import type { Cell, ReportHead, RowSink } from './report-result';
import { RunReport } from './run-report';

/** A report to look at: its head, and its first rows. */
export interface ReportPage {
  readonly head: ReportHead;
  readonly rows: readonly (readonly Cell[])[];
}

class Enough extends Error {
  override readonly name = 'Enough';
}

/** Keeps the first rows and wants no more. */
class FirstRows implements RowSink {
  head: ReportHead | undefined;
  readonly kept: (readonly Cell[])[] = [];

  constructor(private readonly most: number) {}

  start(head: ReportHead): Promise<void> {
    this.head = head;
    return Promise.resolve();
  }

  rows(rows: readonly (readonly Cell[])[]): Promise<void> {
    this.kept.push(...rows.slice(0, this.most - this.kept.length));
    if (this.kept.length >= this.most) throw new Enough();
    return Promise.resolve();
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** Reads a report for a page, whether it ties or not. Tx: opens two. Errors: those of {@link CheckReportQuery} and {@link RunReport}. */
@Injectable()
export class ReadReport {
  constructor(
    private readonly check: CheckReportQuery,
    private readonly report: RunReport,
  ) {}

  async execute(query: ReportQuery, mostRows: number): Promise<ReportPage> {
    await this.check.execute(query, { format: 'json' });
    const sink = new FirstRows(mostRows);
    await this.report.execute(query, sink, { mustTie: false }).catch((error: unknown) => {
      if (!(error instanceof Enough)) throw error;
    });
    invariant(sink.head, 'a report has a head');
    return { head: sink.head, rows: sink.kept };
  }
}
