import { DomainError } from '../../../kernel/errors';
import { Money } from '../../../kernel/money';
import type { OpenInvoice } from '../../charges/open-charge';

/** What the invoice still owes. Errors: `invoice_closed` when that is nothing. */
export function amountOpen(invoice: OpenInvoice): Money {
  const open = Money.sum(invoice.charges.map((charge) => Money.cents(charge.openCents)));
  if (invoice.isVoided || !open.isPositive())
    throw new DomainError('invoice_closed', {
      detail: `Invoice ${invoice.number} has nothing left to pay.`,
      facts: { maximumCents: 0 },
    });
  return open;
}
