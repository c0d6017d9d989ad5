import { Injectable } from '@nestjs/common';
import { sealableThrough } from '../../../domain/cashiering/sealable-through';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../../kernel/business-date';
import { CloseLedgerDay } from '../../ledger/close-ledger-day';
import { OpenDay } from '../../ledger/open-day';
import { DailyClosesRepository } from '../persistence/daily-closes.repository';

/**
 * Seals the books through the last day that every location with something on it has closed.
 *
 * Tx: needs one that holds posting. Idempotent by: what is sealed already.
 */
@Injectable()
export class SealDays {
  constructor(
    private readonly closes: DailyClosesRepository,
    private readonly ledger: CloseLedgerDay,
    private readonly openDay: OpenDay,
  ) {}

  /** The day the books are sealed through from now on, or undefined when they are as they were. */
  async execute(): Promise<BusinessDate | undefined> {
    const coverage = await this.closes.coverage();
    if (!coverage) return undefined;
    const through = sealableThrough({
      latestClosed: parseBusinessDate(coverage.latestClosed),
      firstUncovered: coverage.firstUncovered ? parseBusinessDate(coverage.firstUncovered) : null,
    });
    const sealed = await this.openDay.closedThrough();
    if (sealed && compareDates(through, sealed) <= 0) return undefined;
    await this.ledger.close(through);
    return through;
  }
}
