import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';

/** A day and a time of day of the clinic as a moment. */
export const momentOf = (on: BusinessDate, at: Temporal.PlainTime, timeZone: string): Temporal.Instant =>
  on.toZonedDateTime({ timeZone, plainTime: at }).toInstant();

/** The time of day of a moment as a form's field has it: `09:40`. */
export const timeValue = (at: Temporal.Instant, timeZone: string): string =>
  at.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
