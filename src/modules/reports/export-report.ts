import { PassThrough, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Logger } from '../../platform/observability/logger';
import { formatOf, type ReportFormat } from './formats/format-of';
import { ReaderGone, StreamOutput } from './formats/output';
import type { ReportQuery } from './report-query';
import { followed, type ReportHead } from './report-result';
import { RunReport } from './run-report';

/** A report on its way out: its bytes come as the database finds its rows. */
export interface ReportFile {
  readonly contentType: string;
  readonly fileName: string;
  readonly body: Readable;
}

/** Each holds a connection of the pool for as long as its reader takes. */
const MOST_AT_ONCE = 4;

/**
 * Streams a report from the database to whoever reads it, no faster than they read. A failure before the first byte is
 * thrown; one after it breaks the stream off, so that half a file never looks like a whole one.
 *
 * Tx: opens one that only reads. Errors: those of {@link RunReport}, `report_busy`.
 */
@Injectable()
export class ExportReport {
  private running = 0;

  constructor(
    private readonly report: RunReport,
    private readonly logger: Logger,
  ) {}

  async execute(query: ReportQuery, format: ReportFormat): Promise<ReportFile> {
    const { describe, encoder } = formatOf(query.name, format);
    if (this.running >= MOST_AT_ONCE)
      throw new DomainError('report_busy', {
        detail: 'Several exports are running. Wait for one, or ask for this one in the background.',
      });
    this.running += 1;
    const body = new PassThrough();
    const sink = encoder(new StreamOutput(body));
    return new Promise<ReportFile>((resolve, reject) => {
      let isStarted = false;
      const started = (head: ReportHead): void => {
        isStarted = true;
        const { contentType, ending } = describe(head);
        resolve({ contentType, fileName: fileNameOf(head, ending), body });
      };
      this.report
        .execute(query, followed(sink, { started }), { mustTie: format !== 'json' })
        .then(
          () => body.end(),
          (error: unknown) => {
            if (!isStarted) return reject(error as Error);
            if (!(error instanceof ReaderGone))
              this.logger.failure('report broken off', error, { code: 'report_broken_off' });
            body.destroy(error as Error);
          },
        )
        .finally(() => (this.running -= 1));
    });
  }
}

/** `ar-aging-2026-03-31.csv`, `adjustments-2026-03-01-2026-03-31.xlsx`: no name, nothing of a patient. */
export function fileNameOf({ report, query }: ReportHead, ending: string): string {
  const days = report.parameters.includes('as_of') ? [query.asOf] : [query.from, query.to];
  return `${[report.name, ...new Set(days)].join('-')}.${ending}`;
}
