import { Injectable } from '@nestjs/common';
import type { JournalDetail, JournalProgram } from '../../domain/reports/journal-programs';
import { Clock, formatInstant, fromDate, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ExportReport, type ReportFile } from './export-report';
import type { JournalBatchView } from './journal.view';
import { type BatchRow, JournalBatchesRepository } from './persistence/journal-batches.repository';

/**
 * Hands everything booked since the last time to a bookkeeping program, as a numbered batch: each entry once, in the order of
 * the commits. A batch is the same file, byte for byte, as often as it is fetched.
 *
 * Tx: joins or opens one. Idempotent by: the route's key; one batch at a time. Errors: `journal_nothing_new`.
 */
@Injectable()
export class ExportJournal {
  constructor(
    private readonly tx: Transactions,
    private readonly journals: JournalBatchesRepository,
    private readonly exports: ExportReport,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(program: JournalProgram, detail: JournalDetail): Promise<JournalBatchView> {
    return this.tx.run(async () => {
      await this.journals.lock(program);
      const now = this.clock.now();
      const id = newId<string>(now);
      const isMade = await this.journals.make({
        id,
        program,
        detail,
        madeById: this.context.actor.id,
        madeAt: toDate(now),
      });
      if (!isMade)
        throw new DomainError('journal_nothing_new', { detail: 'The last batch has everything that is booked.' });
      const batch = await this.get(id);
      await this.audit.execute({
        action: 'journal_batch.make',
        subject: { type: 'journal_batch', id },
        facts: { program, number: batch.number, entries: batch.entryCount, debitCents: batch.debitCents },
      });
      return batch;
    });
  }

  /** Errors: `journal_batch_unknown`. */
  get(id: string): Promise<JournalBatchView> {
    return this.tx.run(async () => {
      const row = await this.journals.find(id);
      if (!row) throw new DomainError('journal_batch_unknown', { detail: 'This clinic has no such batch.' });
      return toView(row);
    });
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: { program?: JournalProgram; limit?: number; cursor?: string }): Promise<Page<JournalBatchView>> {
    const { program, limit = DEFAULT_LIMIT, cursor } = query;
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.tx.run(async () =>
      pageOf(await this.journals.list({ program, beforeId, limit: limit + 1 }), limit, (row) => [row.id], toView),
    );
  }

  /** The file its program imports. Errors: `journal_batch_unknown`, `report_does_not_tie` when an entry is not as it was posted. */
  async file(id: string): Promise<ReportFile> {
    const { program, number, detail, firstOn, lastOn } = await this.get(id);
    await this.tx.run(() =>
      this.audit.execute({
        action: 'journal_batch.fetch',
        subject: { type: 'journal_batch', id },
        facts: { program, number },
      }),
    );
    const wish = {
      name: `journal-${program}`,
      from: firstOn,
      to: lastOn,
      batch: id,
      groupBy: detail === 'entry' ? 'entry' : undefined,
    };
    const file = await this.exports.execute(wish, 'csv');
    const ending = file.fileName.slice(file.fileName.lastIndexOf('.'));
    return { ...file, fileName: `${program}-batch-${String(number).padStart(4, '0')}${ending}` };
  }
}

const toView = (row: BatchRow): JournalBatchView => ({
  ...row,
  debitCents: Number(row.debitCents),
  madeAt: formatInstant(fromDate(row.madeAt)),
  fileUrl: `/v1/journal-batches/${row.id}/file`,
});
