import { Injectable } from '@nestjs/common';
import { nextClaimState } from '../../domain/claims/claim-state';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ClaimWriteOffs } from './write-offs/claim-write-offs';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { WriteOffRequests } from './write-offs/write-off-requests';

/**
 * Gives up what a payer denied, when the appeal is exhausted or not worth it. The patient owes nothing of it. Above the
 * clinic's limit for adjustments it waits for a second person, and nothing is booked meanwhile.
 *
 * Tx: joins or opens one; holds the claim and its open items. Idempotent by: the claim's state.
 * Posts: Dr 4950 / Cr 1200 what is open of each charge. Scenario S9 i. Errors: `claim_unknown`, `claim_state_conflict`.
 */
@Injectable()
export class WriteOffClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly writeOffs: ClaimWriteOffs,
    private readonly requests: WriteOffRequests,
    private readonly clinics: ClinicsReader,
    private readonly reader: ClaimsReader,
  ) {}

  execute({ claimId, reason }: { claimId: ClaimId; reason: string }): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const found = await this.writeOffs.lock(claimId);
      await this.requests.assertNoneWaits(claimId);
      const { policies } = await this.clinics.settings();
      const total = Money.sum(found.shares.map(({ amount }) => amount));
      if (total.isMoreThan(Money.cents(policies.adjustmentApprovalCents))) {
        if (!nextClaimState(found.claim.status, 'write_off'))
          throw new DomainError('claim_state_conflict', {
            detail: `Claim ${found.claim.control_number} is ${found.claim.status.replace('_', ' ')}; that cannot be done now.`,
            facts: { status: found.claim.status },
          });
        await this.requests.ask(found, { amount: total, reason });
      } else await this.writeOffs.carryOut(found, reason);
      return this.reader.get(claimId);
    });
  }
}
