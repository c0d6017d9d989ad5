import { MAX_AMOUNT_CENTS, Money } from '../../kernel/money';

const AMOUNT = /^\$?(?<dollars>\d{1,8}|\d{1,3}(?:,\d{3}){1,2})(?:\.(?<cents>\d{2}))?$/;

/** What to tell somebody whose amount was not understood. */
export const MONEY_HELP = 'Write the amount as 100, 100.00 or $1,234.50.';

/**
 * An amount as people type it, to whole cents and without a float on the way; undefined for anything else.
 * @example parseMoney('$1,234.50') // Money.cents(123450)
 */
export function parseMoney(text: string): Money | undefined {
  const groups = AMOUNT.exec(text.trim())?.groups;
  if (!groups) return undefined;
  const cents = BigInt((groups['dollars'] ?? '0').replaceAll(',', '')) * 100n + BigInt(groups['cents'] ?? '0');
  return cents > MAX_AMOUNT_CENTS ? undefined : Money.cents(cents);
}
