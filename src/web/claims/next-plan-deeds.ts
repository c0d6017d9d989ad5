import { Injectable } from '@nestjs/common';
import type { ClaimId } from '../../kernel/ids';
import { FollowClaim } from '../../modules/claims/follow-claim';
import { ReleaseToPatient } from '../../modules/claims/release-to-patient';

/** What the forms about a patient's further plans do; each answers the page that shows it done. */
@Injectable()
export class NextPlanDeeds {
  constructor(
    private readonly followClaim: FollowClaim,
    private readonly releaseToPatient: ReleaseToPatient,
  ) {}

  /** On to the claim to the next plan. */
  async follow(claimId: ClaimId): Promise<string> {
    const { id } = await this.followClaim.execute(claimId);
    return `/claims/${id}`;
  }

  /** On to the patient, who has a bill now. */
  async release(claimId: ClaimId, reason: string): Promise<string> {
    const { patientId } = await this.releaseToPatient.execute({ claimId, reason });
    return `/patients/${patientId}#open`;
  }
}
