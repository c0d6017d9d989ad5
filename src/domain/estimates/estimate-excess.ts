import { Money } from '../../kernel/money';

/** A patient may dispute what is billed at least this much above the estimate of a provider (45 CFR 149.620(b)(2)(i)). */
export const DISPUTABLE_EXCESS = Money.cents(40_000);

/** From here on the desk is warned, before it is too late to issue a new estimate. */
export const ALARMING_EXCESS = Money.cents(30_000);

export interface EstimateStanding {
  /** What was billed above the estimate; zero while it is not. */
  readonly excess: Money;
  /** `stop`: one may not bill on without saying why; the patient could dispute it. */
  readonly level: 'within' | 'alarm' | 'stop';
  readonly isDisputeEligible: boolean;
}

/**
 * The day of the first bill that went beyond an estimate: from then on there is something to dispute.
 * @param charges in any order; `billedOn` as `YYYY-MM-DD`
 * @example $3,100.00 estimated; $3,100.00 billed until March 31, $170.00 on April 2: April 2
 */
export function firstBilledBeyond(
  estimated: Money,
  charges: readonly { readonly billedOn: string; readonly billed: Money }[],
): string | undefined {
  let total = Money.ZERO;
  const inOrder = [...charges].sort((a, b) => (a.billedOn < b.billedOn ? -1 : a.billedOn > b.billedOn ? 1 : 0));
  return inOrder.find(({ billed }) => {
    total = total.plus(billed);
    return total.isMoreThan(estimated);
  })?.billedOn;
}

/**
 * How what was billed stands against what was estimated, for one provider and one estimate.
 *
 * @example $3,610.00 billed on an estimate of $3,100.00: excess $510.00, stop (S7)
 */
export function standingOf(estimated: Money, billed: Money): EstimateStanding {
  const excess = Money.max(billed.minus(estimated), Money.ZERO);
  const isDisputeEligible = !DISPUTABLE_EXCESS.isMoreThan(excess);
  const isAlarming = !ALARMING_EXCESS.isMoreThan(excess);
  return { excess, level: isDisputeEligible ? 'stop' : isAlarming ? 'alarm' : 'within', isDisputeEligible };
}
