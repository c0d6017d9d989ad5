import { Injectable } from '@nestjs/common';
import { allocatePayment, type AllocatedPayment } from '../../domain/payments/allocate-payment';
import { changeDue, checkTenders } from '../../domain/payments/tender-rules';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import { businessDateOf } from '../../kernel/business-date';
import { Clock, formatInstant, fromDate } from '../../kernel/clock';
import { newId, type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { OpenDay } from '../ledger/open-day';
import { refuseWhatIsNotOffered } from './taking/offered-tenders';
import { chargesToPay, PayableInvoices } from './taking/payable-invoice';
import type { PaymentView } from './payment.view';
import type { PaymentRecord } from './persistence/payments.repository';
import { amountOpen } from './taking/open-amounts';
import { RecordPayment } from './taking/record-payment';
import { TakeCardPayment } from './cards/take-card-payment';
import type { TakePaymentInput } from './taking/take-payment.input';

/**
 * Takes money at the desk: any split of tenders, in one act. One with a saved card goes to {@link TakeCardPayment}.
 *
 * Tx: opens or joins one; the invoice's open charges are locked in id order, so two takers never collect more than is owed.
 * A hosted page that is open is ended at Stripe first, outside of it (PROMISES.md 10).
 * Idempotent by: the route's key. Posts: see {@link BookTenders}.
 * Errors: `invoice_unknown`, `invoice_closed`, `tender_not_offered`, `tender_reference_required`, `tender_reference_taken`,
 * `tender_field_not_allowed`, `tender_total_zero`, `cash_tendered_too_low`, `hsa_fsa_not_eligible`, `amount_exceeds_balance`,
 * `payment_in_progress` for what a card that is being checked would pay, `checkout_unavailable` when an open page cannot be ended.
 */
@Injectable()
export class TakePayment {
  constructor(
    private readonly tx: Transactions,
    private readonly invoices: PayableInvoices,
    private readonly record: RecordPayment,
    private readonly cards: TakeCardPayment,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  execute(input: TakePaymentInput): Promise<PaymentView> {
    checkTenders(input.tenders);
    if (input.tenders.some(chargesSavedCard)) return this.cards.execute(input);
    if (this.tx.isOpen) return this.take(input);
    return afterOutsideWork(() => this.tx.run(() => this.take(input)));
  }

  private async take(input: TakePaymentInput): Promise<PaymentView> {
    const invoice = await this.invoices.lock(input.invoiceId);
    refuseWhatIsNotOffered(input.tenders, invoice.settings.policies.offeredTenders);
    const open = amountOpen(invoice);
    const tenders = input.tenders.map((tender) => ({ ...tender, id: newId<TenderId>(this.clock.now()) }));
    const allocated = allocatePayment({
      openCharges: chargesToPay(invoice, Money.sum(tenders.map(({ amount }) => amount))),
      tenders,
      keepExcessAsCredit: input.keepExcessAsCredit,
    });
    const effectiveOn = await this.openDay.for(businessDateOf(this.clock.now(), invoice.timeZone));
    const payment = await this.record.execute({ ...invoice, effectiveOn, tenders, allocated });
    return viewOf(payment, allocated, open.minus(allocated.applied));
  }
}

function viewOf(payment: PaymentRecord, allocated: AllocatedPayment, balance: Money): PaymentView {
  return {
    id: payment.id,
    patientId: payment.patientId,
    invoiceId: payment.invoiceId,
    status: payment.state,
    source: payment.source,
    amountCents: payment.amount.toJSON(),
    effectiveOn: payment.effectiveOn,
    takenAt: formatInstant(fromDate(payment.takenAt)),
    receiptId: payment.receiptId,
    changeDueCents: Money.sum(payment.tenders.map(changeDue)).toJSON(),
    unappliedCents: allocated.excess.toJSON(),
    balanceCents: balance.toJSON(),
    tenders: payment.tenders.map((tender) => ({
      id: tender.id,
      type: tender.type,
      status: 'succeeded',
      spendsHsaFsa: tender.spendsHsaFsa,
      amountCents: tender.amount.toJSON(),
      tenderedCents: tender.tendered?.toJSON() ?? null,
      reference: tender.reference ?? null,
      card: tender.card ? { brand: tender.card.brand ?? null, last4: tender.card.last4 } : null,
      feeCents: tender.fee?.toJSON() ?? null,
      paymentMethodId: null,
      decline: null,
    })),
    allocations: allocated.tenders.flatMap(({ tenderId, allocations }) =>
      allocations.map(({ chargeId, amount }) => ({
        tenderId,
        chargeId,
        invoiceId: payment.invoiceId,
        amountCents: amount.toJSON(),
      })),
    ),
  };
}
