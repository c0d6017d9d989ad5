import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { AskAboutCharge } from './ask-about-charge';
import { AskAboutPayments } from './ask-about-payments';
import { BlockingAttempts } from './blocking-attempts';
import { BookTenders } from './book-tenders';
import { CardChargeGateway } from './card-charge-gateway';
import { CardRemovals } from './card-removals';
import { CardSetupGateway } from './card-setup-gateway';
import { CardSetupRecords } from './card-setup-records';
import { CardsToCharge } from './cards-to-charge';
import { CatchUpWithStripe } from './catch-up-with-stripe';
import { ChargeCards } from './charge-cards';
import { CheckoutAttempts } from './checkout-attempts';
import { EndCheckout } from './end-checkout';
import { EndLiveCheckout } from './end-live-checkout';
import { EventFeed } from './event-feed';
import { StripeCardChargeGateway } from './gateway/stripe-card-charge-gateway';
import { StripeCardSetupGateway } from './gateway/stripe-card-setup-gateway';
import { StripeClient } from './gateway/stripe-client';
import { StripeEventFeed } from './gateway/stripe-event-feed';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { HostedPages } from './hosted-pages';
import { CardsController } from './http/cards.controller';
import { PaymentsController } from './http/payments.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { AskAboutPaymentsJob } from './jobs/ask-about-payments.job';
import { CardEventsHandler } from './jobs/card-events.handler';
import { CatchUpWithStripeJob } from './jobs/catch-up-with-stripe.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { TendCardsJob } from './jobs/tend-cards.job';
import { KeepCard } from './keep-card';
import { OpenCardSetup } from './open-card-setup';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PayableInvoices } from './payable-invoice';
import { PaymentGateway } from './payment-gateway';
import { PaymentMethodsReader } from './payment-methods.reader';
import { PaymentsReader } from './payments.reader';
import { CardChargesRepository } from './persistence/card-charges.repository';
import { CardSetupsRepository } from './persistence/card-setups.repository';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { PaymentMethodsRepository } from './persistence/payment-methods.repository';
import { PaymentsRepository } from './persistence/payments.repository';
import { SettlementsRepository } from './persistence/settlements.repository';
import { UnfinishedPayments } from './persistence/unfinished-payments.repository';
import { PrepareCardPayment } from './prepare-card-payment';
import { ReceiveStripeEvent } from './receive-stripe-event';
import { RecordCardPayment } from './record-card-payment';
import { RecordPayment } from './record-payment';
import { RefreshCardPayment } from './refresh-card-payment';
import { RefreshCardSetup } from './refresh-card-setup';
import { RefreshCheckout } from './refresh-checkout';
import { RefreshPayment } from './refresh-payment';
import { RemoveCard } from './remove-card';
import { SavedCardChanges } from './saved-card-changes';
import { SetDefaultCard } from './set-default-card';
import { SettlePayment } from './settle-payment';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { SettlementFacts } from './settlement-facts';
import { SettlementTasks } from './settlement-tasks';
import { StartCheckout } from './start-checkout';
import { TakeCardPayment } from './take-card-payment';
import { TakePayment } from './take-payment';

/**
 * Payments: money in, by every tender, at the desk and at the processor's page.
 *
 * Owns: payments, payment_tenders, allocations, checkout_sessions, pay_links, stripe_events, stripe_event_cursor,
 * stripe_customers, card_consents, card_setups, payment_methods, card_charges.
 * Doors: take-payment, start-checkout, end-live-checkout, blocking-attempts, ask-about-payments, settle-payment,
 * refresh-payment, open-card-setup, payment-methods.reader, pay-links, payments.reader, patient-account.reader,
 * stripe-event-handler.
 * May call: access, clinics, tasks, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [PaymentsController, CardsController, StripeWebhookController],
  providers: [
    { provide: PaymentGateway, useClass: StripePaymentGateway },
    { provide: CardChargeGateway, useClass: StripeCardChargeGateway },
    { provide: CardSetupGateway, useClass: StripeCardSetupGateway },
    { provide: EventFeed, useClass: StripeEventFeed },
    StripeClient,
    TakePayment,
    RecordPayment,
    BookTenders,
    StartCheckout,
    HostedPages,
    CheckoutAttempts,
    EndCheckout,
    EndLiveCheckout,
    RefreshPayment,
    SettlePayment,
    SettlementBookkeeping,
    ReceiveStripeEvent,
    PayLinks,
    PayLinkToken,
    PaymentsReader,
    PatientAccountReader,
    PaymentsRepository,
    CheckoutsRepository,
    ApplyStripeEventJob,
    CheckoutEventsHandler,
    EventOutcomes,
    SweepCheckoutsJob,
    AskAboutCharge,
    AskAboutPayments,
    BlockingAttempts,
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
    OpenCardSetup,
    PayableInvoices,
    PaymentMethodsReader,
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
  exports: [
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
  ],
})
export class PaymentsModule {}
