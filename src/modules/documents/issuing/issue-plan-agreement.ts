import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import type { ClinicView } from '../../clinics/clinic.view';
import { type AgreedPlan, PlansReader } from '../../plans/plans.reader';
import type { DocumentFile } from './document-file';
import { DocumentsReader } from '../documents.reader';
import { IssueVersion } from './issue-version';
import { PaperSources } from '../sources/paper-sources';
import { renderPlanAgreement } from '../pdf/render-plan-agreement';
import { SuperbillFactsReader } from '../persistence/superbill-facts.reader';
import type { PlanAgreementContent } from '../models/plan-agreement.model';
import { printedPractice } from '../sources/printed-parties';

/**
 * The agreement of a payment plan, with the Truth in Lending disclosure and the FTC Holder notice where the plan is long
 * enough. Signed, or rescheduled, it is the next version under the plan's own number; the ones before stay as given out.
 *
 * Tx: joins or opens one; holds the patient. Idempotent by: the content. Errors: `plan_unknown`.
 */
@Injectable()
export class IssuePlanAgreement {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansReader,
    private readonly sources: PaperSources,
    private readonly facts: SuperbillFactsReader,
    private readonly issue: IssueVersion,
    private readonly reader: DocumentsReader,
  ) {}

  execute(planId: string): Promise<DocumentFile> {
    return this.tx.run(async () => {
      const { view: plan } = await this.plans.agreed(planId);
      const patientId = plan.patientId as PatientId;
      await this.facts.lockPatient(patientId);
      const { clinic } = await this.sources.parties(patientId);
      const { id } = await this.issue.execute({
        kind: 'plan_agreement',
        patientId,
        subjectIds: [planId],
        scope: '',
        content: contentOf(await this.plans.agreed(planId), clinic),
        number: () => Promise.resolve(plan.number),
        render: renderPlanAgreement,
        auditFacts: { planId },
      });
      return this.reader.file(id, 'plan_agreement');
    });
  }
}

function contentOf({ view, agreement, signature }: AgreedPlan, clinic: ClinicView): PlanAgreementContent {
  return {
    practice: printedPractice(clinic),
    planVersion: view.version,
    agreement,
    agreementSha256: view.agreement.textSha256,
    signature: signature && {
      signedName: signature.signedName,
      method: signature.method,
      signedOn: businessDateOf(Temporal.Instant.from(signature.signedAt), clinic.timeZone).toString(),
    },
  };
}
