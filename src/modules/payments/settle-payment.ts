import { Injectable } from '@nestjs/common';
import { allocatePayment } from '../../domain/payments/allocate-payment';
import { nextPaymentState } from '../../domain/payments/payment-state';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { OpenChargesReader } from '../charges/open-charges.reader';
import { ClinicsReader } from '../clinics/clinics.reader';
import { BookTenders } from './book-tenders';
import type { CardCharge } from './payment-gateway';
import { type LockedPayment, PaymentsRepository } from './persistence/payments.repository';
import { SettlementBookkeeping } from './settlement-bookkeeping';

/** What was learned about a payment from the processor just now. */
export type SettlementOutcome =
  | { readonly event: 'succeeded'; readonly paymentIntentId: string | null; readonly charge: CardCharge | null }
  | { readonly event: 'processing_started' | 'declined' | 'canceled' };

/**
 * Where every card payment ends, whoever learned of it: request, webhook, sweep or a look at the page. Monotonic: a late
 * or repeated report changes nothing.
 *
 * Tx: opens or joins one; locks the payment, then the invoice's open charges. Idempotent by: the payment's state and the
 * tender's entries. Posts: Dr 1030 / Cr 1100 per charge, Cr 2000 what no charge took; fee Dr 6000 / Cr 1030 once known.
 * Errors: `payment_unknown`, `payment_state_conflict`.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly charges: OpenChargesReader,
    private readonly booking: BookTenders,
    private readonly payments: PaymentsRepository,
    private readonly bookkeeping: SettlementBookkeeping,
  ) {}

  execute(paymentId: PaymentId, outcome: SettlementOutcome): Promise<void> {
    return this.tx.run(async () => {
      const payment = await this.payments.lock(paymentId);
      if (!payment) throw new DomainError('payment_unknown');
      const next = nextPaymentState(payment.state, outcome.event);
      if (next === 'refused') throw new DomainError('payment_state_conflict');
      if (next !== 'ignored-stale' && outcome.event === 'succeeded') await this.succeed(payment, outcome);
      else if (next !== 'ignored-stale') await this.payments.setState(paymentId, next);
      else if (outcome.event === 'succeeded') await this.learnFee(payment, outcome.charge);
    });
  }

  private async succeed(payment: LockedPayment, outcome: SettlementOutcome & { event: 'succeeded' }): Promise<void> {
    const [invoice, settings] = await Promise.all([
      this.charges.lockInvoice(payment.invoiceId),
      this.clinics.settings(),
    ]);
    const effectiveOn = await this.bookkeeping.dayOf(outcome.charge, settings.timeZone);
    const tender = {
      id: payment.tenderId,
      type: payment.tenderType,
      amount: Money.fromColumn(payment.amountCents),
      exact: false,
      spendsHsaFsa: payment.spendsHsaFsa,
    };
    const openCharges = invoice.isVoided ? [] : invoice.charges;
    const allocated = allocatePayment({ openCharges, tenders: [tender] });
    await this.payments.setState(payment.id, 'succeeded', {
      at: this.bookkeeping.now(),
      effectiveOn: effectiveOn.toString(),
    });
    await this.payments.setProcessorFacts(payment.tenderId, {
      paymentIntentId: outcome.paymentIntentId,
      chargeId: outcome.charge?.id,
      brand: outcome.charge?.brand,
      last4: outcome.charge?.last4,
    });
    await this.payments.insertAllocations(payment, allocated.tenders);
    await this.booking.execute(
      { ...payment, effectiveOn },
      allocated.tenders.map((part) => ({ ...tender, allocated: part })),
    );
    await this.learnFee(payment, outcome.charge);
    await this.bookkeeping.settled(payment, allocated.excess);
  }

  /** The fee arrives when the processor has worked it out, often after the success. */
  private async learnFee(payment: LockedPayment, charge: CardCharge | null): Promise<void> {
    if (!charge?.fee || payment.feeCents !== null) return;
    const settings = await this.clinics.settings();
    await this.payments.setProcessorFacts(payment.tenderId, {
      feeCents: charge.fee.toCents().toString(),
      balanceTransactionId: charge.balanceTransactionId,
    });
    if (charge.fee.isPositive())
      await this.booking.bookFee(await this.bookkeeping.dayOf(charge, settings.timeZone), {
        id: payment.tenderId,
        type: payment.tenderType,
        fee: charge.fee,
      });
  }
}
