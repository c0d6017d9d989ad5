import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { CURRENCY, Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { Logger } from '../../../platform/observability/logger';
import { type CheckoutFacts, PaymentGateway } from './payment-gateway';
import { type CheckoutRow, CheckoutsRepository } from '../persistence/checkouts.repository';
import type { Refreshed } from '../settling/refreshed';
import { SettlePayment } from '../settling/settle-payment';

/**
 * Asks the processor how a hosted checkout stands and applies the answer.
 *
 * Tx: forbids one around it. Idempotent by: {@link SettlePayment}.
 */
@Injectable()
export class RefreshCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly gateway: PaymentGateway,
    private readonly settle: SettlePayment,
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  /**
   * Answers `unknown` when no checkout of this clinic belongs to the payment, or its session at Stripe is not known yet.
   * @param seenSessionId the session an event names: how one is found whose opening was never answered
   */
  async execute(paymentId: PaymentId, seenSessionId?: string): Promise<Refreshed> {
    const row = await this.tx.run(() => this.checkouts.ofPayment(paymentId));
    const stripeSessionId = row?.stripeSessionId ?? seenSessionId;
    if (!row || !stripeSessionId) return 'unknown';
    const facts = await this.gateway.readCheckout(stripeSessionId);
    if (!facts) return 'session_missing';
    const mismatch = this.mismatch(row, facts);
    if (mismatch) {
      this.logger.warning('the processor and the books disagree about a checkout', {
        code: mismatch,
        entityId: paymentId,
      });
      return mismatch;
    }
    await this.tx.run(() => this.apply({ ...row, stripeSessionId }, facts));
    return 'applied';
  }

  private mismatch(row: CheckoutRow, facts: CheckoutFacts): Refreshed | undefined {
    if (facts.clinicId !== this.context.clinicId || facts.paymentId !== row.paymentId) return 'clinic_differs';
    if (facts.livemode !== this.gateway.isLive) return 'livemode_differs';
    if (facts.currency !== CURRENCY) return 'currency_differs';
    return facts.amount.equals(Money.fromColumn(row.amountCents)) ? undefined : 'amount_differs';
  }

  private async apply(row: CheckoutRow & { stripeSessionId: string }, facts: CheckoutFacts): Promise<void> {
    if (facts.isPaid) {
      await this.settle.execute(row.paymentId, {
        event: 'succeeded',
        paymentIntentId: facts.paymentIntentId,
        charge: facts.charge,
      });
    } else if (facts.isProcessing) {
      await this.settle.execute(row.paymentId, { event: 'processing_started' });
    } else if (facts.status === 'expired') {
      await this.settle.execute(row.paymentId, { event: 'canceled' });
    }
    if (facts.status !== 'open' && row.state !== facts.status)
      await this.checkouts.setEnded(row.id, facts.status, row.stripeSessionId);
  }
}
