import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { Authorize } from '../access/authorize';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ReportCatalog } from './report-catalog';
import type { ReportQuery } from './report-query';
import { ResolveReportQuery } from './resolve-report-query';

/**
 * Whether somebody may have a report as they ask for it; and writes down that they asked, before its first byte leaves: also
 * of one that turns out not to tie.
 *
 * Tx: joins or opens one. Errors: `report_unknown`, `forbidden` for names, those of {@link ResolveReportQuery}.
 */
@Injectable()
export class CheckReportQuery {
  constructor(
    private readonly tx: Transactions,
    private readonly catalog: ReportCatalog,
    private readonly resolve: ResolveReportQuery,
    private readonly authorize: Authorize,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(query: ReportQuery, how: { readonly format: string; readonly inBackground?: boolean }): Promise<void> {
    if (query.withNames) this.authorize.demand('reports.names');
    const report = this.catalog.get(query.name);
    return this.tx.run(async () => {
      const { from, to, knownAt } = await this.resolve.execute(report, query);
      await this.audit.execute({
        action: how.format === 'json' ? 'report.read' : 'report.export',
        subject: { type: 'report', id: report.name },
        facts: {
          format: how.format,
          from,
          to,
          knownAt,
          withNames: query.withNames ?? false,
          inBackground: how.inBackground ?? false,
        },
      });
    });
  }
}
