import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { AccountPlansLookup } from './account-plan';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { ApplyCredit } from './apply-credit';
import { AskAboutPayments } from './ask-about-payments';
import { BlockingAttempts } from './blocking-attempts';
import { BookTenders } from './book-tenders';
import { ChargeSavedCard } from './charge-saved-card';
import { CatchUpWithStripe } from './catch-up-with-stripe';
import { CheckoutAttempts } from './checkout-attempts';
import { DepositsReader } from './deposits.reader';
import { DisputesReader } from './disputes.reader';
import { EndCheckout } from './end-checkout';
import { EndLiveCheckout } from './end-live-checkout';
import { EventFeed } from './event-feed';
import { StripeClient } from './gateway/stripe-client';
import { StripeEventFeed } from './gateway/stripe-event-feed';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { HostedPages } from './hosted-pages';
import { CardsController } from './http/cards.controller';
import { CreditsController } from './http/credits.controller';
import { DisputesController } from './http/disputes.controller';
import { PatientAccountsController } from './http/patient-accounts.controller';
import { PaymentsController } from './http/payments.controller';
import { RefundsController } from './http/refunds.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { CatchUpWithStripeJob } from './jobs/catch-up-with-stripe.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { MoneyOnCharges } from './money-on-charges';
import { OpenCardSetup } from './open-card-setup';
import { PaidChargesReader } from './paid-charges.reader';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PayPageLinks } from './links/pay-page-links';
import { PaymentDetailReader } from './payment-detail.reader';
import { PaymentGateway } from './payment-gateway';
import { PaymentMethodsReader } from './payment-methods.reader';
import { PaymentsReader } from './payments.reader';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { PaymentsRepository } from './persistence/payments.repository';
import { ReleasesRepository } from './persistence/releases.repository';
import { SettlementsRepository } from './persistence/settlements.repository';
import { TakeBacksRepository } from './persistence/take-backs.repository';
import { ProcessorBalance } from './processor-balance';
import { ProcessorPostingsReader } from './processor-postings.reader';
import { ReceiveStripeEvent } from './receive-stripe-event';
import { RecordPayment } from './record-payment';
import { RefreshCheckout } from './refresh-checkout';
import { RefreshDispute } from './refresh-dispute';
import { RefreshPayment } from './refresh-payment';
import { RefundPayment } from './refund-payment';
import { RefundsReader } from './refunds.reader';
import { ReleasePaidCharges } from './release-paid-charges';
import { ReplayEvent } from './replay-event';
import { SettlePayment } from './settle-payment';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { SettlementFacts } from './settlement-facts';
import { SettlementTasks } from './settlement-tasks';
import { StartCheckout } from './start-checkout';
import { TakeBackTender } from './take-back-tender';
import { TakeDeposit } from './take-deposit';
import { TakePayment } from './take-payment';
import { TakePaymentForInvoices } from './take-payment-for-invoices';
import { VoidPayment } from './void-payment';
import { CARDS_ON_FILE } from './wiring/cards-on-file';
import { DISPUTES } from './wiring/disputes';
import { GIVING_BACK } from './wiring/giving-back';
import { HELD_DOORS, HOLDING } from './wiring/holding';
import { RECONCILED } from './wiring/reconciled';

/**
 * Payments: money in, by every tender, at the desk and at the processor's page; held for patients; given back; and taken
 * back by a bank.
 *
 * Owns: payments, payment_tenders, allocations and their releases, checkout_sessions, pay_links, stripe_events, stripe_event_cursor,
 * stripe_customers, card_consents, card_setups, payment_methods, card_charges, refunds, refund_tenders, refund_lines,
 * payment_voids, deposits, disputes, dispute_movements, dispute_answers. Provides the charges room with what changing a bill
 * has to know of the money on it (money-on-charges, found by its mark).
 * Doors: take-payment, take-payment-for-invoices, start-checkout, end-live-checkout, blocking-attempts, ask-about-payments, settle-payment,
 * refresh-payment, charge-saved-card, charge-objection, open-card-setup, payment-methods.reader, pay-links, payments.reader, payment-detail.reader, patient-account.reader,
 * refund-payment, refunds.reader, void-payment, take-deposit, apply-credit, deposits.reader, take-back-tender,
 * refresh-dispute, disputes.reader, processor-balance, processor-postings.reader, replay-event, void-objection,
 * paid-charges.reader, release-paid-charges, stripe-event-handler; for money taken ahead of any charge: take-held-money,
 * start-held-checkout, held-attempts, held-money, earn-held-money, take-back-earned, book-applied-credit, and by their marks
 * held-money-taken, refund-objection and account-plan; the wire forms tender.dto and checkout.view.
 * May call: access, clinics, tasks, notices, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, NoticesModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [
    PaymentsController,
    PatientAccountsController,
    CardsController,
    StripeWebhookController,
    RefundsController,
    CreditsController,
    DisputesController,
  ],
  providers: [
    { provide: PaymentGateway, useClass: StripePaymentGateway },
    { provide: EventFeed, useClass: StripeEventFeed },
    StripeClient,
    ...GIVING_BACK,
    ...HOLDING,
    ...CARDS_ON_FILE,
    TakePayment,
    TakePaymentForInvoices,
    AccountPlansLookup,
    RecordPayment,
    BookTenders,
    StartCheckout,
    HostedPages,
    CheckoutAttempts,
    EndCheckout,
    EndLiveCheckout,
    MoneyOnCharges,
    ReleasesRepository,
    RefreshPayment,
    SettlePayment,
    SettlementBookkeeping,
    ReceiveStripeEvent,
    PayLinks,
    PayPageLinks,
    PayLinkToken,
    PaymentsReader,
    PatientAccountReader,
    PaidChargesReader,
    ReleasePaidCharges,
    PaymentsRepository,
    TakeBackTender,
    TakeBacksRepository,
    CheckoutsRepository,
    ApplyStripeEventJob,
    CheckoutEventsHandler,
    EventOutcomes,
    SweepCheckoutsJob,
    CatchUpWithStripe,
    CatchUpWithStripeJob,
    SettlementsRepository,
    RefreshCheckout,
    SettlementFacts,
    SettlementTasks,
    ...DISPUTES,
    ...RECONCILED,
  ],
  exports: [
    ...HELD_DOORS,
    TakePayment,
    TakePaymentForInvoices,
    StartCheckout,
    EndLiveCheckout,
    BlockingAttempts,
    AskAboutPayments,
    SettlePayment,
    RefreshPayment,
    ChargeSavedCard,
    OpenCardSetup,
    PaymentMethodsReader,
    PayLinks,
    PaymentsReader,
    PaymentDetailReader,
    PatientAccountReader,
    PaidChargesReader,
    ReleasePaidCharges,
    RefundPayment,
    RefundsReader,
    VoidPayment,
    TakeDeposit,
    ApplyCredit,
    DepositsReader,
    TakeBackTender,
    RefreshDispute,
    DisputesReader,
    ProcessorBalance,
    ProcessorPostingsReader,
    ReplayEvent,
  ],
})
export class PaymentsModule {}
