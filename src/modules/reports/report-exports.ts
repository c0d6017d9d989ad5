import { Injectable } from '@nestjs/common';
import { Clock, formatInstant, fromDate, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { Jobs } from '../../platform/queue/jobs';
import type { ReportExportView } from './export.view';
import type { ReportFormat } from './formats/format-of';
import { type ExportRow, ExportsRepository } from './persistence/exports.repository';
import type { ReportQuery } from './report-query';
import { CheckReportQuery } from './check-report-query';

export const EXPORT_TASK = 'reports:export';

/**
 * Reports made in the background: asked for, looked at, called off.
 *
 * Tx: joins or opens one. Errors: `export_unknown`, `export_over`, and of a request those of {@link CheckReportQuery}.
 */
@Injectable()
export class ReportExports {
  constructor(
    private readonly tx: Transactions,
    private readonly exports: ExportsRepository,
    private readonly check: CheckReportQuery,
    private readonly jobs: Jobs,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Idempotent by: the route's key. */
  request(query: ReportQuery, format: ReportFormat): Promise<ReportExportView> {
    return this.tx.run(async () => {
      await this.check.execute(query, { format, inBackground: true });
      const now = this.clock.now();
      const id = newId<string>(now);
      const requestedById = this.context.actor.id;
      await this.exports.insert({ id, report: query.name, format, query, requestedById, requestedAt: toDate(now) });
      await this.jobs.enqueue(EXPORT_TASK, { exportId: id }, { maxAttempts: 3 });
      return this.get(id);
    });
  }

  get(id: string): Promise<ReportExportView> {
    return this.tx.run(async () => toView(await this.find(id)));
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: { limit?: number; cursor?: string }): Promise<Page<ReportExportView>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.tx.run(async () =>
      pageOf(await this.exports.list({ beforeId, limit: limit + 1 }), limit, (row) => [row.id], toView),
    );
  }

  cancel(id: string): Promise<ReportExportView> {
    return this.tx.run(async () => {
      await this.find(id);
      if (!(await this.exports.cancel(id, toDate(this.clock.now()))))
        throw new DomainError('export_over', { detail: 'It is finished, or was called off before.' });
      return toView(await this.find(id));
    });
  }

  /** A file that may be fetched. Errors: `export_unknown`, `export_not_ready`, `export_expired`. */
  ready(id: string): Promise<ExportRow & { readonly fileName: string; readonly contentType: string }> {
    return this.tx.run(async () => {
      const row = await this.find(id);
      const isExpired = row.expiresAt !== null && row.expiresAt <= toDate(this.clock.now());
      if (row.state === 'expired' || isExpired)
        throw new DomainError('export_expired', { detail: 'A file is kept for a day. Ask for it again.' });
      const { fileName, contentType } = row;
      if (row.state !== 'done' || fileName === null || contentType === null)
        throw new DomainError('export_not_ready', {
          detail: 'Look again in a moment.',
          facts: { exportStatus: row.state },
        });
      return { ...row, fileName, contentType };
    });
  }

  private async find(id: string): Promise<ExportRow> {
    const row = await this.exports.find(id);
    if (!row) throw new DomainError('export_unknown', { detail: 'This clinic has no such export.' });
    return row;
  }
}

function toView(row: ExportRow): ReportExportView {
  const rowCount = row.rowCount === null ? null : Number(row.rowCount);
  const rowsWritten = Number(row.rowsWritten);
  const isDone = row.state === 'done';
  return {
    id: row.id,
    report: row.report,
    format: row.format,
    status: row.state,
    rowCount,
    rowsWritten,
    progress: isDone ? 100 : rowCount ? Math.floor((rowsWritten * 100) / rowCount) : 0,
    byteCount: Number(row.byteCount),
    sha256: row.sha256,
    fileName: row.fileName,
    fileUrl: isDone ? `/v1/report-exports/${row.id}/file` : null,
    expiresAt: row.expiresAt && formatInstant(fromDate(row.expiresAt)),
    requestedAt: formatInstant(fromDate(row.requestedAt)),
    problem: row.problem,
  };
}
