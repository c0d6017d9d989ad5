import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PackageId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PackagesReader } from '../../modules/packages/packages.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { HeldMoneyView } from '../../modules/payments/deposit.view';
import { PatientAccountReader } from '../../modules/payments/patient-account.reader';
import { PlansReader } from '../../modules/plans/plans.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { NewPlanPageProps } from './new-plan.page';

const MOST = 200;

/** What of the money held may pay a down payment: a package's money pays its own sessions, a prepayment its visit. */
const heldFor = (kinds: readonly HeldMoneyView['kind'][], held: readonly HeldMoneyView[]): Money =>
  Money.sum(held.filter(({ kind }) => kinds.includes(kind)).map(({ amountCents }) => Money.cents(amountCents)));

/** What a new plan may be made over. Tx: joins the open one or opens its own. */
@Injectable()
export class PlanChoices {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansReader,
    private readonly patients: PatientsReader,
    private readonly accounts: PatientAccountReader,
    private readonly clinics: ClinicsReader,
    private readonly packages: PackagesReader,
  ) {}

  /** What may be planned for a patient: their bills, or the package that is named. Errors: `patient_unknown`, `package_unknown`. */
  of(patientId: PatientId, packageId?: PackageId): Promise<Omit<NewPlanPageProps, 'shell' | 'form'>> {
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
      const sold = packageId && (await this.packageOf(packageId, patientId));
      return {
        patient: toPatientHead(patient),
        package: sold,
        bills: account.openInvoices
          .filter(({ id }) => !planned.has(id))
          .map(({ id, number, balanceCents }) => ({ id, number, balance: Money.cents(balanceCents) })),
        held: heldFor(sold ? ['deposit', 'credit'] : ['deposit', 'credit', 'prepayment'], account.held),
        mostInstallments: policies.planMaxInstallments,
      };
    });
  }

  private async packageOf(id: PackageId, patientId: PatientId): Promise<NewPlanPageProps['package']> {
    const { number, unpaid, ...found } = await this.packages.toPay(id);
    if (found.patientId !== patientId) throw new DomainError('package_unknown');
    return { id, number, unpaid };
  }
}
