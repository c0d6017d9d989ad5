import { Temporal } from 'temporal-polyfill';
import { DomainError } from './errors';

/** A calendar day in a clinic's own time zone, wire and column form `YYYY-MM-DD`. */
export type BusinessDate = Temporal.PlainDate;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a real calendar day in `YYYY-MM-DD` between 1900 and 2199. */
export function isBusinessDate(text: unknown): text is string {
  if (typeof text !== 'string' || !ISO_DATE.test(text) || text < '1900-01-01' || text > '2199-12-31') return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Days parsed before; the same few come again and again, and a PlainDate never changes. */
const parsed = new Map<string, BusinessDate>();
const MOST_PARSED = 2_000;

/** Parses `YYYY-MM-DD`. Errors: `date_invalid` for anything else, Feb 30 included. */
export function parseBusinessDate(text: string): BusinessDate {
  const known = parsed.get(text);
  if (known) return known;
  if (!isBusinessDate(text as unknown))
    throw new DomainError('date_invalid', { detail: `${text.slice(0, 40)} is not a calendar day written YYYY-MM-DD.` });
  const date = Temporal.PlainDate.from(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, date);
  return date;
}

/** The day of the minute last asked about in each zone: zones change their offset on whole minutes, by whole minutes. */
const lastDays = new Map<string, { readonly minute: number; readonly date: BusinessDate }>();

/** The business day of an instant in an IANA time zone, computed once at the edge and stored. */
export function businessDateOf(instant: Temporal.Instant, timeZone: string): BusinessDate {
  const minute = Math.floor(instant.epochMilliseconds / 60_000);
  const last = lastDays.get(timeZone);
  if (last?.minute === minute) return last.date;
  const date = instant.toZonedDateTimeISO(timeZone).toPlainDate();
  lastDays.set(timeZone, { minute, date });
  return date;
}

/** -1, 0 or 1, for sorting and for `<=` questions. */
export const compareDates = (a: BusinessDate, b: BusinessDate): number => Temporal.PlainDate.compare(a, b);

/** Whether a zone name is one the runtime knows (IANA). */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
