import { type BusinessDate, compareDates, isBusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';

/** A calendar month of the books. */
export interface AccountingMonth {
  /** `2026-03`. */
  readonly name: string;
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
}

/** The month of a name like `2026-03`. Errors: `date_invalid`. */
export function monthOf(name: string): AccountingMonth {
  if (!/^\d{4}-\d{2}$/.test(name) || !isBusinessDate(`${name}-01`))
    throw new DomainError('date_invalid', { detail: 'Write a month as YYYY-MM.' });
  const firstDay = parseBusinessDate(`${name}-01`);
  return { name, firstDay, lastDay: firstDay.add({ months: 1 }).subtract({ days: 1 }) };
}

/** How many days of a month come after the last sealed one, and the first of them. */
export function unsealedDays(
  month: AccountingMonth,
  sealedThrough: BusinessDate | null,
): { count: number; first: BusinessDate | null } {
  const first =
    sealedThrough && compareDates(sealedThrough, month.firstDay) >= 0 ? sealedThrough.add({ days: 1 }) : month.firstDay;
  if (compareDates(first, month.lastDay) > 0) return { count: 0, first: null };
  return { count: first.until(month.lastDay, { largestUnit: 'days' }).days + 1, first };
}
