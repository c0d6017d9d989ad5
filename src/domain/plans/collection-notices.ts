import { type BusinessDate, compareDates } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** Where the amount is another than before, or than was agreed, ten days (Reg E, 12 CFR 1005.10(d)(1)). */
export const DAYS_BEFORE_VARIED = 10;
/** Otherwise long enough to call, or to put money on the card: a stop-payment takes three business days (1005.10(c)). */
export const DAYS_BEFORE_SAME = 4;

/** A charge that is ahead. */
export interface ComingCharge {
  readonly dueOn: BusinessDate;
  readonly amount: Money;
  /** What the patient agreed to for this day. */
  readonly agreed: Money;
  /** What was taken the last time; nothing the first time. */
  readonly previous?: Money;
}

/** Whether the amount is not the one agreed to, or not that of the time before. */
export const varies = ({ amount, agreed, previous }: ComingCharge): boolean =>
  !amount.equals(agreed) || (previous !== undefined && !amount.equals(previous));

/**
 * The day a patient is told of a charge to come.
 * @example $463.34 on Jan 31 as before: Jan 27; $463.33 on Feb 28 after $463.34: Feb 18
 */
export const noticeDay = (charge: ComingCharge): BusinessDate =>
  charge.dueOn.subtract({ days: varies(charge) ? DAYS_BEFORE_VARIED : DAYS_BEFORE_SAME });

/** Whether it is time to tell, and not yet too late to. */
export const isNoticeTime = (charge: ComingCharge, today: BusinessDate): boolean =>
  compareDates(noticeDay(charge), today) <= 0 && compareDates(today, charge.dueOn) < 0;

/** A card is said to expire this long before its last good day. */
const CARD_WARNED_DAYS = 30;

/** Whether the patient is told that their card will not be good for a charge to come. */
export const isCardWarned = (expiresOn: BusinessDate, nextDueOn: BusinessDate, today: BusinessDate): boolean =>
  compareDates(expiresOn, nextDueOn) < 0 || compareDates(expiresOn, today.add({ days: CARD_WARNED_DAYS })) <= 0;
