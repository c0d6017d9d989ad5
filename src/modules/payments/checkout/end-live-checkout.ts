import { Injectable } from '@nestjs/common';
import type { InvoiceId } from '../../../kernel/ids';
import { OutsideWorkFirst } from '../../../platform/database/outside-work';
import { Transactions } from '../../../platform/database/transactions';
import { EndCheckout } from './end-checkout';
import { CheckoutsRepository } from '../persistence/checkouts.repository';

/**
 * Makes sure that no hosted page can take money for an invoice: what changes, voids or pays it calls this first, so that
 * no old amount is paid afterwards. A page that turns out to be paid already is settled; the caller looks again at what is
 * left.
 *
 * Tx: best called in the caller's, with the invoice locked: when a page is open the transaction is rolled back, the page
 * is ended, and the money route is run again. Outside any, the page is ended at once, but another may be opened after it.
 * Idempotent by: the checkout's state. Errors: `checkout_unavailable` when Stripe does not answer; `payment_in_progress`
 * when pages keep being opened, or the route does not run again.
 */
@Injectable()
export class EndLiveCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly ending: EndCheckout,
  ) {}

  async execute(invoiceId: InvoiceId): Promise<void> {
    const live = await this.tx.run(() => this.checkouts.live(invoiceId));
    if (!live) return;
    if (this.tx.isOpen) throw new OutsideWorkFirst(() => this.execute(invoiceId), 'payment_in_progress');
    await this.ending.execute(live.paymentId);
  }
}
