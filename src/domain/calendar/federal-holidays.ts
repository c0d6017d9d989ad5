import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';

const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;
const SUNDAY = 7;

const day = (year: number, month: number, dayOfMonth: number): BusinessDate =>
  Temporal.PlainDate.from({ year, month, day: dayOfMonth });

/** The n-th weekday of a month, the first being 1. */
function nthWeekday(nth: number, weekday: number, month: BusinessDate): BusinessDate {
  const first = month.with({ day: 1 });
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) });
}

function lastWeekday(weekday: number, month: BusinessDate): BusinessDate {
  const last = month.with({ day: month.daysInMonth });
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
}

/** A holiday on a Saturday is observed the day before, on a Sunday the day after. */
function observed(date: BusinessDate): BusinessDate {
  if (date.dayOfWeek === SATURDAY) return date.subtract({ days: 1 });
  return date.dayOfWeek === SUNDAY ? date.add({ days: 1 }) : date;
}

/**
 * The legal public holidays of a calendar year as observed, in order; computed, so that no year is ever missing. The
 * first one may fall on December 31 of the year before.
 *
 * Source: 5 U.S.C. 6103(a) and (b); Juneteenth since 2021.
 */
export function federalHolidays(year: number): BusinessDate[] {
  return [
    observed(day(year, 1, 1)),
    nthWeekday(3, MONDAY, day(year, 1, 1)),
    nthWeekday(3, MONDAY, day(year, 2, 1)),
    lastWeekday(MONDAY, day(year, 5, 1)),
    ...(year >= 2021 ? [observed(day(year, 6, 19))] : []),
    observed(day(year, 7, 4)),
    nthWeekday(1, MONDAY, day(year, 9, 1)),
    nthWeekday(2, MONDAY, day(year, 10, 1)),
    observed(day(year, 11, 11)),
    nthWeekday(4, THURSDAY, day(year, 11, 1)),
    observed(day(year, 12, 25)),
  ];
}
