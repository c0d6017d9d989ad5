import { Injectable } from '@nestjs/common';
import { isAnswered } from '../../domain/claims/claim-state';
import type { ClaimId, CoverageId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { NextPlans } from '../coverage/next-plans';
import type { ClaimView } from './claim.view';
import { NextClaimsRepository } from './persistence/next-claims.repository';

/** What comes after a claim. */
export interface ClaimChain {
  /** The claim to the next plan, once it was made. */
  readonly nextClaimId?: ClaimId;
  /** The payer has decided, the patient has a further plan, and nobody has asked that one yet. */
  readonly mayFollow: boolean;
  /** A plan before this one left something to the patient that may be released to them. */
  readonly mayRelease: boolean;
}

/** Reads how a patient's plans are asked one after another. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimChainReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly next: NextClaimsRepository,
    private readonly plans: NextPlans,
  ) {}

  of({ id, priorClaimId, status, openCents, ...claim }: ClaimView): Promise<ClaimChain> {
    return this.transactions.run(async () => {
      const [following] = await this.next.liveOf([id]);
      const asked = { coverageId: claim.coverageId as CoverageId, dateOfService: claim.dateOfService };
      const hasNextPlan = isAnswered(status) && !following && (await this.plans.execute([asked]))[0] !== undefined;
      return {
        nextClaimId: following?.id,
        mayFollow: hasNextPlan,
        mayRelease: priorClaimId !== null && openCents > 0,
      };
    });
  }
}
