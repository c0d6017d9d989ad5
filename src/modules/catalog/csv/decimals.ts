const DOLLARS = /^(\d{1,8})(?:\.(\d{2}))?$/;
const PERCENT = /^(\d{1,4})(?:\.(\d{1,2}))?$/;

/**
 * Whole cents of a plain decimal: `220` and `220.00` are 22000. Undefined for anything else: signs, currency symbols,
 * separators, one or three decimals. Digits only; no float on the way.
 */
export function parseDollars(text: string): number | undefined {
  const [, dollars, cents = '00'] = DOLLARS.exec(text) ?? [];
  return dollars === undefined ? undefined : Number(dollars + cents);
}

/** Basis points of a percentage without its sign: `50` is 5000, `12.5` is 1250. Undefined for anything else. */
export function parsePercent(text: string): number | undefined {
  const [, whole, fraction = ''] = PERCENT.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole + fraction.padEnd(2, '0'));
}
