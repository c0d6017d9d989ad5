import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf, parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import type { ChargedLateFeeView, PaymentPlanView, PlanHold } from '../../modules/plans/payment-plan.view';
import { PlansReader } from '../../modules/plans/plans.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import { DESK_TENDERS, type TenderChoice } from '../pay-invoice/tenders';
import { AutopayDesk } from './autopay-desk';
import type { ChangePlanPageProps } from './change-plan.page';
import { installmentsShown, numbered } from './installments-shown';
import type { LateFeeShown } from './late-fees-card';
import type { PayPlanPageProps } from './pay-plan.page';
import type { PlanPageProps } from './plan.page';
import { FREQUENCY_WORDS, SIGNING_WORDS } from './plan-words';

/** What the pages of payment plans show. Tx: joins the open one or opens its own. */
@Injectable()
export class PlanDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
    private readonly autopay: AutopayDesk,
  ) {}

  /** Errors: `plan_unknown`. */
  one(id: string): Promise<Omit<PlanPageProps, 'shell'>> {
    return this.tx.run(async () => {
      const plan = await this.plans.get(id);
      const { timeZone } = await this.clinics.settings();
      const maySee = this.authorize.may('patients.read');
      const patient = maySee ? toPatientHead(await this.patients.get(plan.patientId as PatientId)) : undefined;
      const autopay = await this.autopay.of(plan);
      return {
        ...shown(plan, timeZone),
        autopay,
        patient,
        mayWork: this.authorize.may('plans.work'),
        mayWaive: this.authorize.may('adjustments.make'),
      };
    });
  }

  /** For the forms that change a plan or pay it. Errors: `plan_unknown`. */
  toChange(
    id: string,
  ): Promise<
    Omit<ChangePlanPageProps, 'shell' | 'form' | 'idempotencyKey'> &
      Pick<PayPlanPageProps, 'due' | 'tenders'> & { mostInstallments: number }
  > {
    return this.tx.run(async () => {
      const plan = await this.plans.get(id);
      const [patient, { policies }, today] = await Promise.all([
        this.patients.get(plan.patientId as PatientId),
        this.clinics.settings(),
        this.clinics.today(),
      ]);
      const offered = new Set<string>(policies.offeredTenders);
      const tenders = DESK_TENDERS.filter((type) => type !== 'unapplied_credit' && offered.has(type));
      const parts = plan.downPayment ? [plan.downPayment, ...plan.installments] : plan.installments;
      return {
        patient: toPatientHead(patient),
        id,
        number: plan.number,
        left: Money.cents(plan.leftCents),
        due: Money.sum(
          parts.filter(({ dueOn }) => dueOn <= today.toString()).map(({ leftCents }) => Money.cents(leftCents)),
        ),
        tenders: tenders.map((type): TenderChoice => ({ type })),
        mostInstallments: policies.planMaxInstallments,
      };
    });
  }
}

const HOLDS: Readonly<Record<PlanHold, string>> = {
  paused: 'This plan is paused: nothing becomes late.',
  disputed: 'A bank is looking into money that paid this plan. Ask for nothing more until it has decided.',
  estimate_dispute: 'The patient disputes a bill as beyond its estimate. Ask for nothing more until that is decided.',
};

function shown(
  plan: PaymentPlanView,
  timeZone: string,
): Omit<PlanPageProps, 'shell' | 'patient' | 'mayWork' | 'mayWaive' | 'autopay'> {
  const { signedName, signedAt, method, textSha256 } = plan.agreement;
  return {
    id: plan.id,
    number: plan.number,
    status: plan.status,
    hold: plan.heldFor ? [HOLDS[plan.heldFor], plan.reason ?? ''].filter(Boolean).join(' ') : undefined,
    rhythm: FREQUENCY_WORDS[plan.frequency],
    openedOn: parseBusinessDate(plan.openedOn),
    total: Money.cents(plan.totalCents),
    paid: Money.cents(plan.paidCents),
    left: Money.cents(plan.leftCents),
    next: plan.next
      ? { on: parseBusinessDate(plan.next.dueOn), amount: Money.cents(plan.next.amountCents) }
      : undefined,
    rows: installmentsShown(plan),
    bills: plan.invoices.map(({ id, number, amountCents }) => ({ id, number, amount: Money.cents(amountCents) })),
    package: plan.package ? { ...plan.package, amount: Money.cents(plan.package.amountCents) } : undefined,
    disclosures: plan.disclosures,
    signature:
      signedAt && method
        ? {
            name: signedName ?? undefined,
            on: businessDateOf(Temporal.Instant.from(signedAt), timeZone),
            how: SIGNING_WORDS[method],
          }
        : undefined,
    textSha256,
    history: plan.history.map((past) => ({
      version: past.version,
      madeOn: parseBusinessDate(past.madeOn),
      rows: past.installments.map(numbered),
    })),
    lateFees: plan.lateFees.map((fee) => toLateFee(fee, plan.version)),
    longPlans: plan.longPlans,
  };
}

const toLateFee = (fee: ChargedLateFeeView, version: number): LateFeeShown => ({
  installment: `Installment ${fee.number}${fee.version === version ? '' : ` of schedule ${fee.version}`}`,
  on: parseBusinessDate(fee.chargedOn),
  late: Money.cents(fee.lateCents),
  daysLate: fee.daysLate,
  rule: fee.rule,
  fee: Money.cents(fee.feeCents),
  waived: Money.cents(fee.waivedCents),
  left: Money.cents(fee.openCents),
  status: fee.status,
  bill: { id: fee.invoiceId, number: fee.invoiceNumber, chargeId: fee.chargeId },
});
