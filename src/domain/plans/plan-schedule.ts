import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError, type FieldError } from '../../kernel/errors';
import { Money } from '../../kernel/money';

export const PLAN_FREQUENCIES = ['weekly', 'biweekly', 'monthly'] as const;

export type PlanFrequency = (typeof PLAN_FREQUENCIES)[number];

/** Most installments a plan may have: three years of months. */
export const MOST_INSTALLMENTS = 36;

/** What a plan is asked for with. */
export interface PlanTerms {
  /** What is to be paid in all, down payment included. */
  readonly total: Money;
  readonly downPayment: Money;
  readonly installments: number;
  readonly frequency: PlanFrequency;
  readonly firstDueOn: BusinessDate;
}

/** What the clinic allows. */
export interface PlanLimits {
  readonly today: BusinessDate;
  /** No installment may be below this. */
  readonly leastInstallment: Money;
  /** The clinic's own limit, at most {@link MOST_INSTALLMENTS}. */
  readonly mostInstallments: number;
}

export interface ScheduledInstallment {
  /** From 1. */
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly amount: Money;
}

const STEP: Readonly<Record<Exclude<PlanFrequency, 'monthly'>, number>> = { weekly: 7, biweekly: 14 };

/**
 * When the n-th installment is due. Months are added to the first date, never to the one before, so that a plan begun on
 * the 31st comes back to it after a short month.
 * @example dueOn(2027-01-31, 'monthly', 2) // 2027-02-28; the third is 2027-03-31
 */
export function dueOn(first: BusinessDate, frequency: PlanFrequency, number: number): BusinessDate {
  if (frequency === 'monthly') return first.add({ months: number - 1 }, { overflow: 'constrain' });
  return first.add({ days: STEP[frequency] * (number - 1) });
}

/**
 * Every installment of a plan, to the cent: equal parts, the cents left over on the first ones (DOMAIN.md §7.5).
 *
 * @throws DomainError `plan_terms_invalid` naming each wrong field
 * @example S2: $2,880.00 with $100.00 down in 6: $463.34 twice, then $463.33
 */
export function planSchedule(terms: PlanTerms, limits: PlanLimits): ScheduledInstallment[] {
  const errors = termErrors(terms, limits);
  if (errors.length > 0)
    throw new DomainError('plan_terms_invalid', { detail: errors.map(({ message }) => message).join(' '), errors });
  const financed = terms.total.minus(terms.downPayment);
  return financed.split(terms.installments).map((amount, index) => ({
    number: index + 1,
    dueOn: dueOn(terms.firstDueOn, terms.frequency, index + 1),
    amount,
  }));
}

function termErrors({ total, downPayment, installments, firstDueOn }: PlanTerms, limits: PlanLimits): FieldError[] {
  const errors: FieldError[] = [];
  const add = (pointer: string, message: string): void => void errors.push({ pointer, message });
  const most = Math.min(limits.mostInstallments, MOST_INSTALLMENTS);
  const isCountRight = Number.isSafeInteger(installments) && installments >= 1 && installments <= most;
  if (!isCountRight) add('/installments', `A plan has 1 to ${most} installments.`);
  if (downPayment.isNegative()) add('/downPaymentCents', 'The down payment cannot be below zero.');
  const financed = total.minus(downPayment);
  if (!financed.isPositive()) add('/downPaymentCents', `The down payment must be less than ${total.format()}.`);
  if (compareDates(firstDueOn, limits.today) < 0)
    add('/firstDueOn', 'The first installment cannot be due in the past.');
  if (compareDates(firstDueOn, limits.today.add({ months: 3 })) > 0)
    add('/firstDueOn', 'The first installment is due within three months.');
  // The smallest installment is the last one: the whole cents of an equal split.
  if (isCountRight && financed.isPositive()) {
    const least = Money.cents(financed.toCents() / BigInt(installments));
    if (limits.leastInstallment.isMoreThan(least))
      add(
        '/installments',
        `An installment of ${least.format()} is below the least of ${limits.leastInstallment.format()}.`,
      );
  }
  return errors;
}
