import { DomainError } from '../../kernel/errors';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Money } from '../../kernel/money';

/** What a movement of a patient's account was. */
export const MOVEMENT_KINDS = ['charge', 'adjustment', 'payment', 'other'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One movement of what a patient owes less what is held for them: above zero is owed, below was paid or given up. */
export interface Movement {
  readonly kind: MovementKind;
  readonly amount: Money;
}

/** An account over a period: `opening + every movement = closing`, and the totals add up to the movements. */
export interface AccountOverPeriod<Item extends Movement> {
  readonly opening: Money;
  readonly activity: readonly (Item & { readonly balance: Money })[];
  readonly totals: Readonly<Record<MovementKind, Money>>;
  readonly closing: Money;
}

/**
 * Carries an opening balance forward through its movements, in the order given.
 * @example opening $0.00, charge $220.00, payment -$100.00: balances $220.00, $120.00; closing $120.00
 */
export function carryForward<Item extends Movement>(
  opening: Money,
  movements: readonly Item[],
): AccountOverPeriod<Item> {
  let balance = opening;
  const activity = movements.map((movement) => {
    balance = balance.plus(movement.amount);
    return { ...movement, balance };
  });
  const totalOf = (kind: MovementKind): Money =>
    Money.sum(movements.filter((movement) => movement.kind === kind).map(({ amount }) => amount));
  const totals = {
    charge: totalOf('charge'),
    adjustment: totalOf('adjustment'),
    payment: totalOf('payment'),
    other: totalOf('other'),
  };
  return { opening, activity, totals, closing: balance };
}

/** Days, both ends included. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

const DEFAULT_DAYS = 90;
const LONGEST_YEARS = 2;

/**
 * The period a statement is asked for: the last 90 days up to today unless told.
 * @throws DomainError `statement_period_invalid` when it ends before it begins, or is longer than two years
 */
export function statementPeriod(wish: Partial<Period>, today: BusinessDate): Period {
  const to = wish.to ?? today;
  const from = wish.from ?? to.subtract({ days: DEFAULT_DAYS });
  if (compareDates(from, to) > 0)
    throw new DomainError('statement_period_invalid', {
      detail: `The period ends on ${to.toString()}, before it begins on ${from.toString()}.`,
      errors: [{ pointer: '/from', message: 'must not be after to' }],
    });
  if (compareDates(to, from.add({ years: LONGEST_YEARS })) > 0)
    throw new DomainError('statement_period_invalid', {
      detail: `A statement covers at most ${LONGEST_YEARS} years. Ask for several.`,
      errors: [{ pointer: '/from', message: `must be at most ${LONGEST_YEARS} years before to` }],
    });
  return { from, to };
}
