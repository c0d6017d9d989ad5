import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { invariant } from '../../kernel/invariant';
import { federalHolidays } from './federal-holidays';

const FRIDAY = 5;

/** Holidays by year: the same few years are asked about again and again. */
const known = new Map<number, ReadonlySet<string>>();

function holidaysOf(year: number): ReadonlySet<string> {
  const found = known.get(year);
  if (found) return found;
  // New Year's Day may be observed in the December before.
  const days = new Set([...federalHolidays(year), ...federalHolidays(year + 1)].map((date) => date.toString()));
  known.set(year, days);
  return days;
}

/** Whether the day is Monday to Friday and no federal holiday (45 CFR 149.610(a)(2): business day). */
export const isBusinessDay = (date: BusinessDate): boolean =>
  date.dayOfWeek <= FRIDAY && !holidaysOf(date.year).has(date.toString());

/**
 * The day that is so many business days after the given one, which is not itself counted.
 * @example addBusinessDays(2026-11-25, 1) // 2026-11-27: Thanksgiving lies between
 */
export function addBusinessDays(from: BusinessDate, days: number): BusinessDate {
  invariant(Number.isSafeInteger(days) && days >= 0, `cannot count ${days} business days`);
  let date = from;
  for (let left = days; left > 0;) {
    date = date.add({ days: 1 });
    if (isBusinessDay(date)) left -= 1;
  }
  return date;
}

/** The day that is so many business days before the given one. */
export function subtractBusinessDays(from: BusinessDate, days: number): BusinessDate {
  invariant(Number.isSafeInteger(days) && days >= 0, `cannot count ${days} business days`);
  let date = from;
  for (let left = days; left > 0;) {
    date = date.subtract({ days: 1 });
    if (isBusinessDay(date)) left -= 1;
  }
  return date;
}

/** How many business days lie after the first day up to and with the second; zero when it is not later. */
export function businessDaysUntil(from: BusinessDate, to: BusinessDate): number {
  let count = 0;
  for (let date = from.add({ days: 1 }); compareDates(date, to) <= 0; date = date.add({ days: 1 }))
    if (isBusinessDay(date)) count += 1;
  return count;
}
