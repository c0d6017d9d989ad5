import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { PatientAccountReader } from '../../modules/payments/patient-account.reader';
import { PlansReader } from '../../modules/plans/plans.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { NewPlanPageProps } from './new-plan.page';

const MOST = 200;

/** What a new plan may be made over. Tx: joins the open one or opens its own. */
@Injectable()
export class PlanChoices {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansReader,
    private readonly patients: PatientsReader,
    private readonly accounts: PatientAccountReader,
    private readonly clinics: ClinicsReader,
  ) {}

  /** What may be planned for a patient. Errors: `patient_unknown`. */
  of(patientId: PatientId): Promise<Omit<NewPlanPageProps, 'shell' | 'form'>> {
    return this.tx.run(async () => {
      const [patient, account, { data }, { policies }] = await Promise.all([
        this.patients.get(patientId),
        this.accounts.get(patientId),
        this.plans.list({ patientId, limit: MOST }),
        this.clinics.settings(),
      ]);
      const planned = new Set(
        data.filter(({ status }) => status !== 'canceled').flatMap(({ invoices }) => invoices.map(({ id }) => id)),
      );
      return {
        patient: toPatientHead(patient),
        bills: account.openInvoices
          .filter(({ id }) => !planned.has(id))
          .map(({ id, number, balanceCents }) => ({ id, number, balance: Money.cents(balanceCents) })),
        held: Money.cents(account.unappliedCreditCents + account.depositCents),
        mostInstallments: policies.planMaxInstallments,
      };
    });
  }
}
