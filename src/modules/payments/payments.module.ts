import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { TasksModule } from '../tasks/tasks.module';
import { BookTenders } from './book-tenders';
import { CheckoutAttempts } from './checkout-attempts';
import { EndCheckout } from './end-checkout';
import { StripeClient } from './gateway/stripe-client';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { PaymentsController } from './http/payments.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EventOutcomes } from './jobs/event-outcomes';
import { HostedPages } from './hosted-pages';
import { EndCheckoutJob } from './jobs/end-checkout.job';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PaidChargesReader } from './paid-charges.reader';
import { PaymentGateway } from './payment-gateway';
import { PaymentsReader } from './payments.reader';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { PaymentsRepository } from './persistence/payments.repository';
import { ReceiveStripeEvent } from './receive-stripe-event';
import { RecordPayment } from './record-payment';
import { RefreshPayment } from './refresh-payment';
import { SettlePayment } from './settle-payment';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { StartCheckout } from './start-checkout';
import { TakePayment } from './take-payment';

/**
 * Payments: money in, by every tender, at the desk and at the processor's page.
 *
 * Owns: payments, payment_tenders, allocations, checkout_sessions, pay_links, stripe_events.
 * Doors: take-payment, start-checkout, settle-payment, refresh-payment, pay-links, payments.reader, patient-account.reader,
 * paid-charges.reader, stripe-event-handler.
 * May call: access, clinics, tasks, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [PaymentsController, StripeWebhookController],
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
    PaidChargesReader,
    PaymentsRepository,
    CheckoutsRepository,
    ApplyStripeEventJob,
    CheckoutEventsHandler,
    EventOutcomes,
    EndCheckoutJob,
    SweepCheckoutsJob,
  ],
  exports: [
    TakePayment,
    StartCheckout,
    SettlePayment,
    RefreshPayment,
    PayLinks,
    PaymentsReader,
    PatientAccountReader,
    PaidChargesReader,
  ],
})
export class PaymentsModule {}
