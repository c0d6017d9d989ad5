import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, ...options });
  formatters.set(key, made);
  return made;
}

const formatDay = (date: BusinessDate, options: Intl.DateTimeFormatOptions): string =>
  formatter('UTC', options).format(date.toZonedDateTime('UTC').epochMilliseconds);

/** A day for people: `Nov 22, 2026`. */
export const formatDate = (date: BusinessDate): string =>
  formatDay(date, { year: 'numeric', month: 'short', day: 'numeric' });

/** A month for people: `November 2026`. */
export const formatMonth = (day: BusinessDate): string => formatDay(day, { year: 'numeric', month: 'long' });

/** A day at the head of a page: `Sunday, November 22`. */
export const formatLongDate = (date: BusinessDate): string =>
  formatDay(date, { weekday: 'long', month: 'long', day: 'numeric' });

/** A date of birth as it is read back to a patient: `01/31/1985`. */
export const formatBirthDate = (date: BusinessDate): string =>
  formatDay(date, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** A time of day in the clinic's zone: `9:40 AM`, with a space that does not break. */
export const formatTime = (at: Temporal.Instant, timeZone: string): string =>
  formatter(timeZone, { hour: 'numeric', minute: '2-digit' }).format(at.epochMilliseconds).replace(/\s/g, '\u00a0');

/** A moment in the clinic's zone: `Nov 22, 2026, 9:40 AM`. */
export const formatMoment = (at: Temporal.Instant, timeZone: string): string =>
  `${formatter(timeZone, { year: 'numeric', month: 'short', day: 'numeric' }).format(at.epochMilliseconds)}, ${formatTime(at, timeZone)}`;

/** `1 visit`, `3 visits`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** A North American number as people write it, `(503) 555-0142`; any other as it was given. */
export const formatPhone = (phone: string): string =>
  phone.replace(/^\+?1?[ .-]?\(?(\d{3})\)?[ .-]?(\d{3})[ .-]?(\d{4})$/, '($1) $2-$3');
