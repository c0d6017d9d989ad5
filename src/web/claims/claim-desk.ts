import { Injectable } from '@nestjs/common';
import type { ClaimId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { ClaimChainReader } from '../../modules/claims/claim-chain.reader';
import type { ClaimView } from '../../modules/claims/claim.view';
import { ClaimsReader } from '../../modules/claims/claims.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import type { ClaimPageProps, ClaimShown } from './claim.page';
import { claimParts, deedsOf, isUnsent, toClaimShown } from './claim-shown';

/** What the page of a claim and the forms about it show. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly claims: ClaimsReader,
    private readonly chain: ClaimChainReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `claim_unknown`. */
  one(id: ClaimId): Promise<Omit<ClaimPageProps, 'shell'>> {
    return this.tx.run(async () => {
      const view = await this.claims.get(id);
      const [patient, today, { timeZone }, chain] = await Promise.all([
        this.patients.get(view.patientId),
        this.clinics.today(),
        this.clinics.settings(),
        this.chain.of(view),
      ]);
      const mayWork = this.authorize.may('claims.work');
      return {
        ...claimParts(view),
        patient: toPatientHead(patient),
        timeZone,
        claim: toClaimShown(view, today),
        visitId: view.visitId,
        replacesId: view.replacesId ?? undefined,
        priorClaimId: view.priorClaimId ?? undefined,
        nextClaimId: chain.nextClaimId,
        paperHref: view.gates.some(isKeptFromPlan) ? undefined : `/claims/${id}/paper`,
        approvalId: this.authorize.may('approvals.decide') ? view.pendingWriteOff?.approvalId : undefined,
        mayCheck: mayWork && isUnsent(view),
        maySend: mayWork && view.status === 'validated',
        deeds: deedsOf(view, { work: mayWork, giveUp: this.authorize.may('adjustments.make') }, chain),
      };
    });
  }

  /** The claim a form is about. Errors: `claim_unknown`. */
  about(id: ClaimId): Promise<{ view: ClaimView; claim: ClaimShown; patient: PatientHead; timeZone: string }> {
    return this.tx.run(async () => {
      const view = await this.claims.get(id);
      const [patient, today, { timeZone }] = await Promise.all([
        this.patients.get(view.patientId),
        this.clinics.today(),
        this.clinics.settings(),
      ]);
      return { view, claim: toClaimShown(view, today), patient: toPatientHead(patient), timeZone };
    });
  }
}

const isKeptFromPlan = ({ gate, isMet }: ClaimView['gates'][number]): boolean =>
  gate === 'disclosure_permitted' && !isMet;
