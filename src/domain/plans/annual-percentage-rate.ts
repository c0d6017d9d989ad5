import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import type { PlanFrequency } from './plan-schedule';

const UNIT_PERIODS_A_YEAR: Readonly<Record<PlanFrequency, number>> = { weekly: 52, biweekly: 26, monthly: 12 };

/** Far above any rate a plan could have, so that the search always ends. */
const HIGHEST_RATE_A_PERIOD = 10;
const ROUNDS = 200;

/**
 * The annual percentage rate of equally spaced payments by the actuarial method, in basis points: the rate a unit period
 * at which the payments are worth the amount financed, times the unit periods of a year. The first payment is due one
 * unit period after the money was advanced. Zero when the payments add up to no more than the amount financed.
 *
 * A rate is not an amount: it is found by bisection in floating point and rounded half up to a basis point; Regulation Z
 * tolerates an eighth of a percentage point.
 *
 * Source: 12 CFR 1026 appendix J (b)(1), (b)(8); DOMAIN.md §7.3.
 * @example $2,636.00 financed (the cash price of $2,736.00 less $100.00 down), six monthly payments of $463.33: 18.5 %
 */
export function annualPercentageRate(
  amountFinanced: Money,
  payments: readonly Money[],
  frequency: PlanFrequency,
): number {
  invariant(amountFinanced.isPositive(), 'a rate needs an amount financed');
  const cents = payments.map((payment) => Number(payment.toCents()));
  const financed = Number(amountFinanced.toCents());
  if (cents.reduce((sum, payment) => sum + payment, 0) <= financed) return 0;
  const worthAt = (rate: number): number =>
    cents.reduce((sum, payment, index) => sum + payment / (1 + rate) ** (index + 1), 0);
  let low = 0;
  let high = HIGHEST_RATE_A_PERIOD;
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (worthAt(middle) > financed) low = middle;
    else high = middle;
  }
  return Math.round(((low + high) / 2) * UNIT_PERIODS_A_YEAR[frequency] * 10_000);
}
