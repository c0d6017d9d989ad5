import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { PaymentGateway } from './payment-gateway';
import { type CheckoutRow, CheckoutsRepository } from '../persistence/checkouts.repository';
import { RefreshCheckout } from './refresh-checkout';
import { SettlePayment } from '../settling/settle-payment';

/**
 * Ends a hosted checkout that must not take money any more, and learns what it became: expired, or paid in the meantime.
 *
 * Tx: forbids one around it. Idempotent by: Stripe's own state.
 */
@Injectable()
export class EndCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly gateway: PaymentGateway,
    private readonly refresh: RefreshCheckout,
    private readonly settle: SettlePayment,
  ) {}

  async execute(paymentId: PaymentId): Promise<void> {
    const row = await this.tx.run(() => this.checkouts.ofPayment(paymentId));
    if (!row || (row.state !== 'open' && row.state !== 'creating')) return;
    if (row.stripeSessionId) {
      await this.gateway.expireCheckout(row.stripeSessionId);
      // A page the processor does not have can take no money.
      if ((await this.refresh.execute(paymentId)) === 'session_missing') await this.giveUp(row);
      return;
    }
    // Stripe may have made the page, but nobody has its address; who is just being told it, is not told any more.
    if (!(await this.giveUp(row))) await this.execute(paymentId);
  }

  /** False when the checkout has moved on meanwhile. */
  private giveUp(row: CheckoutRow): Promise<boolean> {
    return this.tx.run(async () => {
      const isOurs = await this.checkouts.giveUp(row);
      if (isOurs) await this.settle.execute(row.paymentId, { event: 'canceled' });
      return isOurs;
    });
  }
}
