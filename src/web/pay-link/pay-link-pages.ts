import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Config } from '../../platform/config/config';
import { cardPagesOrigin } from '../http/card-pages';
import { page, type PageAnswer } from '../http/page-answer';
import { PayLinkPlans } from './pay-link-plans';
import { PayLinkOutcomes } from './pay-link-outcomes';
import { PayLinkPage, type PayLinkPageProps } from './pay-link.page';

/** What differs from one showing of the patient's page to the next. */
export type PayLinkShowing = Pick<PayLinkPageProps, 'action' | 'outcome' | 'form'> & {
  readonly patientId: PatientId;
};

/** Draws the patient's page with the clinic's name, phone and words. */
@Injectable()
export class PayLinkPages {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly due: PayLinkPlans,
    private readonly outcomes: PayLinkOutcomes,
    private readonly config: Config,
  ) {}

  async of({ patientId, ...showing }: PayLinkShowing, status: number): Promise<PageAnswer> {
    const isConfirming = showing.outcome?.kind === 'confirming';
    const [clinic, patient, { plans, bills }] = await Promise.all([
      this.clinics.current(),
      this.patients.get(patientId),
      isConfirming ? { plans: [], bills: [] } : this.due.of(patientId),
    ]);
    const props: PayLinkPageProps = {
      ...showing,
      bills,
      plans,
      lastPaid: showing.outcome || bills.length + plans.length > 0 ? undefined : await this.outcomes.last(patientId),
      clinicName: clinic.name,
      clinicPhone: clinic.phone,
      firstName: patient.preferredName ?? patient.firstName,
      wording: clinic.policies.payPage,
      statementName: clinic.statementDescriptor,
      isSandbox: this.config.stripe.sandboxUrl !== undefined,
    };
    return page(PayLinkPage, props, { status, formAction: cardPagesOrigin(this.config.stripe) });
  }
}
