import { Money } from '../../kernel/money';
import { annualPercentageRate } from './annual-percentage-rate';
import type { PlanFrequency, ScheduledInstallment } from './plan-schedule';

/** A written agreement payable in more than this many installments is credit under Regulation Z, even at 0 %. */
export const MOST_SHORT_INSTALLMENTS = 4;

/** What a plan is disclosed by. */
export interface PlanToDisclose {
  readonly total: Money;
  readonly downPayment: Money;
  /** What the same services cost somebody who pays at once; a higher plan price is a finance charge. */
  readonly cashPrice: Money;
  readonly frequency: PlanFrequency;
  readonly installments: readonly ScheduledInstallment[];
}

/** The figures of a closed-end credit sale (12 CFR 1026.18). */
export interface PlanDisclosures {
  readonly aprBasisPoints: number;
  readonly financeCharge: Money;
  readonly amountFinanced: Money;
  readonly totalOfPayments: Money;
  readonly totalSalePrice: Money;
  /** More than four installments, the down payment not counted (12 CFR 1026.2(a)(17)(i)). */
  readonly isTruthInLendingRequired: boolean;
}

/**
 * The figures a plan is disclosed with. What the plan costs above paying at once is its finance charge, whatever it is
 * called (12 CFR 1026.4(a), comment 4(b)(9)-1); a plan of ours has none.
 *
 * @example S2: amount financed and total of payments $2,780.00, total sale price $2,880.00, APR 0
 */
export function disclosePlan(plan: PlanToDisclose): PlanDisclosures {
  const totalOfPayments = Money.sum(plan.installments.map(({ amount }) => amount));
  const financeCharge = Money.max(plan.total.minus(plan.cashPrice), Money.ZERO);
  const amountFinanced = totalOfPayments.minus(financeCharge);
  return {
    aprBasisPoints: annualPercentageRate(
      amountFinanced,
      plan.installments.map(({ amount }) => amount),
      plan.frequency,
    ),
    financeCharge,
    amountFinanced,
    totalOfPayments,
    totalSalePrice: plan.downPayment.plus(totalOfPayments),
    isTruthInLendingRequired: plan.installments.length > MOST_SHORT_INSTALLMENTS,
  };
}
