import { LONG_PLAN_LEVELS, type LongPlanLevel } from '../../domain/plans/long-plans';
import { PLAN_FREQUENCIES, type PlanFrequency } from '../../domain/plans/plan-schedule';
import { INSTALLMENT_STATUSES, type InstallmentStatus } from '../../domain/plans/plan-standing';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

export const PLAN_STATUSES = ['active', 'paused', 'paid_off', 'canceled'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export const SIGNING_METHODS = ['paper', 'in_person', 'electronic'] as const;
export type SigningMethod = (typeof SIGNING_METHODS)[number];

export const PLAN_HOLDS = ['paused', 'disputed', 'estimate_dispute'] as const;
export type PlanHold = (typeof PLAN_HOLDS)[number];

/** The figures of 12 CFR 1026.18. */
export class PlanDisclosuresView {
  @IntField({ description: 'Annual percentage rate in basis points; 0 for every plan of ours.' })
  aprBasisPoints: number;
  @CentsField() financeChargeCents: number;
  @CentsField() amountFinancedCents: number;
  @CentsField() totalOfPaymentsCents: number;
  @CentsField({ description: 'The down payment included.' }) totalSalePriceCents: number;
  @BooleanField({ description: 'More than four installments: the agreement carries the Truth in Lending disclosure.' })
  tilaRequired: boolean;
}

/** One installment of a schedule, as agreed. */
export class ScheduledInstallmentView {
  @IntField({ min: 1 }) number: number;
  @DateField() dueOn: string;
  @CentsField() amountCents: number;
}

/** A down payment that is not taken yet is due on the day the plan is opened. */
export class DownPaymentView {
  @DateField() dueOn: string;
  @CentsField() amountCents: number;
}

/** How a part of a plan stands: amountCents = reducedCents + paidCents + leftCents. */
export class InstallmentView extends ScheduledInstallmentView {
  @CentsField() paidCents: number;
  @CentsField() leftCents: number;
  @CentsField({ description: 'Not asked for any more: a bill was lowered, or the plan has ended.' })
  reducedCents: number;
  @EnumField(INSTALLMENT_STATUSES, {
    description:
      'Follows from what was paid on the plan’s invoices, or for its package, by any door. `failed`: due, and the last try was declined.',
  })
  status: InstallmentStatus;
  @IntField({ description: 'Days since it was due, once the days of grace are over; 0 while the plan is held.' })
  daysLate: number;
}

/** How a down payment stands. */
export class DownPaymentStandingView extends DownPaymentView {
  @CentsField() paidCents: number;
  @CentsField() leftCents: number;
  @CentsField() reducedCents: number;
  @EnumField(INSTALLMENT_STATUSES) status: InstallmentStatus;
  @IntField() daysLate: number;
}

/** An invoice that a plan covers. */
export class PlannedInvoiceView {
  @UuidField() id: string;
  @TextField({ example: 'INV-000123' }) number: string;
  @CentsField({ description: 'Open when the plan was opened.' }) amountCents: number;
}

/** A package that a plan covers. */
export class PlannedPackageView {
  @UuidField() id: string;
  @TextField({ example: 'PKG-000001' }) number: string;
  @CentsField({ description: 'Of its price, unpaid when the plan was opened.' }) amountCents: number;
}

/** Plans of more than four installments, by calendar year. */
export class LongPlansView {
  @IntField() thisYear: number;
  @IntField() lastYear: number;
  @IntField({ description: 'Above so many in this year or the last Regulation Z binds the clinic as a creditor.' })
  threshold: number;
  @EnumField(LONG_PLAN_LEVELS) level: LongPlanLevel;
}

export class LateFeeView {
  @CentsField() amountCents: number;
  @IntField() afterDays: number;
  @IntField() mostBasisPointsAYear: number;
  @TextField({ max: 500 }) source: string;
}

export class AgreementClauseView {
  @TextField() heading: string;
  @TextField({ max: 2_000 }) text: string;
  @BooleanField({ description: 'One of the federal disclosures.' }) isDisclosure: boolean;
}

/** The words a plan is agreed by. */
export class AgreementTextView {
  @TextField({ example: 'plan-agreement-2026-11' }) textVersion: string;
  @TextField({ min: 64, max: 64, description: 'SHA-256 of all that is agreed, lower-case hex.' }) textSha256: string;
  @ListField(() => AgreementClauseView) clauses: readonly AgreementClauseView[];
  @TextField({ nullable: true, max: 2_000, description: 'The notice of the FTC Holder Rule (16 CFR 433.2).' })
  holderNotice: string | null;
}

/** The agreement of the schedule in force, and who signed it. */
export class PlanAgreementView {
  @TextField({ example: 'plan-agreement-2026-11' }) textVersion: string;
  @TextField({ min: 64, max: 64 }) textSha256: string;
  @TextField({ nullable: true, description: 'Told to those who may see people.' }) signedName: string | null;
  @EnumField(SIGNING_METHODS, { nullable: true }) method: SigningMethod | null;
  @InstantField({ nullable: true, description: 'Null while it is not signed.' }) signedAt: string | null;
}

/** A plan as it would be; nothing is stored. */
export class PlanPreviewView {
  @UuidField() patientId: string;
  @EnumField(PLAN_FREQUENCIES) frequency: PlanFrequency;
  @CentsField({ description: 'Open on the invoices, or unpaid of the package.' }) totalCents: number;
  @ListField(() => PlannedInvoiceView, { description: 'None where it covers a package.' })
  invoices: PlannedInvoiceView[];
  @ObjectField(() => PlannedPackageView, { nullable: true }) package: PlannedPackageView | null;
  @ObjectField(() => DownPaymentView, { nullable: true }) downPayment: DownPaymentView | null;
  @ListField(() => ScheduledInstallmentView) schedule: ScheduledInstallmentView[];
  @ObjectField(() => PlanDisclosuresView) disclosures: PlanDisclosuresView;
  @IntField() graceDays: number;
  @ObjectField(() => LateFeeView, { nullable: true, description: 'Null: there is none.' }) lateFee: LateFeeView | null;
  @ObjectField(() => AgreementTextView) agreement: AgreementTextView;
  @ObjectField(() => LongPlansView) longPlans: LongPlansView;
}

/** A schedule that was replaced by another, as far as it had come. */
export class PastScheduleView {
  @IntField({ min: 1 }) version: number;
  @DateField() madeOn: string;
  @ListField(() => InstallmentView) installments: InstallmentView[];
  @ObjectField(() => PlanDisclosuresView) disclosures: PlanDisclosuresView;
  @ObjectField(() => PlanAgreementView) agreement: PlanAgreementView;
}

export const LATE_FEE_STATUSES = ['open', 'paid', 'waived'] as const;
export type LateFeeStatus = (typeof LATE_FEE_STATUSES)[number];

/** A late fee that was charged, on a bill of its own: feeCents = waivedCents + paidCents + openCents. */
export class ChargedLateFeeView {
  @IntField({ min: 1, description: 'Of the schedule the installment is on.' }) version: number;
  @IntField({ min: 1, description: 'Of the installment that was late.' }) number: number;
  @DateField() chargedOn: string;
  @IntField({ description: 'Days it was late, those left out in which nobody asked for it.' }) daysLate: number;
  @CentsField({ description: 'Of the installment, what was late.' }) lateCents: number;
  @TextField({ max: 500, example: 'Va. Code § 59.1-612', description: 'The rule of the clinic’s state.' })
  rule: string;
  @CentsField() feeCents: number;
  @CentsField({ description: 'Taken off it, or all of it where its bill was voided.' }) waivedCents: number;
  @CentsField() paidCents: number;
  @CentsField() openCents: number;
  @EnumField(LATE_FEE_STATUSES, { description: 'A fee is waived by lowering its charge.' }) status: LateFeeStatus;
  @UuidField() invoiceId: string;
  @TextField({ example: 'INV-000123' }) invoiceNumber: string;
  @UuidField() chargeId: string;
}

/** What comes next. */
export class NextInstallmentView {
  @DateField() dueOn: string;
  @CentsField() amountCents: number;
}

/** A payment plan; how it stands follows from what was paid on its invoices. */
export class PaymentPlanView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ example: 'PP-000001' }) number: string;
  @UuidField() patientId: string;
  @EnumField(PLAN_STATUSES) status: PlanStatus;
  @EnumField(PLAN_HOLDS, {
    nullable: true,
    description:
      'Why nothing is charged automatically and nothing becomes late: paused, a bank is looking into it, or the patient disputes a bill as beyond its Good Faith Estimate.',
  })
  heldFor: PlanHold | null;
  @ListField(() => PlannedInvoiceView, { description: 'None where it covers a package.' })
  invoices: PlannedInvoiceView[];
  @ObjectField(() => PlannedPackageView, { nullable: true }) package: PlannedPackageView | null;
  @EnumField(PLAN_FREQUENCIES) frequency: PlanFrequency;
  @IntField({ min: 1, description: 'Of the schedule; grows with each rescheduling.' }) version: number;
  @DateField() openedOn: string;
  @DateField({ nullable: true }) canceledOn: string | null;
  @TextField({ nullable: true, max: 500, description: 'Why it was paused or canceled last.' }) reason: string | null;
  @CentsField({ description: 'Of the schedule in force, the down payment included.' }) totalCents: number;
  @CentsField({ description: 'Paid toward the schedule in force.' }) paidCents: number;
  @CentsField({ description: 'What a pay-off takes. There is no penalty.' }) leftCents: number;
  @ObjectField(() => DownPaymentStandingView, { nullable: true }) downPayment: DownPaymentStandingView | null;
  @ListField(() => ScheduledInstallmentView, { description: 'The installments as agreed.' })
  schedule: ScheduledInstallmentView[];
  @ListField(() => InstallmentView) installments: InstallmentView[];
  @ObjectField(() => NextInstallmentView, { nullable: true, description: 'The oldest that is not paid.' })
  next: NextInstallmentView | null;
  @ObjectField(() => PlanDisclosuresView) disclosures: PlanDisclosuresView;
  @IntField() graceDays: number;
  @ObjectField(() => PlanAgreementView) agreement: PlanAgreementView;
  @ListField(() => PastScheduleView, { description: 'Schedules before this one, the oldest first.' })
  history: PastScheduleView[];
  @ListField(() => ChargedLateFeeView, { description: 'Late fees that were charged, the oldest first.' })
  lateFees: ChargedLateFeeView[];
  @ObjectField(() => LongPlansView) longPlans: LongPlansView;
}
