import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { DailyCloseId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { DailyCloseFile } from '../documents/print-daily-close';
import { PrintDailyClose } from '../documents/print-daily-close';
import type { DayContent } from './closing/day-content';
import type { DailyCloseSummaryView, DailyCloseView } from './daily-close.view';
import { type CloseRow, DailyClosesRepository } from './persistence/daily-closes.repository';
import { LateCorrectionsReader } from './persistence/late-corrections.reader';

/** Closed days as they were closed, and what came too late for them. Tx: joins or opens one. */
@Injectable()
export class DailyClosesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly closes: DailyClosesRepository,
    private readonly late: LateCorrectionsReader,
    private readonly clinics: ClinicsReader,
    private readonly print: PrintDailyClose,
  ) {}

  /** Errors: `daily_close_unknown`. */
  get(id: DailyCloseId): Promise<DailyCloseView> {
    return this.tx.run(async () => {
      const row = await this.find(id);
      const content = contentOf(row);
      return {
        ...summary(row),
        previousHash: row.previousHash,
        intact: row.isIntact,
        replaces: row.replaces,
        replacedBy: row.replacedBy,
        tenders: [...content.tenders],
        lines: [...content.lines],
        drawers: [...content.drawers],
        outsideCash: { ...content.outsideCash, entries: [...content.outsideCash.entries] },
        accounts: [...content.accounts],
        entryCount: content.entryCount,
        entriesHash: content.entriesHash,
        lateCorrections: await this.late.of(row.locationId, row.businessDate),
      };
    });
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: { locationId?: string; limit?: number; cursor?: string }): Promise<Page<DailyCloseSummaryView>> {
    const { locationId, limit = DEFAULT_LIMIT, cursor } = query;
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.tx.run(async () =>
      pageOf(await this.closes.list({ locationId, beforeId, limit: limit + 1 }), limit, (row) => [row.id], summary),
    );
  }

  /** The close on paper: the same bytes every time. Errors: `daily_close_unknown`. */
  async pdf(id: DailyCloseId): Promise<DailyCloseFile> {
    const { row, clinic } = await this.tx.run(async () => ({
      row: await this.find(id),
      clinic: await this.clinics.current(),
    }));
    return this.print.execute(clinic, { ...contentOf(row), hash: row.hash });
  }

  /** Everything wrong with the clinic's closes and drawers; empty when they hold. For commands, jobs and tests. */
  verify(): Promise<{ finding: string; subject: string }[]> {
    return this.tx.run(() => this.closes.verify());
  }

  private async find(id: DailyCloseId): Promise<CloseRow> {
    const row = await this.closes.find(id);
    if (!row) throw new DomainError('daily_close_unknown', { detail: 'This clinic has no such daily close.' });
    return row;
  }
}

const contentOf = (row: CloseRow): DayContent => JSON.parse(row.content) as DayContent;

function summary(row: CloseRow): DailyCloseSummaryView {
  const { number, location, coversFrom, businessDate, closedAt, closedBy } = contentOf(row);
  return {
    id: row.id,
    number,
    location,
    coversFrom,
    businessDate,
    closedAt,
    closedBy,
    status: row.status,
    sealed: row.isSealed,
    hash: row.hash,
  };
}
