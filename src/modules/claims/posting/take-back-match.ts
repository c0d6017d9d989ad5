import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { ClaimId, RemittanceId } from '../../../kernel/ids';
import { ClaimNews } from './claim-news';
import { NextClaims } from './next-claims';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import type { SuspenseClaim } from '../persistence/remittance-matches.repository';

/** Puts a claim back to where it stood before a remittance, and says that money waits. Tx: needs one. */
@Injectable()
export class TakeBackMatch {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly next: NextClaims,
    private readonly news: ClaimNews,
  ) {}

  /** The claim, held. Errors: `remittance_state_conflict` when it, or the claim to the next plan, has moved on. */
  async claim(remittanceId: RemittanceId, claimId: ClaimId, reason: string): Promise<ClaimRow> {
    const claim = await this.claims.lock(claimId);
    const move = (await this.claims.movesOf(remittanceId)).find((candidate) => candidate.claim_id === claimId);
    if (move && move.after !== claim.status)
      throw new DomainError('remittance_state_conflict', {
        detail: `Claim ${claim.control_number} has moved on since; take that back first.`,
        facts: { claimId, status: claim.status },
      });
    await this.next.withdrawAfter([claimId], remittanceId);
    if (move) {
      const cause = { type: 'remittance', id: remittanceId, note: reason } as const;
      this.claims.move(claim, { event: 'unpost', to: move.before, cause });
    }
    await this.news.settled(claimId, 'What the payer decided was taken off this claim.');
    return claim;
  }

  async tell(remittanceId: RemittanceId, { paid, traceNumber }: SuspenseClaim): Promise<void> {
    await this.news.aboutRemittance('remittance_unmatched', remittanceId, {
      amount: paid,
      facts: { traceNumber, claims: 1 },
    });
  }
}
