import { Injectable } from '@nestjs/common';
import type { InvoiceId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { EndCheckout } from './end-checkout';
import { CheckoutsRepository } from './persistence/checkouts.repository';

/**
 * Makes sure that no hosted page can take money for an invoice any more: what changes or voids it calls this first. A page
 * that turns out to be paid already is settled; the caller looks again at what is left.
 *
 * Tx: forbids one around it. Idempotent by: the checkout's state. Errors: `checkout_unavailable`.
 */
@Injectable()
export class EndLiveCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly ending: EndCheckout,
  ) {}

  async execute(invoiceId: InvoiceId): Promise<void> {
    const live = await this.tx.run(() => this.checkouts.lockLive(invoiceId));
    if (live) await this.ending.execute(live.paymentId);
  }
}
