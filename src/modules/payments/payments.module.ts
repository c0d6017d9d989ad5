import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { ApplyCredit } from './apply-credit';
import { BookAppliedCredit } from './book-applied-credit';
import { BookRefund } from './book-refund';
import { BookTenders } from './book-tenders';
import { CarryOutRefund } from './carry-out-refund';
import { AskAboutCharge } from './ask-about-charge';
import { AskAboutPayments } from './ask-about-payments';
import { BlockingAttempts } from './blocking-attempts';
import { CardChargeGateway } from './card-charge-gateway';
import { CardRemovals } from './card-removals';
import { CardSetupGateway } from './card-setup-gateway';
import { CardSetupRecords } from './card-setup-records';
import { CardsToCharge } from './cards-to-charge';
import { CatchUpWithStripe } from './catch-up-with-stripe';
import { ChargeCards } from './charge-cards';
import { CheckoutAttempts } from './checkout-attempts';
import { DepositsReader } from './deposits.reader';
import { EndCheckout } from './end-checkout';
import { EndLiveCheckout } from './end-live-checkout';
import { EventFeed } from './event-feed';
import { StripeCardChargeGateway } from './gateway/stripe-card-charge-gateway';
import { StripeCardSetupGateway } from './gateway/stripe-card-setup-gateway';
import { StripeClient } from './gateway/stripe-client';
import { StripeEventFeed } from './gateway/stripe-event-feed';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { StripeRefundGateway } from './gateway/stripe-refund-gateway';
import { HostedPages } from './hosted-pages';
import { CreditsController } from './http/credits.controller';
import { CardsController } from './http/cards.controller';
import { PatientAccountsController } from './http/patient-accounts.controller';
import { PaymentsController } from './http/payments.controller';
import { RefundsController } from './http/refunds.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { AskAboutPaymentsJob } from './jobs/ask-about-payments.job';
import { CardEventsHandler } from './jobs/card-events.handler';
import { CatchUpWithStripeJob } from './jobs/catch-up-with-stripe.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { RefundApprovalsHandler } from './jobs/refund-approvals.handler';
import { RefundEventsHandler } from './jobs/refund-events.handler';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { SweepRefundsJob } from './jobs/sweep-refunds.job';
import { LearnRefund } from './learn-refund';
import { MovementDays } from './movement-days';
import { MoneyOnCharges } from './money-on-charges';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PaidChargesReader } from './paid-charges.reader';
import { PaymentDetailReader } from './payment-detail.reader';
import { TendCardsJob } from './jobs/tend-cards.job';
import { KeepCard } from './keep-card';
import { OpenCardSetup } from './open-card-setup';
import { PayableInvoices } from './payable-invoice';
import { PaymentGateway } from './payment-gateway';
import { PaymentMethodsReader } from './payment-methods.reader';
import { PaymentsReader } from './payments.reader';
import { CardChargesRepository } from './persistence/card-charges.repository';
import { CardSetupsRepository } from './persistence/card-setups.repository';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { DepositsRepository } from './persistence/deposits.repository';
import { PaymentMoneyReader } from './persistence/payment-money.reader';
import { PaymentsRepository } from './persistence/payments.repository';
import { RefundsRepository } from './persistence/refunds.repository';
import { ReleasesRepository } from './persistence/releases.repository';
import { ReleasePaidCharges } from './release-paid-charges';
import { ReceiveStripeEvent } from './receive-stripe-event';
import { RecordHeldPayment } from './record-held-payment';
import { RecordPayment } from './record-payment';
import { RecordRefund } from './record-refund';
import { RecordVoid } from './record-void';
import { RefreshPayment } from './refresh-payment';
import { RefundBookkeeping } from './refund-bookkeeping';
import { RefundGateway } from './refund-gateway';
import { RefundPayment } from './refund-payment';
import { RefundsReader } from './refunds.reader';
import { ReverseTenders } from './reverse-tenders';
import { PaymentMethodsRepository } from './persistence/payment-methods.repository';
import { SettlementsRepository } from './persistence/settlements.repository';
import { UnfinishedPayments } from './persistence/unfinished-payments.repository';
import { PrepareCardPayment } from './prepare-card-payment';
import { RecordCardPayment } from './record-card-payment';
import { RefreshCardPayment } from './refresh-card-payment';
import { RefreshCardSetup } from './refresh-card-setup';
import { RefreshCheckout } from './refresh-checkout';
import { RemoveCard } from './remove-card';
import { SavedCardChanges } from './saved-card-changes';
import { SetDefaultCard } from './set-default-card';
import { SettlePayment } from './settle-payment';
import { SettleRefund } from './settle-refund';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { SpendableCredit } from './spendable-credit';
import { StartCheckout } from './start-checkout';
import { TakeDeposit } from './take-deposit';
import { SettlementFacts } from './settlement-facts';
import { SettlementTasks } from './settlement-tasks';
import { TakeCardPayment } from './take-card-payment';
import { TakePayment } from './take-payment';
import { VoidPayment } from './void-payment';

