import type { BusinessDate } from '../../kernel/business-date';
import type { ClaimState } from './claim-state';

/** The last day something can be done about a claim, and what. */
export interface ClaimDeadline {
  readonly for: 'appeal' | 'filing';
  readonly on: BusinessDate;
}

export interface ClaimDays {
  readonly status: ClaimState;
  readonly filingDueOn: BusinessDate;
  /** Set once the payer has refused something. */
  readonly appealDueOn?: BusinessDate;
}

/**
 * What runs out for a claim: until it has been decided the days to file it, which a correction keeps too; after a refusal
 * the days to appeal. Nothing runs while the payer is at it, nor when it is over.
 */
export function claimDeadline({ status, filingDueOn, appealDueOn }: ClaimDays): ClaimDeadline | undefined {
  switch (status) {
    case 'draft':
    case 'validated':
    case 'rejected':
    case 'rework':
      return { for: 'filing', on: filingDueOn };
    case 'denied':
    case 'partly_paid':
      return appealDueOn && { for: 'appeal', on: appealDueOn };
    default:
      return undefined;
  }
}
