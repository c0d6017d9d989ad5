import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessModule } from '../modules/access/access.module';
import { CashieringModule } from '../modules/cashiering/cashiering.module';
import { CatalogModule } from '../modules/catalog/catalog.module';
import { ChargesModule } from '../modules/charges/charges.module';
import { ClinicsModule } from '../modules/clinics/clinics.module';
import { CoverageModule } from '../modules/coverage/coverage.module';
import { DocumentsModule } from '../modules/documents/documents.module';
import { EstimatesModule } from '../modules/estimates/estimates.module';
import { LedgerModule } from '../modules/ledger/ledger.module';
import { PatientsModule } from '../modules/patients/patients.module';
import { PaymentsModule } from '../modules/payments/payments.module';
import { ReconciliationModule } from '../modules/reconciliation/reconciliation.module';
import { TasksModule } from '../modules/tasks/tasks.module';
import { AssetsController } from './assets/assets.controller';
import { BooksController } from './books/books.controller';
import { CardDeeds } from './cards/card-deeds';
import { CardDesk } from './cards/card-desk';
import { CardsController } from './cards/cards.controller';
import { CashWatchController } from './days/cash-watch.controller';
import { DayClosingController } from './days/day-closing.controller';
import { DayDesk } from './days/day-desk';
import { DayPages } from './days/day-pages';
import { DaysController } from './days/days.controller';
import { DisputeDesk } from './disputes/dispute-desk';
import { DisputesController } from './disputes/disputes.controller';
import { DrawerDesk } from './drawers/drawer-desk';
import { DrawerMovementsController } from './drawers/drawer-movements.controller';
import { DrawerPages } from './drawers/drawer-pages';
import { DrawerSessionsController } from './drawers/drawer-sessions.controller';
import { DrawersController } from './drawers/drawers.controller';
import { UnknownPagesController } from './errors/unknown-pages.controller';
import { EstimateDesk } from './estimates/estimate-desk';
import { EstimatesController } from './estimates/estimates.controller';
import { NewEstimateController } from './estimates/new-estimate.controller';
import { FormOnce } from './http/form-once';
import { PageShell } from './http/page-shell';
import { ReadTrail } from './http/read-trail';
import { ChangeInvoiceDeeds } from './invoices/change-invoice-deeds';
import { ChangeInvoiceController } from './invoices/change-invoice.controller';
import { InvoiceDesk } from './invoices/invoice-desk';
import { InvoicesController } from './invoices/invoices.controller';
import { ReverseAdjustmentController } from './invoices/reverse-adjustment.controller';
import { DeskPatient } from './patients/desk-patient';
import { CreditDesk } from './patients/credit-desk';
import { CreditController } from './patients/credit.controller';
import { DepositsController } from './patients/deposits.controller';
import { PapersController } from './patients/papers.controller';
import { PatientBilling } from './patients/patient-billing';
import { PatientHistoryReader } from './patients/patient-history';
import { PatientLook } from './patients/patient-look';
import { PatientsController } from './patients/patients.controller';
import { RegistrationController } from './patients/registration.controller';
import { SuperbillsController } from './patients/superbills.controller';
import { PayInvoiceController } from './pay-invoice/pay-invoice.controller';
import { PaymentDesk } from './pay-invoice/payment-desk';
import { TenderChoices } from './pay-invoice/tender-choices';
import { PayLinkBills } from './pay-link/pay-link-bills';
import { PayLinkDoor } from './pay-link/pay-link-door';
import { PayLinkOutcomes } from './pay-link/pay-link-outcomes';
import { PayLinkPages } from './pay-link/pay-link-pages';
import { PayLinkController } from './pay-link/pay-link.controller';
import { GivingBack } from './payments/giving-back';
import { PaymentFacts } from './payments/payment-facts';
import { PaymentsController } from './payments/payments.controller';
import { BankLineDesk } from './reconciliation/bank-line-desk';
import { BankLinesController } from './reconciliation/bank-lines.controller';
import { ReconciliationController } from './reconciliation/reconciliation.controller';
import { ReconciliationDesk } from './reconciliation/reconciliation-desk';
import { RefundDesk } from './refunds/refund-desk';
import { RefundsController } from './refunds/refunds.controller';
import { VoidPaymentController } from './refunds/void-payment.controller';
import { SignInController } from './sign-in/sign-in.controller';
import { ApprovalsController } from './tasks/approvals.controller';
import { TaskDesk } from './tasks/task-desk';
import { TaskSight } from './tasks/task-sight';
import { TasksController } from './tasks/tasks.controller';
import { TillState } from './today/till-state';
import { TodayController } from './today/today.controller';
import { TodayDesk } from './today/today-desk';
import { UnclaimedController } from './unclaimed/unclaimed.controller';
import { UnclaimedDesk } from './unclaimed/unclaimed-desk';
import { PostedVisit } from './visits/posted-visit';
import { VisitController } from './visits/visit.controller';
import { VisitDesk } from './visits/visit-desk';
import { VisitsController } from './visits/visits.controller';

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
    LedgerModule,
    CatalogModule,
    PatientsModule,
    CoverageModule,
    ChargesModule,
    PaymentsModule,
    EstimatesModule,
    DocumentsModule,
    ReconciliationModule,
    CashieringModule,
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
    CardsController,
    VisitsController,
    PayInvoiceController,
    ChangeInvoiceController,
    ReverseAdjustmentController,
    VisitController,
    InvoicesController,
    RefundsController,
    VoidPaymentController,
    PaymentsController,
    DisputesController,
    BankLinesController,
    ReconciliationController,
    UnclaimedController,
    BooksController,
    NewEstimateController,
    EstimatesController,
    ApprovalsController,
    TasksController,
    DrawerSessionsController,
    DrawerMovementsController,
    DrawersController,
    CashWatchController,
    DayClosingController,
    DaysController,
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
    PatientLook,
    CardDesk,
    CardDeeds,
    VisitDesk,
    PostedVisit,
    InvoiceDesk,
    ChangeInvoiceDeeds,
    PaymentDesk,
    TenderChoices,
    PaymentFacts,
    GivingBack,
    DisputeDesk,
    BankLineDesk,
    ReconciliationDesk,
    UnclaimedDesk,
    RefundDesk,
    TaskDesk,
    TaskSight,
    EstimateDesk,
    DrawerDesk,
    DrawerPages,
    DayDesk,
    DayPages,
    TillState,
    PayLinkBills,
    PayLinkDoor,
    PayLinkOutcomes,
    PayLinkPages,
  ],
})
export class WebModule {}
