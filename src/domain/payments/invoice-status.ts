import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';

export const INVOICE_STATUSES = ['open', 'partly_paid', 'paid', 'void', 'written_off'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** An invoice in amounts, each zero or above. */
export interface InvoiceAmounts {
  /** Charges less discounts and other adjustments, write-offs not counted. */
  readonly total: Money;
  readonly paid: Money;
  /** Given up as not collectible. */
  readonly writtenOff: Money;
  readonly isVoid: boolean;
}

/** What is left to pay. Throws InvariantError when more was paid and written off than was owed. */
export function invoiceBalance({ total, paid, writtenOff }: InvoiceAmounts): Money {
  const balance = total.minus(paid).minus(writtenOff);
  invariant(!balance.isNegative(), 'an invoice is never paid below zero: the excess is a credit');
  return balance;
}

/** The status of an invoice; it is derived, never stored. A closed invoice of which any part was given up is written off. */
export function invoiceStatus(amounts: InvoiceAmounts): InvoiceStatus {
  if (amounts.isVoid) return 'void';
  if (invoiceBalance(amounts).isPositive()) return amounts.paid.isPositive() ? 'partly_paid' : 'open';
  return amounts.writtenOff.isPositive() ? 'written_off' : 'paid';
}
