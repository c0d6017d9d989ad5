import { PassThrough } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { Authorize } from '../access/authorize';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { ReportFile } from './export-report';
import { StreamOutput } from './formats/output';
import { ExportsRepository } from './persistence/exports.repository';
import { ReportExports } from './report-exports';

/**
 * The file of an export, piece by piece, no faster than it is read.
 *
 * Tx: opens one for each piece. Errors: `export_unknown`, `export_not_ready`, `export_expired`, `forbidden` for one with names.
 */
@Injectable()
export class FetchExport {
  constructor(
    private readonly tx: Transactions,
    private readonly exports: ReportExports,
    private readonly repository: ExportsRepository,
    private readonly authorize: Authorize,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(id: string): Promise<ReportFile> {
    const row = await this.exports.ready(id);
    if (row.query.withNames) this.authorize.demand('reports.names');
    await this.tx.run(() =>
      this.audit.execute({
        action: 'report_export.fetch',
        subject: { type: 'report_export', id },
        facts: { report: row.report },
      }),
    );
    const body = new PassThrough();
    this.pump(id, { bytes: Number(row.byteCount), body }).catch((error: unknown) => body.destroy(error as Error));
    return { contentType: row.contentType, fileName: row.fileName, body };
  }

  /** A piece that is missing breaks the stream off: half a file must not look like a whole one. */
  private async pump(id: string, { bytes, body }: { bytes: number; body: PassThrough }): Promise<void> {
    const output = new StreamOutput(body);
    let left = bytes;
    for (let position = 0; left > 0; position += 1) {
      const chunk = await this.tx.run(() => this.repository.chunk(id, position));
      if (!chunk) throw new Error('the file has expired while it was read');
      left -= chunk.length;
      await output.write(chunk);
    }
    body.end();
  }
}
