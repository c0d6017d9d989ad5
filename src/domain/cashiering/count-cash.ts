import { DomainError, type FieldError } from '../../kernel/errors';
import { Money } from '../../kernel/money';

/** US coins and notes in circulation, in cents: the dollar coin counts as a dollar. */
export const DENOMINATIONS = [1, 5, 10, 25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** How many of one coin or note are in the drawer. */
export interface DenominationCount {
  readonly denominationCents: number;
  readonly count: number;
}

/**
 * What a count comes to. Errors: `denomination_unknown`, naming each line with a coin or note that does not exist or was
 * counted on two lines.
 * @example countCash([{ denominationCents: 10_000, count: 2 }, { denominationCents: 25, count: 3 }]) // $200.75
 */
export function countCash(counts: readonly DenominationCount[]): Money {
  const seen = new Set<number>();
  const errors = counts.flatMap(({ denominationCents }, index): FieldError[] => {
    const pointer = `/counts/${index}/denominationCents`;
    if (!DENOMINATIONS.some((known) => known === denominationCents))
      return [{ pointer, message: `no US coin or note is worth ${denominationCents} cents` }];
    if (seen.has(denominationCents)) return [{ pointer, message: 'is counted on an earlier line too' }];
    seen.add(denominationCents);
    return [];
  });
  if (errors.length > 0)
    throw new DomainError('denomination_unknown', { detail: 'Count each coin and note on one line.', errors });
  return Money.sum(counts.map(({ denominationCents, count }) => Money.cents(denominationCents).times(count)));
}

/** Where counted cash goes when a drawer is closed. */
export interface CountSplit {
  readonly deposit: Money;
  /** Stays in the drawer for the next session. */
  readonly nextFloat: Money;
}

/**
 * Splits counted cash between the bank and the next session: what is not deposited stays, what does not stay is
 * deposited. Errors: `drawer_split_mismatch` when the two parts do not add up to the count.
 * @example splitCount($292.00, { deposit: $92.00 }) // deposit $92.00, next float $200.00
 */
export function splitCount(counted: Money, wish: Partial<CountSplit>): CountSplit {
  const deposit = wish.deposit ?? (wish.nextFloat ? counted.minus(wish.nextFloat) : Money.ZERO);
  const nextFloat = wish.nextFloat ?? counted.minus(deposit);
  const isWhole = deposit.plus(nextFloat).equals(counted) && !deposit.isNegative() && !nextFloat.isNegative();
  if (!isWhole)
    throw new DomainError('drawer_split_mismatch', {
      detail: `Deposit and next float have to add up to the ${counted.format()} that were counted.`,
      facts: { countedCents: counted.toJSON() },
    });
  return { deposit, nextFloat };
}
