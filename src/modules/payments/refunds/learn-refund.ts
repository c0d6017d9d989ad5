import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../../domain/payments/payment-state';
import { DomainError } from '../../../kernel/errors';
import { isUuid, type PaymentId, type RefundTenderId, type TenderId } from '../../../kernel/ids';
import { CURRENCY, Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { outcomeOf } from './carry-out-refund';
import type { PaymentToReturn, RefundTenderRow, TenderToReturn } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';
import { RecordRefund } from './record-refund';
import type { RefundFacts } from './refund-gateway';
import { SettleRefund } from './settle-refund';

/** A mismatch is never applied: somebody has to look. */
export type LearnedRefund =
  'applied' | 'ignored' | 'waiting' | 'amount_differs' | 'currency_differs' | 'payment_differs' | 'exceeds_books';

const TAKEN: readonly PaymentState[] = ['succeeded', 'partly_refunded', 'refunded', 'disputed'];

/**
 * Applies a refund as the processor has it: to the part that asked for it, or, when it was made in the processor's own
 * dashboard, as a refund of its own. What was given back outside goes before what waits here for a second person.
 *
 * Tx: opens or joins one; locks the payment. Idempotent by: the processor's refund id.
 */
@Injectable()
export class LearnRefund {
  constructor(
    private readonly tx: Transactions,
    private readonly refunds: RefundsRepository,
    private readonly record: RecordRefund,
    private readonly settle: SettleRefund,
  ) {}

  execute(paymentId: PaymentId, facts: RefundFacts): Promise<LearnedRefund> {
    if (facts.currency !== CURRENCY) return Promise.resolve('currency_differs');
    return this.tx.run(async () => {
      const payment = await this.refunds.lockPayment(paymentId);
      // Its success may be told of after its refund.
      if (!payment || !TAKEN.includes(payment.state)) return 'waiting';
      const part = await this.partOf(facts);
      if (!part) return this.fromOutside(payment, facts);
      if (part.paymentIntentId !== facts.paymentIntentId) return 'payment_differs';
      if (!facts.amount.equals(Money.fromColumn(part.amountCents))) return 'amount_differs';
      await this.settle.execute(part.id, outcomeOf(facts));
      return 'applied';
    });
  }

  private async partOf(facts: RefundFacts): Promise<RefundTenderRow | undefined> {
    const known = await this.refunds.partOfProcessor(facts.id);
    if (known || !isUuid(facts.refundTenderId)) return known;
    const asked = await this.refunds.part(facts.refundTenderId as RefundTenderId);
    return asked?.stripeRefundId === null ? asked : undefined;
  }

  private async fromOutside(payment: PaymentToReturn, facts: RefundFacts): Promise<LearnedRefund> {
    const tender = payment.tenders.find(({ paymentIntentId }) => paymentIntentId === facts.paymentIntentId);
    if (!tender) return 'payment_differs';
    // It never stood in our books.
    if (facts.status === 'failed') return 'ignored';
    if (!(await this.hasRoom(tender, facts.amount))) return 'waiting';
    try {
      await this.store(tender.id, facts, (await this.refunds.lockPayment(payment.id)) ?? payment);
      return 'applied';
    } catch (error) {
      if (error instanceof DomainError && error.code === 'refund_exceeds_remaining') return 'exceeds_books';
      throw error;
    }
  }

  private async store(tenderId: TenderId, facts: RefundFacts, payment: PaymentToReturn): Promise<void> {
    const refund = await this.record.execute(
      {
        payment,
        source: 'processor',
        reason: 'other',
        requestKey: facts.id,
        tenders: [{ tenderId, amount: facts.amount }],
      },
      () => 'requested',
    );
    for (const { id } of refund.tenders) await this.settle.execute(id, outcomeOf(facts));
  }

  /** Refunds of ours that only wait for a person give way; one the processor may have made is waited for. */
  private async hasRoom(tender: TenderToReturn, amount: Money): Promise<boolean> {
    let left = Money.fromColumn(tender.amountCents).minus(Money.fromColumn(tender.refundedCents));
    for (const waiting of amount.isMoreThan(left) ? await this.refunds.awaitingApprovalOn(tender.id) : []) {
      await this.settle.execute(waiting.id, { event: 'failed', failureCode: 'refunded_at_processor' });
      left = left.plus(Money.fromColumn(waiting.amountCents));
    }
    return !amount.isMoreThan(left);
  }
}
