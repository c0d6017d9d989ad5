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
import { CheckoutAttempts } from './checkout-attempts';
import { DepositsReader } from './deposits.reader';
import { EndCheckout } from './end-checkout';
import { EndLiveCheckout } from './end-live-checkout';
import { StripeClient } from './gateway/stripe-client';
import { StripePaymentGateway } from './gateway/stripe-payment-gateway';
import { StripeRefundGateway } from './gateway/stripe-refund-gateway';
import { HostedPages } from './hosted-pages';
import { CreditsController } from './http/credits.controller';
import { PaymentsController } from './http/payments.controller';
import { RefundsController } from './http/refunds.controller';
import { StripeWebhookController } from './http/stripe-webhook.controller';
import { ApplyStripeEventJob } from './jobs/apply-stripe-event.job';
import { CheckoutEventsHandler } from './jobs/checkout-events.handler';
import { EndCheckoutJob } from './jobs/end-checkout.job';
import { EventOutcomes } from './jobs/event-outcomes';
import { RefundApprovalsHandler } from './jobs/refund-approvals.handler';
import { RefundEventsHandler } from './jobs/refund-events.handler';
import { SweepCheckoutsJob } from './jobs/sweep-checkouts.job';
import { MoneyOnCharges } from './money-on-charges';
import { SweepRefundsJob } from './jobs/sweep-refunds.job';
import { LearnRefund } from './learn-refund';
import { MovementDays } from './movement-days';
import { PatientAccountReader } from './patient-account.reader';
import { PayLinkToken } from './pay-link-token';
import { PayLinks } from './pay-links';
import { PaymentDetailReader } from './payment-detail.reader';
import { PaymentGateway } from './payment-gateway';
import { PaymentsReader } from './payments.reader';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { DepositsRepository } from './persistence/deposits.repository';
import { PaymentMoneyReader } from './persistence/payment-money.reader';
import { PaymentsRepository } from './persistence/payments.repository';
import { ReleasesRepository } from './persistence/releases.repository';
import { RefundsRepository } from './persistence/refunds.repository';
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
import { SettlePayment } from './settle-payment';
import { SettleRefund } from './settle-refund';
import { SettlementBookkeeping } from './settlement-bookkeeping';
import { SpendableCredit } from './spendable-credit';
import { StartCheckout } from './start-checkout';
import { TakeDeposit } from './take-deposit';
import { TakePayment } from './take-payment';
import { VoidPayment } from './void-payment';

/** Refunds and voids. */
const GIVING_BACK = [
  RefundPayment,
  RecordRefund,
  CarryOutRefund,
  SettleRefund,
  BookRefund,
  LearnRefund,
  RefundBookkeeping,
  RefundsReader,
  RefundsRepository,
  PaymentMoneyReader,
  PaymentDetailReader,
  RefundApprovalsHandler,
  RefundEventsHandler,
  SweepRefundsJob,
  VoidPayment,
  RecordVoid,
  ReverseTenders,
  MovementDays,
];

/** Money held for patients: deposits, prepayments and credit. */
const HOLDING = [
  TakeDeposit,
  ApplyCredit,
  BookAppliedCredit,
  RecordHeldPayment,
  SpendableCredit,
  DepositsReader,
  DepositsRepository,
];

/**
 * Payments: money in, by every tender, at the desk and at the processor's page; held for patients; and given back.
 *
 * Owns: payments, payment_tenders, allocations and their releases, checkout_sessions, pay_links, stripe_events, refunds,
 * refund_tenders, refund_lines, payment_voids, deposits. Provides the charges room with what changing a bill has to know of the
 * money on it (money-on-charges, found by its mark).
 * Doors: take-payment, start-checkout, settle-payment, refresh-payment, end-live-checkout, pay-links, payments.reader,
 * payment-detail.reader, patient-account.reader, refund-payment, refunds.reader, void-payment, take-deposit, apply-credit, deposits.reader,
 * stripe-event-handler.
 * May call: access, clinics, tasks, ledger, patients, charges. Never: Stripe inside a transaction; a card number anywhere.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, LedgerModule, PatientsModule, ChargesModule],
  controllers: [PaymentsController, StripeWebhookController, RefundsController, CreditsController],
  providers: [
    { provide: PaymentGateway, useClass: StripePaymentGateway },
    { provide: RefundGateway, useClass: StripeRefundGateway },
    StripeClient,
    ...GIVING_BACK,
    ...HOLDING,
    TakePayment,
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
    PayLinkToken,
    PaymentsReader,
    PatientAccountReader,
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
    EndLiveCheckout,
    PayLinks,
    PaymentsReader,
    PaymentDetailReader,
    PatientAccountReader,
    RefundPayment,
    RefundsReader,
    VoidPayment,
    TakeDeposit,
    ApplyCredit,
    DepositsReader,
  ],
})
export class PaymentsModule {}
