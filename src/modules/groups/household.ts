import type { Money } from '../../kernel/money';

/** What a sliding scale goes by. Left out: the full price. */
export interface HouseholdInput {
  /** People who live on the income, 1..50. */
  readonly householdSize?: number;
  /** A year. */
  readonly householdIncome?: Money;
  /** Whether papers proved the income. */
  readonly documentsSeen?: boolean;
}
