import { DomainError } from '../../kernel/errors';
import type { Money } from '../../kernel/money';
import type { ManualAdjustmentType } from '../adjustments/adjustment-rules';
import { formatRate } from './plan-agreement';
import type { PlanFrequency, ScheduledInstallment } from './plan-schedule';
import { disclosePlan } from './truth-in-lending';

/** Discounts that are given for paying at once: whoever pays by installments pays more for the same care. */
export const PAY_IN_FULL_DISCOUNTS = [
  'package_discount',
  'prompt_pay_discount',
] as const satisfies readonly ManualAdjustmentType[];

export const isPayInFullDiscount = (type: string): boolean =>
  (PAY_IN_FULL_DISCOUNTS as readonly string[]).includes(type);

/** The same care on a plan, without the discount. */
export interface PlanWithoutDiscount {
  /** The price on the plan, down payment included. */
  readonly total: Money;
  readonly downPayment: Money;
  readonly discount: Money;
  readonly frequency: PlanFrequency;
  readonly installments: readonly ScheduledInstallment[];
}

/**
 * Why the same charge has a discount for paying at once or a plan at 0 %, never both: the discount forgone is a finance
 * charge (12 CFR 1026.4(a), comment 4(b)(9)-1; DOMAIN.md §7.3).
 *
 * @example $2,880.00 on a plan, $2,736.00 at once, $100.00 down, 6 months: a finance charge of $144.00, 18.5 % APR
 */
export function planDiscountConflict(plan: PlanWithoutDiscount): DomainError {
  const { aprBasisPoints, financeCharge } = disclosePlan({ ...plan, cashPrice: plan.total.minus(plan.discount) });
  return new DomainError('plan_discount_conflict', {
    detail:
      `A discount of ${plan.discount.format()} for paying at once and a plan at 0 % do not go together: on the plan the same care costs ` +
      `${financeCharge.format()} more, which is a finance charge of ${formatRate(aprBasisPoints)} APR. Take the discount back, or let the bill be paid at once.`,
    facts: {
      discountCents: plan.discount.toJSON(),
      financeChargeCents: financeCharge.toJSON(),
      aprBasisPoints,
    },
  });
}
