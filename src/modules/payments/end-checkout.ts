import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { PaymentGateway } from './payment-gateway';
import { CheckoutsRepository } from './persistence/checkouts.repository';
import { RefreshPayment } from './refresh-payment';
import { SettlePayment } from './settle-payment';

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
    private readonly refresh: RefreshPayment,
    private readonly settle: SettlePayment,
  ) {}

  async execute(paymentId: PaymentId): Promise<void> {
    const row = await this.tx.run(() => this.checkouts.ofPayment(paymentId));
    if (!row || (row.state !== 'open' && row.state !== 'creating')) return;
    if (row.stripeSessionId) {
      await this.gateway.expireCheckout(row.stripeSessionId);
      await this.refresh.execute(paymentId);
      return;
    }
    // Stripe may have made the page, but nobody has its address; who is just being told it, is not told any more.
    const isGivenUp = await this.tx.run(async () => {
      const isOurs = await this.checkouts.giveUp(row.id);
      if (isOurs) await this.settle.execute(paymentId, { event: 'canceled' });
      return isOurs;
    });
    if (!isGivenUp) await this.execute(paymentId);
  }
}
