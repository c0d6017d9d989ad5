import type { InvoiceStatus } from '../../domain/payments/invoice-status';
import type { PaymentState } from '../../domain/payments/payment-state';
import type { ShownState } from './status-badge';

/** How each state of an invoice is shown. */
export const INVOICE_STATES = {
  open: 'unpaid',
  partly_paid: 'part_paid',
  paid: 'paid',
  void: 'void',
  written_off: 'written_off',
} as const satisfies Record<InvoiceStatus, ShownState>;

/** How each state of a payment is shown. */
export const PAYMENT_STATES = {
  pending: 'waiting',
  requires_action: 'waiting',
  processing: 'checking',
  unknown: 'checking',
  succeeded: 'paid',
  declined: 'declined',
  canceled: 'canceled',
  partly_refunded: 'part_refunded',
  refunded: 'refunded',
  disputed: 'disputed',
  voided: 'void',
} as const satisfies Record<PaymentState, ShownState>;
