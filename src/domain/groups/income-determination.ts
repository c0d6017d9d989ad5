import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { type PovertyGuideline, povertyGuidelineCents, povertyGuidelineOn } from '../pricing/poverty-guidelines';

/** How long an income that was looked into counts. */
const MONTHS_VALID = 12;

/** A household's income held against the poverty guideline of a day. */
export interface IncomeDetermination {
  readonly expiresOn: BusinessDate;
  /** Absent where no guideline is on file for the day. */
  readonly against?: {
    readonly guidelineYear: number;
    /** Of a household of that size, in cents a year. */
    readonly guidelineCents: bigint;
    /** The income's share of it, 10 000 = all of it, half up; for people to read, a price compares exactly. */
    readonly povertyBasisPoints: bigint;
  };
}

/**
 * What is written down of an income a sliding scale goes by.
 *
 * @example one person on $30,000.00 in 2026: 18797 of $15,960.00 (DOMAIN.md S6)
 */
export function determineIncome(
  guidelines: readonly PovertyGuideline[],
  on: BusinessDate,
  household: { readonly size: number; readonly income: Money },
): IncomeDetermination {
  const expiresOn = on.add({ months: MONTHS_VALID });
  const guideline = povertyGuidelineOn(guidelines, on);
  if (!guideline) return { expiresOn };
  const guidelineCents = povertyGuidelineCents(guideline, household.size);
  const scaled = household.income.toCents() * 10_000n;
  const povertyBasisPoints = (scaled * 2n + guidelineCents) / (guidelineCents * 2n);
  return { expiresOn, against: { guidelineYear: guideline.year, guidelineCents, povertyBasisPoints } };
}
