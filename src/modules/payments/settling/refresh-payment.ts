import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { CheckoutsRepository } from '../persistence/checkouts.repository';
import { RefreshCardPayment } from '../cards/refresh-card-payment';
import { RefreshCheckout } from '../checkout/refresh-checkout';
import type { Refreshed } from './refreshed';

/** What an event has told of where to look. */
export interface Seen {
  readonly sessionId?: string;
  readonly paymentIntentId?: string | null;
}

/**
 * Asks the processor how a payment stands and applies the answer: what every event, sweep and page view does. The order in
 * which they come does not matter, because each reads the whole truth.
 *
 * Tx: forbids one around it. Idempotent by: {@link SettlePayment}.
 */
@Injectable()
export class RefreshPayment {
  constructor(
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly checkout: RefreshCheckout,
    private readonly cards: RefreshCardPayment,
  ) {}

  /** Answers `unknown` when nothing of this payment is known to the processor yet. */
  async execute(paymentId: PaymentId, seen: Seen = {}): Promise<Refreshed> {
    const hosted = await this.tx.run(() => this.checkouts.ofPayment(paymentId));
    return hosted
      ? this.checkout.execute(paymentId, seen.sessionId)
      : this.cards.execute(paymentId, seen.paymentIntentId);
  }
}
