import { Injectable } from '@nestjs/common';
import { denialWriteOffRecipe } from '../../../domain/claims/remittance-recipes';
import { mergeLines } from '../../../domain/ledger/journal';
import { DomainError } from '../../../kernel/errors';
import type { ChargeId, ClaimId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { CloseClaim } from '../posting/close-claim';
import { NextClaims } from '../posting/next-claims';
import { ClaimBooksRepository } from '../persistence/claim-books.repository';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';

/** What of a charge is given up. */
export interface WriteOffShare {
  readonly chargeId: ChargeId;
  readonly amount: Money;
}

/** A claim that is about to be given up, held with what is open on it. */
export interface ClaimToWriteOff {
  readonly claim: ClaimRow;
  readonly shares: readonly WriteOffShare[];
}

/** Gives up what a payer denied. Tx: needs one. */
@Injectable()
export class ClaimWriteOffs {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly books: ClaimBooksRepository,
    private readonly next: NextClaims,
    private readonly close: CloseClaim,
  ) {}

  /** Errors: `claim_unknown`; `claim_state_conflict` when nothing is open, or the patient's next plan has not answered. */
  async lock(claimId: ClaimId): Promise<ClaimToWriteOff> {
    const claim = await this.claims.lock(claimId);
    await this.next.assertAnswered(claimId);
    const chargeIds = [...new Set((await this.claims.linesOf([claimId])).map((line) => line.charge_id))];
    const openOf = await this.books.lockOpen(chargeIds);
    const shares = chargeIds
      .map((chargeId) => ({ chargeId, amount: openOf(chargeId).insurance }))
      .filter(({ amount }) => amount.isPositive());
    if (shares.length === 0)
      throw new DomainError('claim_state_conflict', {
        detail: 'Insurance owes nothing on this claim any more.',
        facts: { status: claim.status },
      });
    return { claim, shares };
  }

  /** Posts: Dr 4950 / Cr 1200 per charge. Errors: `claim_state_conflict`. */
  async carryOut({ claim, shares }: ClaimToWriteOff, reason: string): Promise<void> {
    const lines = shares.flatMap(({ chargeId, amount }) => denialWriteOffRecipe(claim.patient_id, chargeId, amount));
    await this.close.execute({
      claim,
      event: 'write_off',
      kind: 'write_off',
      reason,
      shares: shares.map((share) => ({ ...share, discount: Money.ZERO })),
      linesFor: () => Promise.resolve(mergeLines(lines)),
    });
  }
}
