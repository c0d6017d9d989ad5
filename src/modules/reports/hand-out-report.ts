import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ExportReport, type ReportFile } from './export-report';
import type { ReportFormat } from './formats/format-of';
import { ReportCatalog } from './report-catalog';
import type { ReportQuery } from './report-query';

/**
 * Hands a report out and writes down to whom, before its first byte leaves: also of one that turns out not to tie.
 *
 * Tx: opens two, one after the other. Errors: those of {@link ExportReport}.
 */
@Injectable()
export class HandOutReport {
  constructor(
    private readonly tx: Transactions,
    private readonly catalog: ReportCatalog,
    private readonly exports: ExportReport,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(query: ReportQuery, format: ReportFormat): Promise<ReportFile> {
    const { name } = this.catalog.get(query.name);
    await this.tx.run(() =>
      this.audit.execute({
        action: format === 'json' ? 'report.read' : 'report.export',
        subject: { type: 'report', id: name },
        facts: {
          format,
          from: query.from ?? null,
          to: query.to ?? null,
          asOf: query.asOf ?? null,
          withNames: query.withNames ?? false,
        },
      }),
    );
    return this.exports.execute(query, format);
  }
}
