import { invariant } from '../../kernel/invariant';
import type { SlidingScaleTier } from './price-rule';

/**
 * The step of a sliding scale an income falls into, compared exactly in whole numbers: a step holds incomes up to and
 * including its share of the guideline. Undefined above the last bounded step.
 *
 * @param tiers in ascending order
 * @example guideline $15,960.00, tier 1 up to 20000: $31,920.00 is tier 1, $31,920.01 is not (DOMAIN.md S6)
 */
export function tierFor(
  tiers: readonly SlidingScaleTier[],
  household: { readonly incomeCents: number; readonly guidelineCents: bigint },
): SlidingScaleTier | undefined {
  const { incomeCents, guidelineCents } = household;
  invariant(Number.isSafeInteger(incomeCents) && incomeCents >= 0, `not an income: ${incomeCents}`);
  const scaledIncome = BigInt(incomeCents) * 10_000n;
  return tiers.find(
    ({ upToPovertyBasisPoints: upTo }) => upTo === null || scaledIncome <= guidelineCents * BigInt(upTo),
  );
}

/** A share of the poverty guideline in words: 20000 is `200%`, 13850 is `138.5%`. */
export function formatBasisPoints(basisPoints: number): string {
  const fraction = (basisPoints % 100).toString().padStart(2, '0').replace(/0+$/, '');
  return `${Math.floor(basisPoints / 100)}${fraction && `.${fraction}`}%`;
}

/** Where an income lies, in words that follow "at": `200% or less`, `more than 300%`. */
export function incomeBand(tiers: readonly SlidingScaleTier[], tier: SlidingScaleTier | undefined): string {
  const upTo = tier?.upToPovertyBasisPoints ?? null;
  if (upTo !== null) return `${formatBasisPoints(upTo)} or less`;
  const highest = tiers.flatMap((step) => step.upToPovertyBasisPoints ?? []).at(-1);
  return highest === undefined ? 'any share' : `more than ${formatBasisPoints(highest)}`;
}
