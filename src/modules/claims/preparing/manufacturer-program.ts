import { Injectable } from '@nestjs/common';
import { isDrugCode } from '../../../domain/claims/esketamine';
import type { InsuredCharge } from '../../../domain/claims/remittance-recipes';
import { DomainError } from '../../../kernel/errors';
import type { ClaimId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { BillPatientShare } from '../../charges/bill-patient-share';
import { CoverageReader } from '../../coverage/coverage.reader';
import type { ClaimLineView, ClaimView } from '../claim.view';
import { ClaimsReader } from '../claims.reader';
import { ClaimsRepository, type ClaimRow } from '../persistence/claims.repository';

/** More than a patient ever has. */
const MOST_PLANS = 200;

/** Which claims the manufacturer's savings program applies to. Tx: needs one. */
@Injectable()
export class ManufacturerProgram {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly reader: ClaimsReader,
    private readonly coverages: CoverageReader,
    private readonly shares: BillPatientShare,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** Holds the claim. Errors: `claim_unknown`, `manufacturer_copay_not_allowed`. */
  async drugLineOf(id: ClaimId): Promise<{ claim: ClaimRow; line: ClaimLineView; charge: InsuredCharge }> {
    const claim = await this.claims.lock(id);
    if (await this.hasGovernmentPlan(claim))
      throw notAllowed('government_plan', 'The program is for commercial insurance; government plans are excluded.');
    const { lines } = await this.reader.get(id);
    const line = lines.find(({ procedureCode }) => procedureCode !== null && isDrugCode(procedureCode));
    const invoiceId = await this.shares.invoiceOf(claim.visit_id);
    if (!line || !invoiceId)
      throw notAllowed('nothing_owed', 'The patient owes nothing for the medication of this claim.');
    return { claim, line, charge: { patientId: claim.patient_id, invoiceId } };
  }

  /**
   * The anti-kickback statute bars it for whoever has care paid with federal money, also where another plan pays this claim
   * (DOMAIN.md §5.7, S13).
   */
  private async hasGovernmentPlan({ patient_id: patientId, date_of_service: on }: ClaimRow): Promise<boolean> {
    const { data } = await this.coverages.coveragesOf(patientId, { limit: MOST_PLANS });
    return data.some(
      ({ planType, effectiveFrom, effectiveTo }) =>
        planType !== 'commercial' && effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo),
    );
  }

  async recorded(id: ClaimId, amount: Money): Promise<void> {
    await this.audit.execute({
      action: 'claim.manufacturer_copay',
      subject: { type: 'claim', id },
      facts: { amountCents: amount.toJSON() },
    });
  }

  read(id: ClaimId): Promise<ClaimView> {
    return this.reader.get(id);
  }
}

const notAllowed = (reason: 'government_plan' | 'nothing_owed', detail: string): DomainError =>
  new DomainError('manufacturer_copay_not_allowed', { detail, facts: { reason } });
