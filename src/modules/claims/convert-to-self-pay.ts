import { Injectable } from '@nestjs/common';
import {
  type ConversionRefusal,
  convertToSelfPay,
  type SelfPayAgreement,
} from '../../domain/claims/self-pay-conversion';
import { selfPayRecipe, type SelfPayShare } from '../../domain/claims/remittance-recipes';
import { Clock, formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { BillPatientShare } from '../charges/bill-patient-share';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { CloseClaim } from './posting/close-claim';
import { DeniedCharges } from './posting/denied-charges';
import type { ClaimRow } from './persistence/claims.repository';

export interface ConvertToSelfPayInput {
  readonly claimId: ClaimId;
  readonly agreement?: SelfPayAgreement & { readonly reference?: string };
}

const REFUSALS: Readonly<
  Record<ConversionRefusal, { code: 'self_pay_not_allowed' | 'self_pay_agreement_required'; detail: string }>
> = {
  nothing_on_the_patient: {
    code: 'self_pay_not_allowed',
    detail:
      'The payer did not make the patient responsible (group PR); what it denied otherwise is never billed to them.',
  },
  agreement_not_signed: { code: 'self_pay_agreement_required', detail: 'The agreement has not been signed yet.' },
  agreement_names_other_services: {
    code: 'self_pay_agreement_required',
    detail: 'The agreement must name each service the patient is to pay for; a general waiver does not do.',
  },
  agreement_above_charge: {
    code: 'self_pay_agreement_required',
    detail: 'The agreed price is more than was charged for the services.',
  },
};

/**
 * Turns what a payer put on the patient into a bill at the price the patient agreed to in writing.
 *
 * Tx: joins or opens one; holds the claim and its open items. Idempotent by: the claim's state, the key of the route.
 * Posts: Dr 1100 / Cr 1200 the whole, Dr 4920 / Cr 1100 the discount. Scenario S9 ii.
 * Errors: `claim_unknown`, `claim_state_conflict`, `self_pay_not_allowed`, `self_pay_agreement_required`,
 * `signing_before_discharge`.
 */
@Injectable()
export class ConvertToSelfPay {
  constructor(
    private readonly transactions: Transactions,
    private readonly denied: DeniedCharges,
    private readonly shares: BillPatientShare,
    private readonly close: CloseClaim,
    private readonly reader: ClaimsReader,
    private readonly clock: Clock,
  ) {}

  execute({ claimId, agreement }: ConvertToSelfPayInput): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const { claim, charges } = await this.denied.lock(claimId);
      if (!agreement)
        throw new DomainError('self_pay_agreement_required', {
          detail: 'The patient’s signed agreement that names the service is needed.',
        });
      await this.denied.assertSober(claim, agreement.signedAt);
      const shares = convertToSelfPay(charges, agreement, this.clock.now());
      if (typeof shares === 'string')
        throw new DomainError(REFUSALS[shares].code, { detail: REFUSALS[shares].detail, facts: { reason: shares } });
      await this.close.execute({
        claim,
        event: 'convert',
        kind: 'self_pay',
        reason: 'The patient agreed to pay.',
        agreement: {
          serviceCodes: agreement.serviceCodes,
          amountCents: agreement.amount,
          signedAt: formatInstant(agreement.signedAt),
          reference: agreement.reference ?? null,
        },
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
