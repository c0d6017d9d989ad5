import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { AnswerDispute } from './answer-dispute';
import { ApplyDispute } from './apply-dispute';
import { BookDispute } from './book-dispute';
import { BookTenders } from './book-tenders';
import { CheckoutAttempts } from './checkout-attempts';
import { DisputeAnswers } from './dispute-answers';
import { DisputeGateway } from './dispute-gateway';
import { DisputeStatement } from './dispute-statement';
import { DisputeTrail } from './dispute-trail';
import { DisputesReader } from './disputes.reader';
import { EndCheckout } from './end-checkout';
import { StripeClient } from './gateway/stripe-client';
import { StripeDisputeGateway } from './gateway/stripe-dispute-gateway';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { StripeProcessorBalance } from './gateway/stripe-processor-balance';
import { DisputesController } from './http/disputes.controller';
import { PaymentsController } from './http/payments.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { DisputeEventsHandler } from './jobs/dispute-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { HostedPages } from './hosted-pages';
import { FraudWarningHandler } from './jobs/fraud-warning.handler';
import { DisputeFinder } from './jobs/dispute-finder';
import { SweepDisputesJob } from './jobs/sweep-disputes.job';
import { EndCheckoutJob } from './jobs/end-checkout.job';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PaymentGateway } from './payment-gateway';
import { PaymentsReader } from './payments.reader';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { DisputesRepository } from './persistence/disputes.repository';
import { PaymentsRepository } from './persistence/payments.repository';
import { TenderStandingReader } from './persistence/tender-standing.reader';
import { ProcessorBalance } from './processor-balance';
import { ProcessorPostingsReader } from './processor-postings.reader';
import { ReceiveStripeEvent } from './receive-stripe-event';
import { RecordPayment } from './record-payment';
import { RefreshDispute } from './refresh-dispute';
import { RefreshPayment } from './refresh-payment';
import { ReplayEvent } from './replay-event';
import { SendDisputeAnswer } from './send-dispute-answer';
import { SettlePayment } from './settle-payment';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { StartCheckout } from './start-checkout';
import { TakeBackTender } from './take-back-tender';
import { TakePayment } from './take-payment';

/** What a cardholder's bank takes back, and what is answered to it. */
const DISPUTES = [
  { provide: DisputeGateway, useClass: StripeDisputeGateway },
  RefreshDispute,
  ApplyDispute,
  BookDispute,
  DisputeTrail,
  DisputesRepository,
  DisputesReader,
  AnswerDispute,
  SendDisputeAnswer,
  DisputeAnswers,
  DisputeStatement,
  DisputeEventsHandler,
  FraudWarningHandler,
  SweepDisputesJob,
  DisputeFinder,
];

/** What the books are reconciled with, and by. */
const RECONCILED = [
  { provide: ProcessorBalance, useClass: StripeProcessorBalance },
  ProcessorPostingsReader,
  ReplayEvent,
];

/**
 * Payments: money in, by every tender, at the desk and at the processor's page, and what a bank takes back of it.
 *
 * Owns: payments, payment_tenders, allocations, checkout_sessions, pay_links, stripe_events, disputes, dispute_movements,
 * dispute_answers.
 * Doors: take-payment, take-back-tender, refresh-dispute, disputes.reader, processor-balance, processor-postings.reader,
 * replay-event, start-checkout, settle-payment, refresh-payment, pay-links, payments.reader, patient-account.reader,
 * stripe-event-handler.
 * May call: access, clinics, tasks, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [PaymentsController, DisputesController, StripeWebhookController],
  providers: [
    { provide: PaymentGateway, useClass: StripePaymentGateway },
    StripeClient,
    TakePayment,
    RecordPayment,
    BookTenders,
    StartCheckout,
    HostedPages,
    CheckoutAttempts,
    EndCheckout,
    RefreshPayment,
    SettlePayment,
    SettlementBookkeeping,
    ReceiveStripeEvent,
    PayLinks,
    PayLinkToken,
    PaymentsReader,
    PatientAccountReader,
    PaymentsRepository,
    TakeBackTender,
    TenderStandingReader,
    CheckoutsRepository,
    ApplyStripeEventJob,
    CheckoutEventsHandler,
    EventOutcomes,
    EndCheckoutJob,
    SweepCheckoutsJob,
    ...DISPUTES,
    ...RECONCILED,
  ],
  exports: [
    TakePayment,
    TakeBackTender,
    StartCheckout,
    SettlePayment,
    RefreshPayment,
    RefreshDispute,
    DisputesReader,
    ProcessorBalance,
    ProcessorPostingsReader,
    ReplayEvent,
    PayLinks,
    PaymentsReader,
    PatientAccountReader,
  ],
})
export class PaymentsModule {}
