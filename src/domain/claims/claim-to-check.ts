import type { BusinessDate } from '../../kernel/business-date';
import type { BillingProvider, ClaimForm } from './claim-form';

/** A claim to be looked over, with what its form does not say. */
export interface ClaimToCheck {
  readonly form: ClaimForm;
  readonly billing: BillingProvider;
  readonly planType: 'commercial' | 'medicare' | 'medicaid' | 'other';
  readonly today: BusinessDate;
  /** Codes the clinic's code set bills this service with, so that none is forgotten. */
  readonly expectedCodes: readonly string[];
  /** Codes of a set whose shares of the charge the clinic has not told. */
  readonly codesWithoutShares?: readonly string[];
}
