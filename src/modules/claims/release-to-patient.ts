import { Injectable } from '@nestjs/common';
import { selfPayRecipe, type SelfPayShare } from '../../domain/claims/remittance-recipes';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { BillPatientShare } from '../charges/bill-patient-share';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { CloseClaim } from './posting/close-claim';
import { DeniedCharges } from './posting/denied-charges';
import { NextClaims } from './posting/next-claims';
import type { ClaimRow } from './persistence/claims.repository';

/**
 * Bills the patient what the plan before had left to them, because the next plan did not take it or will not be asked.
 * Never more than that, nor than is still open with insurance: what the next plan gave up by contract stays given up.
 *
 * Tx: joins or opens one; holds the claim and its open items. Idempotent by: the claim's state, the key of the route.
 * Posts: Dr 1100 / Cr 1200 per charge. Errors: `claim_unknown`, `claim_state_conflict`.
 */
@Injectable()
export class ReleaseToPatient {
  constructor(
    private readonly transactions: Transactions,
    private readonly charges: DeniedCharges,
    private readonly next: NextClaims,
    private readonly shares: BillPatientShare,
    private readonly close: CloseClaim,
    private readonly reader: ClaimsReader,
  ) {}

  execute({ claimId, reason }: { claimId: ClaimId; reason: string }): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const { claim, charges } = await this.charges.lock(claimId);
      const left = claim.prior_claim_id === null ? undefined : await this.next.forwarded([claim.prior_claim_id]);
      const shares = charges
        .map(({ chargeId, open }): SelfPayShare => {
          const amount = Money.min(open, left?.get(chargeId) ?? Money.ZERO);
          return { chargeId, amount, discount: Money.ZERO };
        })
        .filter(({ amount }) => amount.isPositive());
      if (shares.length === 0)
        throw new DomainError('claim_state_conflict', {
          detail: 'No plan before this one left anything to the patient that is still open.',
          facts: { status: claim.status },
        });
      await this.close.execute({
        claim,
        event: 'release',
        kind: 'patient_share',
        reason,
        shares,
        linesFor: (closureId) => this.bill(claim, shares, closureId),
      });
      return this.reader.get(claimId);
    });
  }

  private async bill(claim: ClaimRow, shares: readonly SelfPayShare[], closureId: string) {
    const invoiceId = await this.shares.execute({
      visitId: claim.visit_id,
      patientId: claim.patient_id,
      shares,
      source: { type: 'claim_closure', id: closureId },
    });
    return selfPayRecipe({ patientId: claim.patient_id, invoiceId }, shares);
  }
}
