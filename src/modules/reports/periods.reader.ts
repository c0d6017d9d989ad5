import { Injectable } from '@nestjs/common';
import { type AccountingMonth, unsealedDays } from '../../domain/reports/accounting-month';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { formatInstant, fromDate } from '../../kernel/clock';
import { Transactions } from '../../platform/database/transactions';
import { CloseLedgerMonth, type MonthChange } from '../ledger/close-ledger-month';
import { OpenDay } from '../ledger/open-day';
import type { PeriodChangeBody, PeriodSummaryView, PeriodView } from './period.view';
import { PeriodsRepository } from './persistence/periods.repository';

const MOST_CHANGES = 20;
const MOST_MONTHS = 60;

/** Months of the books: which are closed, and what keeps one from it. Tx: joins or opens one. */
@Injectable()
export class PeriodsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly months: CloseLedgerMonth,
    private readonly openDay: OpenDay,
    private readonly periods: PeriodsRepository,
  ) {}

  get(month: AccountingMonth): Promise<PeriodView> {
    return this.tx.run(async () => {
      const [closedThrough, sealedThrough] = [await this.months.closedThrough(), await this.openDay.closedThrough()];
      const unsealed = unsealedDays(month, sealedThrough);
      const unsettled = await this.periods.unsettledThrough(month.lastDay);
      const late = await this.periods.lateFor(month.firstDay, month.lastDay);
      return {
        month: month.name,
        firstDay: month.firstDay.toString(),
        lastDay: month.lastDay.toString(),
        status: statusOf(month.lastDay, closedThrough),
        sealedThrough: sealedThrough?.toString() ?? null,
        unsealedDays: unsealed.count,
        firstUnsealedDay: unsealed.first?.toString() ?? null,
        unsettled: unsettled.map((row) => ({ ...row, amountCents: Number(row.amountCents) })),
        lateCorrections: late.map((row) => ({ ...row, amountCents: Number(row.amountCents) })),
        changes: (await this.months.changes({ month: month.firstDay, most: MOST_CHANGES })).map(toChange),
        reopening: (await this.periods.waiting(month.firstDay)) ?? null,
      };
    });
  }

  /** Months with something booked in them, the newest first. */
  list(): Promise<PeriodSummaryView[]> {
    return this.tx.run(async () => {
      const closedThrough = await this.months.closedThrough();
      const months = await this.periods.monthsWithEntries(MOST_MONTHS);
      return months.map(({ month, lastDay }) => ({
        month,
        status: statusOf(parseBusinessDate(lastDay), closedThrough),
      }));
    });
  }
}

const statusOf = (lastDay: BusinessDate, closedThrough: BusinessDate | null): 'open' | 'closed' =>
  closedThrough && compareDates(lastDay, closedThrough) <= 0 ? 'closed' : 'open';

const toChange = ({ kind, changedAt, changedBy, hash, isIntact }: MonthChange): PeriodChangeBody => ({
  kind,
  changedAt: formatInstant(fromDate(changedAt)),
  changedBy,
  hash,
  intact: isIntact,
});
