import { Injectable } from '@nestjs/common';
import { CheckReportQuery } from './check-report-query';
import { ExportReport, type ReportFile } from './export-report';
import type { ReportFormat } from './formats/format-of';
import type { ReportQuery } from './report-query';

/**
 * Hands a report out to whoever asks and may have it.
 *
 * Tx: opens two, one after the other. Errors: those of {@link CheckReportQuery} and {@link ExportReport}.
 */
@Injectable()
export class HandOutReport {
  constructor(
    private readonly check: CheckReportQuery,
    private readonly exports: ExportReport,
  ) {}

  async execute(query: ReportQuery, format: ReportFormat): Promise<ReportFile> {
    await this.check.execute(query, { format });
    return this.exports.execute(query, format);
  }
}
