import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { fileNameOf } from './export-report';
import { ChunkOutput } from './formats/chunk-output';
import { formatOf } from './formats/format-of';
import { type ExportRow, ExportsRepository } from './persistence/exports.repository';
import { followed, type ReportHead } from './report-result';
import { RunReport } from './run-report';

const KEPT_FOR = Temporal.Duration.from({ hours: 24 });

/** Somebody called it off while it was being made. */
class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/**
 * Makes the file of an export piece by piece, says how far it is after every batch of rows, and stops when it is called off.
 *
 * Tx: one that only reads for the report, and small ones beside it for what is written. Idempotent by: the export's state; taken
 * up again after a crash it starts anew. A report that is refused is a failed export, which says why.
 */
@Injectable()
export class MakeExport {
  constructor(
    private readonly tx: Transactions,
    private readonly context: RequestContext,
    private readonly exports: ExportsRepository,
    private readonly report: RunReport,
    private readonly clock: Clock,
  ) {}

  async execute(id: string): Promise<void> {
    const row = await this.tx.run(() => this.exports.begin(id));
    if (!row) return;
    try {
      await this.make(row);
    } catch (error) {
      if (error instanceof CalledOff) return;
      if (!(error instanceof DomainError)) throw error;
      await this.tx.run(() => this.exports.fail(id, { ...error.facts, code: error.code }, toDate(this.clock.now())));
    }
  }

  private async make({ id, query, report, format }: ExportRow): Promise<void> {
    const { encoder, describe } = formatOf(report, format);
    const output = new ChunkOutput((position, bytes) =>
      this.beside(() => this.exports.insertChunk(id, position, bytes)),
    );
    const sink = encoder(output);
    let head: ReportHead | undefined;
    let rowsWritten = 0;
    const goOn = async (): Promise<void> => {
      const at = { rowCount: head?.rowCount ?? 0, rowsWritten, byteCount: output.byteCount };
      if (!(await this.beside(() => this.exports.progress(id, at)))) throw new CalledOff();
    };
    const watched = followed(sink, {
      started: (told) => (head = told),
      moved: (count) => {
        rowsWritten += count;
        return goOn();
      },
    });
    await this.report.execute(query, watched, { mustTie: format !== 'json' });
    const sha256 = await output.finish();
    await goOn();
    if (!head) return;
    const { contentType, ending } = describe(head);
    const finishedAt = this.clock.now();
    const file = { sha256, contentType, fileName: fileNameOf(head, ending) };
    await this.tx.run(() =>
      this.exports.finish(id, { ...file, finishedAt: toDate(finishedAt), expiresAt: toDate(finishedAt.add(KEPT_FOR)) }),
    );
  }

  /** In a transaction beside the one that reads. */
  private beside<T>(work: () => Promise<T>): Promise<T> {
    const { clinicId, actor } = this.context;
    return this.context.runAs({ clinicId, actor }, () => this.tx.run(work));
  }
}
