import { Injectable } from '@nestjs/common';
import { type ClaimEvent, type ClaimState, nextClaimState } from '../../domain/claims/claim-state';
import { DomainError } from '../../kernel/errors';
import { type ClaimCause, type ClaimRow, ClaimsRepository } from './persistence/claims.repository';

export interface ClaimMove {
  readonly event: ClaimEvent;
  readonly cause: ClaimCause;
  readonly payerClaimNumber?: string;
  readonly appealDueOn?: string;
}

/**
 * Moves a claim that is held along the state table (DOMAIN.md §5.4), and writes down why.
 *
 * Tx: needs one that holds the claim.
 */
@Injectable()
export class MoveClaim {
  constructor(private readonly claims: ClaimsRepository) {}

  /** The new state. Errors: `claim_state_conflict`. */
  execute(claim: ClaimRow, move: ClaimMove): ClaimState {
    const to = nextClaimState(claim.status, move.event);
    if (!to)
      throw new DomainError('claim_state_conflict', {
        detail: `Claim ${claim.control_number} is ${claim.status.replace('_', ' ')}; that cannot be done now.`,
        facts: { status: claim.status },
      });
    if (to !== claim.status) this.claims.move(claim, { ...move, to });
    return to;
  }

  /** As {@link execute}, for news that may come late: undefined when the claim has moved on. */
  ifPossible(claim: ClaimRow, move: ClaimMove): ClaimState | undefined {
    return nextClaimState(claim.status, move.event) && this.execute(claim, move);
  }
}
