import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { ClaimWriteOffs, type WriteOffShare } from './claim-write-offs';
import { WriteOffRequests } from './write-off-requests';

/**
 * Gives up denials a second person agreed to give up, as they were asked for: when the payer has decided again meanwhile,
 * the agreement is refused and the request can be rejected.
 *
 * Errors: `claim_state_conflict`.
 */
@Injectable()
@RegisterApprovalHandler()
export class ClaimWriteOffApprovals extends ApprovalHandler {
  readonly kind = 'claim_write_off';

  constructor(
    private readonly requests: WriteOffRequests,
    private readonly writeOffs: ClaimWriteOffs,
  ) {
    super();
  }

  override async approve({ subjectId }: Approval): Promise<void> {
    const request = await this.requests.lock(subjectId);
    if (!request) return;
    const found = await this.writeOffs.lock(request.claimId);
    if (!isSame(request.shares, found.shares))
      throw new DomainError('claim_state_conflict', {
        detail: 'Insurance owes another amount by now. Reject this and ask again.',
        facts: { status: found.claim.status },
      });
    await this.requests.setState(subjectId, 'booked');
    await this.writeOffs.carryOut(found, request.reason);
  }

  override async reject({ subjectId }: Approval): Promise<void> {
    await this.requests.setState(subjectId, 'rejected');
  }
}

const isSame = (asked: readonly WriteOffShare[], open: readonly WriteOffShare[]): boolean =>
  asked.length === open.length &&
  asked.every(({ chargeId, amount }) =>
    open.some((share) => share.chargeId === chargeId && share.amount.equals(amount)),
  );
