import type { Temporal } from 'temporal-polyfill';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Money } from '../../kernel/money';

/** At this much cash from one payer within twelve months the clinic gets ready to report. */
export const CASH_REPORT_NEAR = Money.cents(800_000);
/** Above this much cash within twelve months IRS Form 8300 is due (26 CFR 1.6050I-1). */
export const CASH_REPORT_LIMIT = Money.cents(1_000_000);
/** Days from the receipt that went above the limit. */
export const CASH_REPORT_DAYS = 15;
const WINDOW: Temporal.DurationLike = { months: 12 };

/** Cash received from a payer on one day. */
export interface CashReceipt {
  readonly entryId: string;
  readonly receivedOn: BusinessDate;
  readonly amount: Money;
}

/** `near`: $8,000.00 or more; `reportable`: more than $10,000.00. */
export type CashReportLevel = 'near' | 'reportable';

/** The receipt that took a payer to a level. */
export interface CashReportCrossing {
  readonly level: CashReportLevel;
  readonly entryId: string;
  readonly reachedOn: BusinessDate;
  /** The cash of the twelve months until then that no earlier report has covered. */
  readonly total: Money;
  /** When Form 8300 is due; for `reportable` only. */
  readonly dueOn?: BusinessDate;
}

export interface CashWatch {
  readonly crossings: readonly CashReportCrossing[];
  /** What counts now towards the next report. */
  readonly running: Money;
}

/** The level a running total stands at. */
export function cashReportLevel(total: Money): CashReportLevel | undefined {
  if (total.compare(CASH_REPORT_LIMIT) > 0) return 'reportable';
  return total.compare(CASH_REPORT_NEAR) >= 0 ? 'near' : undefined;
}

/**
 * Walks the cash of one payer, oldest first: every receipt that takes the twelve months up to it (the same day of last
 * year included) to a level it was not at. What a report covers does not count towards the next.
 * @param asOf the day for which the running total is told
 */
export function watchCash(receipts: readonly CashReceipt[], asOf: BusinessDate): CashWatch {
  const crossings: CashReportCrossing[] = [];
  let counted: CashReceipt[] = [];
  for (const receipt of receipts) {
    const before = cashReportLevel(totalOf(within(counted, receipt.receivedOn)));
    counted = [...within(counted, receipt.receivedOn), receipt];
    const total = totalOf(counted);
    const level = cashReportLevel(total);
    if (!level || level === before) continue;
    const { entryId, receivedOn: reachedOn } = receipt;
    if (level === 'near') crossings.push({ level, entryId, reachedOn, total });
    else {
      crossings.push({ level, entryId, reachedOn, total, dueOn: reachedOn.add({ days: CASH_REPORT_DAYS }) });
      counted = [];
    }
  }
  return { crossings, running: totalOf(within(counted, asOf)) };
}

const within = (receipts: readonly CashReceipt[], day: BusinessDate): CashReceipt[] =>
  receipts.filter(({ receivedOn }) => compareDates(receivedOn, day.subtract(WINDOW)) >= 0);

const totalOf = (receipts: readonly CashReceipt[]): Money => Money.sum(receipts.map(({ amount }) => amount));
