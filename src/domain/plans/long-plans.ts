/**
 * So many long plans a calendar year make nobody a creditor yet: Regulation Z binds who extends credit more than 25 times
 * in this calendar year or the one before (12 CFR 1026.2(a)(17)(v); DOMAIN.md §7.1).
 */
export const MOST_LONG_PLANS = 25;

/** From here on a clinic is warned. */
const APPROACHING = 20;

export const LONG_PLAN_LEVELS = ['few', 'approaching', 'creditor'] as const;

export type LongPlanLevel = (typeof LONG_PLAN_LEVELS)[number];

/** Plans of more than four installments a clinic opened. */
export interface LongPlans {
  readonly thisYear: number;
  readonly lastYear: number;
}

/**
 * Where a clinic stands. Its long plans carry the Truth in Lending disclosure whatever the count.
 * @example 26 last year and none this year: creditor
 */
export function longPlanLevel({ thisYear, lastYear }: LongPlans): LongPlanLevel {
  if (thisYear > MOST_LONG_PLANS || lastYear > MOST_LONG_PLANS) return 'creditor';
  return thisYear >= APPROACHING ? 'approaching' : 'few';
}
