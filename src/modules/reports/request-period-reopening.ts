import { Injectable } from '@nestjs/common';
import type { AccountingMonth } from '../../domain/reports/accounting-month';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { ActingPerson } from '../access/acting-person';
import { CloseLedgerDay } from '../ledger/close-ledger-day';
import { CloseLedgerMonth } from '../ledger/close-ledger-month';
import type { PeriodReopeningView } from './period.view';
import { PeriodsRepository } from './persistence/periods.repository';
import { AskForReopening } from './ask-for-reopening';

/**
 * Asks another person to reopen the month that was closed last.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key; one request at a time per month.
 * Errors: `period_not_closed`, `period_not_latest`, `reopening_already_requested`.
 */
@Injectable()
export class RequestPeriodReopening {
  constructor(
    private readonly tx: Transactions,
    private readonly days: CloseLedgerDay,
    private readonly months: CloseLedgerMonth,
    private readonly periods: PeriodsRepository,
    private readonly person: ActingPerson,
    private readonly ask: AskForReopening,
  ) {}

  execute(month: AccountingMonth, reason: string): Promise<PeriodReopeningView> {
    return this.tx.run(async () => {
      await this.days.holdPosting();
      const closedThrough = await this.months.closedThrough();
      refuseUnlessLatest(month, closedThrough);
      if (await this.periods.waiting(month.firstDay))
        throw new DomainError('reopening_already_requested', { detail: 'It waits for another person to decide.' });
      return this.ask.execute(month, { reason, requestedById: (await this.person.get()).id });
    });
  }
}

/** Errors: `period_not_closed`, `period_not_latest`. */
export function refuseUnlessLatest(month: AccountingMonth, closedThrough: BusinessDate | null): void {
  if (!closedThrough || compareDates(month.lastDay, closedThrough) > 0)
    throw new DomainError('period_not_closed', { detail: 'This month is open.' });
  if (compareDates(month.lastDay, closedThrough) < 0)
    throw new DomainError('period_not_latest', {
      detail: `The books are closed through ${closedThrough.toString()}: reopen that month first, or correct by later entries.`,
    });
}
