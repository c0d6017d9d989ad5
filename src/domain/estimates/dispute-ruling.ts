import type { ChargeId } from '../../kernel/ids';
import { Money } from '../../kernel/money';

/** How a disputed bill came out. */
export const DISPUTE_OUTCOMES = ['patient_prevails', 'provider_prevails', 'settled', 'withdrawn'] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

/** What the patient paid to file, and the provider owes them when they prevail (45 CFR 149.620(g)). */
export const FILING_FEE = Money.cents(2_500);

/** A charge of the bill, with what is left of it. In the order of the care. */
export interface BilledCharge {
  readonly chargeId: ChargeId;
  readonly serviceCode: string;
  readonly amount: Money;
}

/** What a ruling takes off a charge. */
export interface RulingPart {
  readonly chargeId: ChargeId;
  readonly amount: Money;
}

/**
 * The charges of a bill in the order in which a ruling lowers them: first what the estimate did not have, a service it
 * did not name or a session too many, the newest first; then the rest, the newest first.
 *
 * @param expected how many of each service were estimated at most
 * @example S7: four integrations estimated, seven billed: the seventh, the sixth, the fifth, then the others
 */
export function inOrderOfRuling(
  charges: readonly BilledCharge[],
  expected: ReadonlyMap<string, number>,
): BilledCharge[] {
  const seen = new Map<string, number>();
  const beyond = new Set<ChargeId>();
  for (const { chargeId, serviceCode } of charges) {
    const place = (seen.get(serviceCode) ?? 0) + 1;
    seen.set(serviceCode, place);
    if (place > (expected.get(serviceCode) ?? 0)) beyond.add(chargeId);
  }
  const newest = [...charges].reverse();
  return [
    ...newest.filter(({ chargeId }) => beyond.has(chargeId)),
    ...newest.filter(({ chargeId }) => !beyond.has(chargeId)),
  ];
}

/**
 * What a ruling takes off which charges: what is billed above what is payable, and then the filing fee from what is left.
 * A charge is lowered once; what does not fit on the charges that are left is not taken off.
 *
 * @param charges in the order in which they are lowered
 * @example S7 B: $3,610.00 billed, $3,100.00 payable: $170.00 off each of three integrations, $25.00 off the next charge
 */
export function spreadRuling(
  charges: readonly BilledCharge[],
  { reduction, feeCredit }: { reduction: Money; feeCredit: Money },
): { reductions: RulingPart[]; feeCredits: RulingPart[] } {
  const reductions = take(charges, reduction);
  const lowered = new Set(reductions.map(({ chargeId }) => chargeId));
  return {
    reductions,
    feeCredits: take(
      charges.filter(({ chargeId }) => !lowered.has(chargeId)),
      feeCredit,
    ),
  };
}

function take(charges: readonly BilledCharge[], total: Money): RulingPart[] {
  let left = total;
  return charges.flatMap(({ chargeId, amount }) => {
    const part = Money.min(left, amount);
    left = left.minus(part);
    return part.isPositive() ? [{ chargeId, amount: part }] : [];
  });
}
