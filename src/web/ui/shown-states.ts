import type { InvoiceStatus } from '../../domain/payments/invoice-status';
import type { PaymentState } from '../../domain/payments/payment-state';
import type { RefundStatus } from '../../domain/payments/refund-state';
import type { AdjustmentStatus } from '../../modules/charges/adjustment.view';
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

/** How each state of a refund is shown, as a whole and tender by tender. */
export const REFUND_STATES = {
  awaiting_approval: 'second_person',
  rejected: 'turned_down',
  requested: 'on_its_way',
  unknown: 'checking',
  pending: 'on_its_way',
  succeeded: 'given_back',
  failed: 'failed',
  partly_failed: 'part_failed',
} as const satisfies Record<RefundStatus, ShownState>;

/** How an adjustment that is not simply carried out is shown. */
export const ADJUSTMENT_STATES = {
  posted: undefined,
  awaiting_approval: 'second_person',
  rejected: 'turned_down',
  reversed: 'taken_back',
} as const satisfies Record<AdjustmentStatus, ShownState | undefined>;
