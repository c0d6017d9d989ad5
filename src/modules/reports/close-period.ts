import { Injectable } from '@nestjs/common';
import type { AccountingMonth } from '../../domain/reports/accounting-month';
import { compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { CloseLedgerDay } from '../ledger/close-ledger-day';
import { CloseLedgerMonth } from '../ledger/close-ledger-month';
import { OpenDay } from '../ledger/open-day';
import { ClosePeriodGuards } from './close-period-guards';

/**
 * Closes a month of the books, and every earlier one still open: its days are sealed, everything in it is known, and what
 * the books said is kept under a hash. What comes later stands on an open day and says which it is late for.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the route's key. Posts: nothing.
 * Errors: `period_not_over`, `period_already_closed`, `period_has_unsealed_days`, `period_has_unknown_payments`.
 */
@Injectable()
export class ClosePeriod {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly days: CloseLedgerDay,
    private readonly months: CloseLedgerMonth,
    private readonly openDay: OpenDay,
    private readonly guards: ClosePeriodGuards,
  ) {}

  execute(month: AccountingMonth): Promise<void> {
    return this.tx.run(async () => {
      await this.days.holdPosting();
      if (compareDates(month.lastDay, await this.clinics.today()) >= 0)
        throw new DomainError('period_not_over', { detail: `The month is over after ${month.lastDay.toString()}.` });
      const closedThrough = await this.months.closedThrough();
      if (closedThrough && compareDates(month.lastDay, closedThrough) <= 0)
        throw new DomainError('period_already_closed', { facts: { closedThrough: closedThrough.toString() } });
      await this.guards.refuseUnsealed(month, await this.openDay.closedThrough());
      await this.months.close(month.firstDay);
      await this.guards.record(month);
    });
  }
}
