import { Injectable } from '@nestjs/common';
import type { TenderCount } from '../../domain/cashiering/day-tenders';
import type { BusinessDate } from '../../kernel/business-date';
import type { DailyCloseId, LocationId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { FindClosableDay } from './closing/closable-day';
import { RecordDayClose } from './closing/record-day-close';
import { SealDays } from './closing/seal-days';
import { TakeDownCash } from './drawers/take-down-cash';
import { WriteDailyClose } from './closing/write-daily-close';

export interface CloseDayInput {
  /** The clinic's first location unless told. */
  readonly locationId?: LocationId;
  /** Today unless told. */
  readonly businessDate?: BusinessDate;
  /** What was counted, or read off a statement or the terminal. What is left out was not counted. */
  readonly counts: readonly TenderCount[];
}

/**
 * Closes a business day at a location: what the books say by means of paying and by person, what was counted, and why the
 * two differ. The close covers every journal entry of the location through the day, has a gapless number, is chained by
 * hash to the close before, and seals the day in the books once every location with something on it has closed. What
 * comes later stands on the next open day and says which day it is late for.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key. Posts: nothing.
 * Errors: those of {@link FindClosableDay}; `difference_reason_required`.
 */
@Injectable()
export class CloseDay {
  constructor(
    private readonly tx: Transactions,
    private readonly cash: TakeDownCash,
    private readonly days: FindClosableDay,
    private readonly write: WriteDailyClose,
    private readonly seal: SealDays,
    private readonly record: RecordDayClose,
  ) {}

  execute(input: CloseDayInput): Promise<DailyCloseId> {
    return this.tx.run(async () => {
      await this.cash.execute();
      const day = await this.days.execute(input);
      const { id, content } = await this.write.execute(day, input.counts);
      const sealedThrough = await this.seal.execute();
      await this.record.execute(id, content, sealedThrough);
      return id;
    });
  }
}
