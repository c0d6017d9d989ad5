import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';

/** What a state allows a clinic to take for a late installment, from a day on. */
interface LateFeeRule {
  readonly state: string;
  readonly from: string;
  /** No fee before so many days after an installment was due. */
  readonly afterDays: number;
  /** At most this share of the late amount a year. */
  readonly mostBasisPointsAYear: number;
  readonly source: string;
}

/**
 * Dated data, one row for each state a rule is on file for. A state without a row takes no late fee: it is counsel's to
 * say, not ours to guess.
 */
const RULES: readonly LateFeeRule[] = [
  {
    state: 'VA',
    from: '2026-07-01',
    afterDays: 90,
    mostBasisPointsAYear: 300,
    source: 'Va. Code § 59.1-612',
  },
];

/** The late fee of a plan. None unless the clinic turned it on and its state has a rule. */
export interface LateFee {
  /** For each late installment. */
  readonly amount: Money;
  readonly afterDays: number;
  readonly mostBasisPointsAYear: number;
  /** Why, for the agreement and the page. */
  readonly source: string;
}

/**
 * The late fee that may be agreed on a day. It is for an actual, unanticipated late payment, which is no finance charge
 * (12 CFR 1026.4(c)(2)); it has to be disclosed (1026.18(l)).
 *
 * Source: DOMAIN.md §7.3.
 */
export function lateFeeFor(clinic: { fee: Money; state: string; on: BusinessDate }): LateFee | undefined {
  if (!clinic.fee.isPositive()) return undefined;
  const [rule] = RULES.filter(
    ({ state, from }) => state === clinic.state && compareDates(parseBusinessDate(from), clinic.on) <= 0,
  ).sort((a, b) => (a.from < b.from ? 1 : -1));
  return rule && { ...rule, amount: clinic.fee };
}

const DAYS_A_YEAR = 365n;

/**
 * What may be taken for an installment that is so many days late: never more than the state's share of it for the days.
 * @example $463.34 late for 100 days in Virginia at a fee of $10.00: $3.80
 */
export function lateFeeOwed(fee: Omit<LateFee, 'source'>, late: { amount: Money; days: number }): Money {
  if (late.days < fee.afterDays) return Money.ZERO;
  const aYear = late.amount.toCents() * BigInt(fee.mostBasisPointsAYear) * BigInt(late.days);
  return Money.min(fee.amount, Money.cents(aYear / (10_000n * DAYS_A_YEAR)));
}

/**
 * How many days an installment has been late for a fee: those since it was due, since the plan went on again, and since it was
 * last disputed or held.
 * @example due Apr 1, in dispute until Jun 30: on Jul 10 it is 10 days late
 */
export function lateDays(
  dueOn: BusinessDate,
  today: BusinessDate,
  since: readonly (BusinessDate | undefined)[],
): number {
  const from = since.reduce<BusinessDate>(
    (latest, day) => (day && compareDates(day, latest) > 0 ? day : latest),
    dueOn,
  );
  return Math.max(from.until(today, { largestUnit: 'day' }).days, 0);
}
