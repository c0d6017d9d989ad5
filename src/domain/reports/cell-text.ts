import type { ColumnType } from './report-definition';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** US cents as a plain decimal: `-12.05`. Whole numbers all the way. */
export function decimalOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Text that no spreadsheet runs: an apostrophe in front says that it is text (CSV injection, OWASP). */
export const neutralized = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const MONEY: readonly ColumnType[] = ['cents', 'balance', 'plain'];

export const isMoney = (type: ColumnType): boolean => MONEY.includes(type);

/** A cell of a text file: amounts as decimals, also below zero; text that would be a formula neutralized; nothing for nothing. */
export function cellText(value: string | number | null, type: ColumnType): string {
  if (value === null) return '';
  if (typeof value === 'number') return isMoney(type) ? decimalOf(value) : String(value);
  return neutralized(value);
}
