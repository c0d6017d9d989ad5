import type { BusinessDate } from '../../kernel/business-date';
import { invariant } from '../../kernel/invariant';

/** A year's federal poverty guideline for the 48 contiguous states and the District of Columbia, in cents a year. */
export interface PovertyGuideline {
  readonly year: number;
  readonly firstPersonCents: number;
  readonly additionalPersonCents: number;
  /** The Federal Register notice the figures come from. */
  readonly source: string;
}

/**
 * The published guidelines, one row a year. A date of service takes its own year's row from January 1; until a year's
 * notice is added here, the latest row before it.
 */
export const POVERTY_GUIDELINES: readonly PovertyGuideline[] = [
  {
    year: 2025,
    firstPersonCents: 15_650_00,
    additionalPersonCents: 5_500_00,
    source: '90 FR 5917 (January 17, 2025)',
  },
  {
    year: 2026,
    firstPersonCents: 15_960_00,
    additionalPersonCents: 5_680_00,
    source: '91 FR 1797 (January 15, 2026)',
  },
];

/** The guideline for a date of service: the latest year on or before it; undefined before the first year on file. */
export function povertyGuidelineOn(
  guidelines: readonly PovertyGuideline[],
  on: BusinessDate,
): PovertyGuideline | undefined {
  return guidelines
    .filter((guideline) => guideline.year <= on.year)
    .reduce<PovertyGuideline | undefined>((best, next) => (best && best.year > next.year ? best : next), undefined);
}

/** A household's guideline in cents a year. Throws InvariantError unless the size is a whole number above zero. */
export function povertyGuidelineCents(guideline: PovertyGuideline, householdSize: number): bigint {
  invariant(Number.isSafeInteger(householdSize) && householdSize >= 1, `not a household size: ${householdSize}`);
  return BigInt(guideline.firstPersonCents) + BigInt(householdSize - 1) * BigInt(guideline.additionalPersonCents);
}
