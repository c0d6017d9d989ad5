import { type BusinessDate, isBusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { Segment } from './segment';

// X12 type R: digits with an optional decimal point, no exponent; money has at most two decimals.
const AMOUNT = /^(-?)(\d{0,10})(?:\.(\d{1,2}))?$/;

/** An amount as X12 wants it: no trailing zeros, no point without cents. `1200`, `1200.5`, `-0.05`. */
export function formatX12Amount(amount: Money): string {
  const cents = amount.toCents();
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An amount written with two decimals, one or none; undefined for anything else. `720`, `720.5`, `.05`, `-50.00`. */
export function parseX12Amount(text: string): Money | undefined {
  const match = AMOUNT.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  const amount = Money.cents(BigInt(`${whole === '' ? '0' : whole}${fraction.padEnd(2, '0')}`));
  return sign === '-' ? amount.negated() : amount;
}

/** The amount of an element. Errors: X12Error `element_invalid` naming it. */
export function amountAt(segment: Segment, place: number): Money {
  const amount = parseX12Amount(segment.required(place));
  if (!amount) throw segment.refuse(place, 'is not an amount');
  return amount;
}

/** `20261115`. */
export const formatX12Date = (date: BusinessDate): string => date.toString().replaceAll('-', '');

/** The day of an element `CCYYMMDD`. Errors: X12Error `element_invalid`. */
export function dateAt(segment: Segment, place: number): BusinessDate {
  const iso = segment.required(place).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (!isBusinessDate(iso)) throw segment.refuse(place, 'is not a day written CCYYMMDD');
  return parseBusinessDate(iso);
}
