import { Injectable } from '@nestjs/common';
import type { InvoiceId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Transactions } from '../../../platform/database/transactions';
import { ChargePaymentsLookup } from '../charge-payments';

/**
 * Changes what is owed in the one order that leaves no stale amount to be paid: see whether it may be done; end the card
 * pages that ask for the old amount, at the processor; look again under the lock and do it. What came in meanwhile is
 * seen by the second look.
 *
 * Tx: forbids one around it. Errors: those of its steps; `checkout_unavailable` when the processor cannot be asked.
 */
@Injectable()
export class ChangeBill {
  constructor(
    private readonly tx: Transactions,
    private readonly payments: ChargePaymentsLookup,
  ) {}

  /** @param steps each runs in a transaction of its own; `look` refuses, or names the invoices that would change */
  async execute<Done>(steps: {
    look: () => Promise<readonly (InvoiceId | null)[]>;
    change: () => Promise<Done>;
  }): Promise<Done> {
    invariant(!this.tx.isOpen, 'a bill is changed outside any transaction: a card page may have to be ended first');
    const invoiceIds = new Set((await this.tx.run(steps.look)).filter((id) => id !== null));
    for (const invoiceId of invoiceIds) await this.payments.get().endLiveCheckout(invoiceId);
    return this.tx.run(steps.change);
  }
}
