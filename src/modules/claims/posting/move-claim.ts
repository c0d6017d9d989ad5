import { Injectable } from '@nestjs/common';
import { type ClaimEvent, type ClaimState, nextClaimState } from '../../../domain/claims/claim-state';
import { DomainError } from '../../../kernel/errors';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import type { ClaimCause } from '../persistence/moved-claim';

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
    const to = stateAfter(claim, move);
    if (to !== claim.status) this.claims.move(claim, { ...move, to });
    return to;
  }

  /** As {@link execute}, for many claims in few statements. Errors: `claim_state_conflict`, and then none has moved. */
  executeAll(claims: readonly ClaimRow[], move: ClaimMove): void {
    const moves = claims.map((claim) => ({ claim, move: { ...move, to: stateAfter(claim, move) } }));
    this.claims.moveAll(moves.filter(({ claim, move: { to } }) => to !== claim.status));
  }

  /** As {@link ifPossible}, for many in their order and few statements; a claim may move more than once. */
  allIfPossible(moves: readonly { readonly claim: ClaimRow; readonly move: ClaimMove }[]): void {
    const stands = new Map<string, ClaimState>();
    const written = moves.flatMap(({ claim, move }) => {
      const status = stands.get(claim.id) ?? claim.status;
      const to = nextClaimState(status, move.event);
      if (!to || to === status) return [];
      stands.set(claim.id, to);
      return [{ claim: { ...claim, status }, move: { ...move, to } }];
    });
    this.claims.moveAll(written);
  }

  /** As {@link execute}, for news that may come late: undefined when the claim has moved on. */
  ifPossible(claim: ClaimRow, move: ClaimMove): ClaimState | undefined {
    return nextClaimState(claim.status, move.event) && this.execute(claim, move);
  }
}

/** Errors: `claim_state_conflict`. */
function stateAfter(claim: ClaimRow, { event }: ClaimMove): ClaimState {
  const to = nextClaimState(claim.status, event);
  if (to) return to;
  throw new DomainError('claim_state_conflict', {
    detail: `Claim ${claim.control_number} is ${claim.status.replace('_', ' ')}; that cannot be done now.`,
    facts: { status: claim.status },
  });
}
