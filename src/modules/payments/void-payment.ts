import { Injectable } from '@nestjs/common';
import { nextPaymentState } from '../../domain/payments/payment-state';
import { voidRefusal } from '../../domain/payments/void-rules';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { MovementDays } from './settling/movement-days';
import { PaymentMoneyReader } from './persistence/payment-money.reader';
import type { PaymentToReturn } from './persistence/refund-rows';
import { RefundsRepository } from './persistence/refunds.repository';
import { RecordVoid } from './refunds/record-void';
import { ReverseTenders } from './refunds/reverse-tenders';

export interface VoidPaymentInput {
  readonly paymentId: PaymentId;
  readonly reason: string;
}

/**
 * Takes back a payment that was entered in error, on its own business day: what it paid is owed again, and the reference of
 * its Venmo transaction may be entered again. Money that really moved is refunded instead.
 *
 * Tx: opens or joins one; locks the payment, then the open items. Idempotent by: the payment's state.
 * Posts: the reversal of every entry of its tenders. Errors: `payment_unknown`, `payment_not_voidable` with `because`.
 */
@Injectable()
export class VoidPayment {
  constructor(
    private readonly tx: Transactions,
    private readonly payments: RefundsRepository,
    private readonly money: PaymentMoneyReader,
    private readonly reversal: ReverseTenders,
    private readonly days: MovementDays,
    private readonly record: RecordVoid,
  ) {}

  execute(input: VoidPaymentInput): Promise<void> {
    return this.tx.run(async () => {
      const payment = await this.payments.lockPayment(input.paymentId);
      if (!payment) throw new DomainError('payment_unknown');
      if (payment.state === 'voided') return;
      const refusal = voidRefusal(await this.factsOf(payment));
      if (refusal)
        throw new DomainError('payment_not_voidable', { detail: refusal.detail, facts: { because: refusal.because } });
      const next = nextPaymentState(payment.state, 'voided');
      invariant(next === 'voided', 'the rule lets only a payment through that may be voided');
      await this.reversal.execute(payment);
      await this.record.execute(payment.id, input.reason);
    });
  }

  private async factsOf(payment: PaymentToReturn) {
    const { held, applied } = await this.money.lock(payment);
    const own = applied.filter(({ tenderIds }) => tenderIds.length > 0);
    const { day, isOpen } = await this.days.today();
    return {
      state: payment.state,
      isAtProcessor: payment.tenders.some(({ paymentIntentId }) => paymentIntentId !== null),
      isRefunded: payment.tenders.some(({ refundedCents }) => refundedCents !== '0'),
      isOfToday: isOpen && parseBusinessDate(payment.effectiveOn).equals(day),
      amount: Money.fromColumn(payment.amountCents),
      allocated: await this.money.allocatedBy(payment.id),
      held: Money.sum(held.map(({ amount }) => amount)),
      applied: Money.sum(own.map(({ amount, paid }) => Money.min(amount, paid))),
    };
  }
}
