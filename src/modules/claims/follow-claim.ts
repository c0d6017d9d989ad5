import { Injectable } from '@nestjs/common';
import { isAnswered } from '../../domain/claims/claim-state';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { NextClaims } from './posting/next-claims';
import { ClaimsRepository } from './persistence/claims.repository';
import { RemittanceDesk } from './posting/remittance-desk';

/**
 * Asks the patient's next plan although the one before left nothing to the patient, such as after a denial. Where something
 * was left, the claim to the next plan was made with the decision.
 *
 * Tx: joins or opens one; holds the claim. Idempotent by: the claim, which is followed by one.
 * Errors: `claim_unknown`, `claim_state_conflict` before a decision, `next_plan_missing`.
 */
@Injectable()
export class FollowClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ClaimsRepository,
    private readonly next: NextClaims,
    private readonly desk: RemittanceDesk,
    private readonly reader: ClaimsReader,
  ) {}

  execute(claimId: ClaimId): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const claim = await this.claims.lock(claimId);
      if (!isAnswered(claim.status))
        throw new DomainError('claim_state_conflict', {
          detail: `Claim ${claim.control_number} is not decided yet; the next plan wants to know what this one paid.`,
          facts: { status: claim.status },
        });
      const coverageId = (await this.next.plansAfter([claim])).get(claimId);
      if (!coverageId)
        throw new DomainError('next_plan_missing', {
          detail: 'The patient has no further plan in effect on the date of service.',
        });
      const decidedOn = (await this.desk.postingDay()).toString();
      return this.reader.get((await this.next.follow(claim, { coverageId, decidedOn })).id);
    });
  }
}
