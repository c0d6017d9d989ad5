import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { AccountPlansLookup } from './account-plan';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { AnswerDispute } from './answer-dispute';
import { ApplyCredit } from './apply-credit';
import { AskAboutPayments } from './ask-about-payments';
import { BlockingAttempts } from './blocking-attempts';
import { BookTenders } from './taking/book-tenders';
import { ChargeSavedCard } from './charge-saved-card';
import { CatchUpWithStripe } from './events/catch-up-with-stripe';
import { CheckoutAttempts } from './checkout/checkout-attempts';
import { DepositsReader } from './deposits.reader';
import { DisputesReader } from './disputes.reader';
import { EndCheckout } from './checkout/end-checkout';
import { EndLiveCheckout } from './checkout/end-live-checkout';
import { EventFeed } from './events/event-feed';
import { StripeClient } from './gateway/stripe-client';
import { StripeEventFeed } from './gateway/stripe-event-feed';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { HostedPages } from './checkout/hosted-pages';
import { CardsController } from './http/cards.controller';
import { CreditsController } from './http/credits.controller';
import { DisputesController } from './http/disputes.controller';
import { PatientAccountsController } from './http/patient-accounts.controller';
import { PaymentsController } from './http/payments.controller';
import { RefundsController } from './http/refunds.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { UnclaimedCreditsController } from './http/unclaimed-credits.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { CatchUpWithStripeJob } from './jobs/catch-up-with-stripe.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { MoneyOnCharges } from './taking/money-on-charges';
import { OpenCardSetup } from './open-card-setup';
import { PaidChargesReader } from './paid-charges.reader';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './checkout/pay-link-token';
import { PayLinks } from './pay-links';
import { PayPageLinks } from './links/pay-page-links';
import { PaymentDetailReader } from './payment-detail.reader';
import { PaymentGateway } from './checkout/payment-gateway';
import { PaymentMethodsReader } from './payment-methods.reader';
import { PaymentsReader } from './payments.reader';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { PaymentsRepository } from './persistence/payments.repository';
import { ReleasesRepository } from './persistence/releases.repository';
import { SettlementsRepository } from './persistence/settlements.repository';
import { TakeBacksRepository } from './persistence/take-backs.repository';
import { ProcessorBalance } from './processor-balance';
import { ProcessorPostingsReader } from './processor-postings.reader';
import { ReceiveStripeEvent } from './events/receive-stripe-event';
import { RecordPayment } from './taking/record-payment';
import { RecordUnclaimedLetter } from './record-unclaimed-letter';
import { RefreshCardSetup } from './refresh-card-setup';
import { RefreshCheckout } from './checkout/refresh-checkout';
import { RefreshPayment } from './settling/refresh-payment';
import { RefundPayment } from './refund-payment';
import { RefundsReader } from './refunds.reader';
import { ReleasePaidCharges } from './release-paid-charges';
import { RemoveCard } from './remove-card';
import { ReplayEvent } from './replay-event';
import { RequestUnclaimedTransfer } from './request-unclaimed-transfer';
import { SetDefaultCard } from './set-default-card';
import { SettlePayment } from './settling/settle-payment';
import { SettlementBookkeeping } from './settling/settlement-bookkeeping';
import { SettlementFacts } from './settling/settlement-facts';
import { SettlementTasks } from './settling/settlement-tasks';
import { StartCheckout } from './start-checkout';
import { TakeBackTender } from './take-back-tender';
import { TakeDeposit } from './take-deposit';
import { TakePayment } from './take-payment';
import { TakePaymentForInvoices } from './take-payment-for-invoices';
import { UnclaimedCreditsReader } from './unclaimed-credits.reader';
import { VoidPayment } from './void-payment';
import { CARDS_ON_FILE } from './wiring/cards-on-file';
import { DISPUTES } from './wiring/disputes';
import { GIVING_BACK } from './wiring/giving-back';
import { HELD_DOORS, HOLDING } from './wiring/holding';
import { RECONCILED } from './wiring/reconciled';
import { UNCLAIMED } from './wiring/unclaimed';

/**
 * Payments: money in, by every tender, at the desk and at the processor's page; held for patients; given back; and taken
 * back by a bank.
 *
 * Owns: payments, payment_tenders, allocations and their releases, checkout_sessions, pay_links, stripe_events, stripe_event_cursor,
 * stripe_customers, card_consents, card_setups, payment_methods, card_charges, refunds, refund_tenders, refund_lines,
 * payment_voids, deposits, disputes, dispute_movements, dispute_answers, unclaimed_credits. Provides the charges room with
 * what changing a bill has to know of the money on it (money-on-charges, found by its mark).
 * Doors: take-payment, take-payment-for-invoices, start-checkout, blocking-attempts, ask-about-payments, charge-saved-card,
 * charge-objection, open-card-setup, refresh-card-setup, set-default-card, remove-card, payment-methods.reader, pay-links,
 * payments.reader, payment-detail.reader, patient-account.reader, refund-payment, refunds.reader, void-payment, take-deposit,
 * apply-credit, deposits.reader, take-back-tender, answer-dispute, disputes.reader, processor-balance,
 * processor-postings.reader, replay-event, void-objection, void-follow-up, paid-charges.reader, release-paid-charges,
 * stripe-event-handler, unclaimed-credits.reader, record-unclaimed-letter, request-unclaimed-transfer; for money taken ahead
 * of any charge: take-held-money, start-held-checkout, held-attempts, held-money, earn-held-money, take-back-earned,
 * book-applied-credit, set-money-aside, and by their marks held-money-taken, refund-objection and account-plan; the views and tender.dto.
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
    UnclaimedCreditsController,
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
    ...UNCLAIMED,
  ],
  exports: [
    ...HELD_DOORS,
    TakePayment,
    TakePaymentForInvoices,
    StartCheckout,
    BlockingAttempts,
    AskAboutPayments,
    ChargeSavedCard,
    OpenCardSetup,
    RefreshCardSetup,
    SetDefaultCard,
    RemoveCard,
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
    AnswerDispute,
    DisputesReader,
    ProcessorBalance,
    ProcessorPostingsReader,
    ReplayEvent,
    UnclaimedCreditsReader,
    RecordUnclaimedLetter,
    RequestUnclaimedTransfer,
  ],
})
export class PaymentsModule {}
