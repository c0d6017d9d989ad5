import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { NoticesModule } from '../notices/notices.module';
import { PackagesModule } from '../packages/packages.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { CancelPlan } from './cancel-plan';
import { DueInstallmentsReader } from './due-installments.reader';
import { AutopayController } from './http/autopay.controller';
import { PlanChangesController } from './http/plan-changes.controller';
import { PlansController } from './http/plans.controller';
import { ReminderHoldsController } from './http/reminder-holds.controller';
import { OpenPaymentPlan } from './open-payment-plan';
import { PausePlan } from './pause-plan';
import { PayPlan } from './pay-plan';
import { HeldBills } from './persistence/held-bills';
import { PlanRowsReader } from './persistence/plan-rows.reader';
import { PlansRepository } from './persistence/plans.repository';
import { DraftPlan } from './plan-draft';
import { PlanRecord } from './plan-record';
import { PlanSubject } from './plan-subject';
import { PlansToChange } from './plan-to-change';
import { PlansOnAccounts } from './plans-on-accounts';
import { PlansOnBills } from './plans-on-bills';
import { PlansOnPackages } from './plans-on-packages';
import { PlansReader } from './plans.reader';
import { PackageOnPlan } from './prepaid/package-on-plan';
import { PreviewPaymentPlan } from './preview-payment-plan';
import { ReschedulePlan } from './reschedule-plan';
import { SignAgreement } from './sign-agreement';
import { StartPlanCheckout } from './start-plan-checkout';
import { TakeDownPayment } from './take-down-payment';
import { AUTOPAY, AUTOPAY_DOORS } from './wiring/autopay';

const DOORS = [
  PreviewPaymentPlan,
  OpenPaymentPlan,
  PayPlan,
  StartPlanCheckout,
  CancelPlan,
  PausePlan,
  ReschedulePlan,
  SignAgreement,
  PlansReader,
  DueInstallmentsReader,
  ...AUTOPAY_DOORS,
];

/**
 * Plans: invoices, or a package, paid by installments, with what the law wants disclosed and agreed. How far a plan is follows from what
 * was paid on its invoices or for its package, by any door; a plan is never told.
 *
 * Owns: payment_plans, payment_plan_invoices, payment_plan_packages, plan_schedules, installments, plan_agreements, autopay_consents,
 * installment_collections, collection_attempts, late_money_steps, reminder_holds, late_fees, late_fee_waits.
 * Doors: preview-payment-plan, open-payment-plan, pay-plan, start-plan-checkout, cancel-plan, pause-plan, reschedule-plan, sign-agreement,
 * plans.reader, due-installments.reader, payment-plan.view; start-autopay, stop-autopay, autopay.reader, autopay.view,
 * hold-reminders, hold-reasons. Provides the charges room with objections to changes of bills on
 * plans (plans-on-bills) and the payments room with what an account tells of plans (plans-on-accounts), and
 * ends with a package that is canceled (plans-on-packages); all are found by their marks.
 * May call: access, clinics, tasks, notices, patients, charges, payments, packages; reads the tables of ledger, charges, payments
 * and packages.
 * Never: an amount of its own (what is left is the ledger's), a card's number.
 */
@Module({
  imports: [
    AccessModule,
    ClinicsModule,
    TasksModule,
    NoticesModule,
    PatientsModule,
    ChargesModule,
    PaymentsModule,
    PackagesModule,
  ],
  controllers: [PlansController, PlanChangesController, AutopayController, ReminderHoldsController],
  providers: [
    ...DOORS,
    ...AUTOPAY,
    DraftPlan,
    PlanRecord,
    PlanSubject,
    PlansToChange,
    TakeDownPayment,
    PlansOnAccounts,
    PlansOnBills,
    PlansOnPackages,
    PackageOnPlan,
    HeldBills,
    PlanRowsReader,
    PlansRepository,
  ],
  exports: DOORS,
})
export class PlansModule {}