const DOORS = [
  TakePayment,
  StartCheckout,
  EndLiveCheckout,
  BlockingAttempts,
  AskAboutPayments,
  SettlePayment,
  RefreshPayment,
  OpenCardSetup,
  PaymentMethodsReader,
  PayLinks,
  PaymentsReader,
  PatientAccountReader,
  PaidChargesReader,
  ReleasePaidCharges,
  RefundPayment,
  RefundsReader,
  VoidPayment,
  TakeDeposit,
  ApplyCredit,
  DepositsReader,
];

/** Refunds and voids. */
const GIVING_BACK = [
  RecordRefund,
  CarryOutRefund,
  SettleRefund,
  BookRefund,
  LearnRefund,
  RefundBookkeeping,
  RefundsRepository,
  PaymentMoneyReader,
  PaymentDetailReader,
  RefundApprovalsHandler,
  RefundEventsHandler,
  SweepRefundsJob,
  RecordVoid,
  ReverseTenders,
  MovementDays,
];

/** Money held for patients: deposits, prepayments and credit. */
const HOLDING = [BookAppliedCredit, RecordHeldPayment, SpendableCredit, DepositsRepository];

/**
 * Payments: money in, by every tender, at the desk and at the processor's page; held for patients; and given back.
 *
 * Owns: payments, payment_tenders, allocations and their releases, checkout_sessions, pay_links, stripe_events, stripe_event_cursor,
 * stripe_customers, card_consents, card_setups, payment_methods, card_charges, refunds, refund_tenders, refund_lines,
 * payment_voids, deposits. Provides the charges room with what changing a bill has to know of the money on it
 * (money-on-charges, found by its mark).
 * Doors: take-payment, start-checkout, end-live-checkout, blocking-attempts, ask-about-payments, settle-payment,
 * refresh-payment, open-card-setup, payment-methods.reader, pay-links, payments.reader, patient-account.reader,
 * refund-payment, refunds.reader, void-payment, take-deposit, apply-credit, deposits.reader,
 * paid-charges.reader, release-paid-charges, stripe-event-handler.
 * May call: access, clinics, tasks, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [
    PaymentsController,
    PatientAccountsController,
    CardsController,
    StripeWebhookController,
    RefundsController,
    CreditsController,
  ],
  providers: [
    { provide: PaymentGateway, useClass: StripePaymentGateway },
    { provide: CardChargeGateway, useClass: StripeCardChargeGateway },
    { provide: CardSetupGateway, useClass: StripeCardSetupGateway },
    { provide: EventFeed, useClass: StripeEventFeed },
    { provide: RefundGateway, useClass: StripeRefundGateway },
    StripeClient,
    ...DOORS,
    ...GIVING_BACK,
    ...HOLDING,
    RecordPayment,
    BookTenders,
    HostedPages,
    CheckoutAttempts,
    EndCheckout,
    MoneyOnCharges,
    ReleasesRepository,
    SettlementBookkeeping,
    ReceiveStripeEvent,
    PayLinkToken,
    PaymentsRepository,
    CheckoutsRepository,
    ApplyStripeEventJob,
    CheckoutEventsHandler,
    EventOutcomes,
    SweepCheckoutsJob,
    AskAboutCharge,
    CardRemovals,
    CardSetupRecords,
    CardsToCharge,
    CatchUpWithStripe,
    ChargeCards,
    AskAboutPaymentsJob,
    CardEventsHandler,
    CatchUpWithStripeJob,
    TendCardsJob,
    KeepCard,
    PayableInvoices,
    CardChargesRepository,
    CardSetupsRepository,
    PaymentMethodsRepository,
    SettlementsRepository,
    UnfinishedPayments,
    PrepareCardPayment,
    RecordCardPayment,
    RefreshCardPayment,
    RefreshCardSetup,
    RefreshCheckout,
    RemoveCard,
    SavedCardChanges,
    SetDefaultCard,
    SettlementFacts,
    SettlementTasks,
    TakeCardPayment,
  ],
  exports: DOORS,
})
export class PaymentsModule {}
