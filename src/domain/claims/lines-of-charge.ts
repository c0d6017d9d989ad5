import { Money } from '../../kernel/money';
import { isDrugCode } from './esketamine';

/** One code of the set a service is billed with. */
export interface BillingCode {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly unitsRule: 'fixed' | 'per_mg';
  readonly units: number | null;
  /** What the clinic charges for this code alone, in cents; its share of a charge of the whole set. */
  readonly chargeCents?: number | null;
}

/** A charge that goes to insurance, and the codes it is billed with. */
export interface ChargeToBill {
  /** At list price, as booked. */
  readonly amount: Money;
  readonly quantity: number;
  /** Milligrams of one unit of the charge. */
  readonly doseMg?: number;
  readonly codes: readonly BillingCode[];
  /** Of the first code, where they were told with the visit. */
  readonly modifiers?: readonly string[];
}

/** One line of the claim. */
export interface BilledCode {
  /** Absent when the clinic has set up none. */
  readonly code?: string;
  readonly units?: number;
  readonly modifiers: readonly string[];
  readonly amount: Money;
}

/**
 * The claim's lines of a charge: one for each code of its set, whose amounts add up to the charge (DOMAIN.md §3.3: set A
 * one line, set B drug and visit, set C the visit). The amount is divided as the clinic charges for the codes; without that
 * it is divided evenly, which a finding says. A code that would be left with nothing is not billed.
 * @example linesOfCharge(1200.00, J0013 at 850.00 and 99215 at 350.00) // 850.00 and 350.00
 */
export function linesOfCharge({ amount, quantity, doseMg, codes, modifiers }: ChargeToBill): BilledCode[] {
  if (codes.length === 0) return [{ amount, modifiers: modifiers ?? [] }];
  const parts = amount.allocate(weightsOf(codes));
  return codes.flatMap((billed, index) => {
    const part = parts[index] ?? Money.ZERO;
    if (part.isZero() && codes.length > 1) return [];
    return [
      {
        code: billed.code,
        units: unitsOf(billed, quantity, doseMg),
        modifiers: (index === 0 ? modifiers : undefined) ?? billed.modifiers,
        amount: part,
      },
    ];
  });
}

/** Whether the clinic has said how a charge is divided over the codes of the set. */
export const hasShares = (codes: readonly BillingCode[]): boolean =>
  codes.length < 2 || codes.every(({ chargeCents }) => typeof chargeCents === 'number' && chargeCents > 0);

const weightsOf = (codes: readonly BillingCode[]): bigint[] =>
  codes.map(({ chargeCents }) => (hasShares(codes) ? BigInt(chargeCents ?? 1) : 1n));

/** The drug by the milligram, whatever the rule of the set says; else the set's own number. */
function unitsOf({ code, unitsRule, units }: BillingCode, quantity: number, doseMg: number | undefined): number {
  if (isDrugCode(code) && doseMg !== undefined) return doseMg * quantity;
  return quantity * (unitsRule === 'per_mg' ? (doseMg ?? 1) : (units ?? 1));
}
