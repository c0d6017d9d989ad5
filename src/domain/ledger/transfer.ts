import type { Money } from '../../kernel/money';
import { credit, debit, type JournalLine } from './journal';

/**
 * Two lines that move an amount between accounts without dimensions; a negative amount goes the other way, zero nowhere.
 *
 * @example transfer(net, { to: 1000, from: 1030 }) // $96.80: Dr 1000 96.80 / Cr 1030 96.80
 */
export function transfer(amount: Money, { to, from }: { to: number; from: number }): JournalLine[] {
  if (amount.isZero()) return [];
  return amount.isPositive()
    ? [debit(to, amount), credit(from, amount)]
    : [debit(from, amount.negated()), credit(to, amount.negated())];
}
