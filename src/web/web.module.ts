import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessModule } from '../modules/access/access.module';
import { CashieringModule } from '../modules/cashiering/cashiering.module';
import { CatalogModule } from '../modules/catalog/catalog.module';
import { ChargesModule } from '../modules/charges/charges.module';
import { ClaimsModule } from '../modules/claims/claims.module';
import { ClinicsModule } from '../modules/clinics/clinics.module';
import { CoverageModule } from '../modules/coverage/coverage.module';
import { DocumentsModule } from '../modules/documents/documents.module';
import { EstimatesModule } from '../modules/estimates/estimates.module';
import { GroupsModule } from '../modules/groups/groups.module';
import { LedgerModule } from '../modules/ledger/ledger.module';
import { NoticesModule } from '../modules/notices/notices.module';
import { PackagesModule } from '../modules/packages/packages.module';
import { PatientsModule } from '../modules/patients/patients.module';
import { PaymentsModule } from '../modules/payments/payments.module';
import { PlansModule } from '../modules/plans/plans.module';
import { ReportsModule } from '../modules/reports/reports.module';
import { ReconciliationModule } from '../modules/reconciliation/reconciliation.module';
import { TasksModule } from '../modules/tasks/tasks.module';
import { AssetsController } from './assets/assets.controller';
import { UnknownPagesController } from './errors/unknown-pages.controller';
import { acceptFileForms } from './http/file-form';
import { FormOnce } from './http/form-once';
import { PageShell } from './http/page-shell';
import { ReadTrail } from './http/read-trail';
import { AroundInvoice } from './invoices/around-invoice';
import { ChangeInvoiceDeeds } from './invoices/change-invoice-deeds';
import { ChangeInvoiceController } from './invoices/change-invoice.controller';
import { InvoiceDesk } from './invoices/invoice-desk';
import { InvoicesController } from './invoices/invoices.controller';
import { MessageDesk } from './messages/message-desk';
import { MessagesController } from './messages/messages.controller';
import { DeskPatient } from './patients/desk-patient';
import { CreditDesk } from './patients/credit-desk';
import { CreditController } from './patients/credit.controller';
import { DepositsController } from './patients/deposits.controller';
import { PapersController } from './patients/papers.controller';
import { PatientBilling } from './patients/patient-billing';
import { PatientHistoryReader } from './patients/patient-history';
import { PatientsController } from './patients/patients.controller';
import { PatientStanding } from './patients/patient-standing';
import { RegistrationController } from './patients/registration.controller';
import { SuperbillsController } from './patients/superbills.controller';
import { PayInvoiceController } from './pay-invoice/pay-invoice.controller';
import { PaymentDesk } from './pay-invoice/payment-desk';
import { PayLinkBills } from './pay-link/pay-link-bills';
import { PayLinkCheckouts } from './pay-link/pay-link-checkouts';
import { PayLinkDoor } from './pay-link/pay-link-door';
import { PayLinkOutcomes } from './pay-link/pay-link-outcomes';
import { PayLinkPages } from './pay-link/pay-link-pages';
import { PayLinkPlans } from './pay-link/pay-link-plans';
import { PayLinkController } from './pay-link/pay-link.controller';
import { GivingBack } from './payments/giving-back';
import { PaymentFacts } from './payments/payment-facts';
import { PaymentsController } from './payments/payments.controller';
import { RefundDesk } from './refunds/refund-desk';
import { RefundsController } from './refunds/refunds.controller';
import { VoidPaymentController } from './refunds/void-payment.controller';
import { SignInController } from './sign-in/sign-in.controller';
import { ApprovalsController } from './tasks/approvals.controller';
import { TaskDesk } from './tasks/task-desk';
import { TasksController } from './tasks/tasks.controller';
import { TillState } from './today/till-state';
import { TodayController } from './today/today.controller';
import { TodayDesk } from './today/today-desk';
import { PostedVisitDesk } from './visits/posted-visit-desk';
import { PostedVisitsController } from './visits/posted-visits.controller';
import { VisitDesk } from './visits/visit-desk';
import { VisitsController } from './visits/visits.controller';
import { INSURANCE_PAGES } from './wiring/insurance-pages';
import { MONEY_PAGES } from './wiring/money-pages';
import { PROMISE_PAGES } from './wiring/promise-pages';
import { BOOKS_PAGES } from './wiring/books-pages';

/** A patient who waits for a confirmation looks about every three seconds. */
const PAY_LINK_WINDOW_MS = 60_000;
const PAY_LINK_CALLS = 60;

/**
 * The pages: rendered on the server, plain forms first, usable without scripts. They call the rooms' doors and readers
 * and hold no rule of their own.
 *
 * Owns: no table. May call: every room's doors. Never: SQL, Stripe, the API over HTTP.
 */
@Module({
  imports: [
    ThrottlerModule.forRoot([{ ttl: PAY_LINK_WINDOW_MS, limit: PAY_LINK_CALLS }]),
    AccessModule,
    ClinicsModule,
    TasksModule,
    NoticesModule,
    LedgerModule,
    CatalogModule,
    PatientsModule,
    CoverageModule,
    ChargesModule,
    PaymentsModule,
    GroupsModule,
    PlansModule,
    PackagesModule,
    EstimatesModule,
    ClaimsModule,
    DocumentsModule,
    ReconciliationModule,
    CashieringModule,
    ReportsModule,
  ],
  controllers: [
    AssetsController,
    SignInController,
    TodayController,
    RegistrationController,
    PatientsController,
    SuperbillsController,
    CreditController,
    DepositsController,
    PapersController,
    VisitsController,
    PostedVisitsController,
    PayInvoiceController,
    ChangeInvoiceController,
    InvoicesController,
    RefundsController,
    VoidPaymentController,
    PaymentsController,
    ApprovalsController,
    TasksController,
    MessagesController,
    ...MONEY_PAGES.controllers,
    ...INSURANCE_PAGES.controllers,
    ...PROMISE_PAGES.controllers,
    ...BOOKS_PAGES.controllers,
    PayLinkController,
    UnknownPagesController,
  ],
  providers: [
    FormOnce,
    PageShell,
    ReadTrail,
    TodayDesk,
    DeskPatient,
    CreditDesk,
    PatientBilling,
    PatientHistoryReader,
    PatientStanding,
    VisitDesk,
    PostedVisitDesk,
    InvoiceDesk,
    AroundInvoice,
    ChangeInvoiceDeeds,
    PaymentDesk,
    PaymentFacts,
    GivingBack,
    RefundDesk,
    TaskDesk,
    MessageDesk,
    ...MONEY_PAGES.providers,
    ...INSURANCE_PAGES.providers,
    ...PROMISE_PAGES.providers,
    ...BOOKS_PAGES.providers,
    TillState,
    PayLinkBills,
    PayLinkCheckouts,
    PayLinkDoor,
    PayLinkOutcomes,
    PayLinkPages,
    PayLinkPlans,
  ],
})
export class WebModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const adapter: unknown = this.host.httpAdapter;
    if (adapter instanceof FastifyAdapter) acceptFileForms(adapter);
  }
}
