import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { CancelPlan } from './cancel-plan';
import { DueInstallmentsReader } from './due-installments.reader';
import { PlanChangesController } from './http/plan-changes.controller';
import { PlansController } from './http/plans.controller';
import { OpenPaymentPlan } from './open-payment-plan';
import { PausePlan } from './pause-plan';
import { PayPlan } from './pay-plan';
import { PlanRowsReader } from './persistence/plan-rows.reader';
import { PlansRepository } from './persistence/plans.repository';
import { DraftPlan } from './plan-draft';
import { PlanRecord } from './plan-record';
import { PlanSubject } from './plan-subject';
import { PlansToChange } from './plan-to-change';
import { PlansOnAccounts } from './plans-on-accounts';
import { PlansOnBills } from './plans-on-bills';
import { PlansReader } from './plans.reader';
import { PreviewPaymentPlan } from './preview-payment-plan';
import { ReschedulePlan } from './reschedule-plan';
import { SignAgreement } from './sign-agreement';
import { TakeDownPayment } from './take-down-payment';

const DOORS = [
  PreviewPaymentPlan,
  OpenPaymentPlan,
  PayPlan,
  CancelPlan,
  PausePlan,
  ReschedulePlan,
  SignAgreement,
  PlansReader,
  DueInstallmentsReader,
];

/**
 * Plans: invoices paid by installments, with what the law wants disclosed and agreed. How far a plan is follows from what
 * was paid on its invoices, by any door; a plan is never told.
 *
 * Owns: payment_plans, payment_plan_invoices, plan_schedules, installments, plan_agreements.
 * Doors: preview-payment-plan, open-payment-plan, pay-plan, cancel-plan, pause-plan, reschedule-plan, sign-agreement,
 * plans.reader, due-installments.reader, payment-plan.view. Provides the charges room with objections to changes of bills on
 * plans (plans-on-bills) and the payments room with what an account tells of plans (plans-on-accounts), found by their marks.
 * May call: access, clinics, patients, charges, payments; reads the tables of ledger, charges and payments.
 * Never: an amount of its own (what is left is the ledger's), a card.
 */
@Module({
  imports: [AccessModule, ClinicsModule, PatientsModule, ChargesModule, PaymentsModule],
  controllers: [PlansController, PlanChangesController],
  providers: [
    ...DOORS,
    DraftPlan,
    PlanRecord,
    PlanSubject,
    PlansToChange,
    TakeDownPayment,
    PlansOnAccounts,
    PlansOnBills,
    PlanRowsReader,
    PlansRepository,
  ],
  exports: DOORS,
})
export class PlansModule {}
