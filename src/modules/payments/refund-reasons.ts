/** Why money is given back, for reports and the processor. */
export const REFUND_REASONS = [
  'duplicate',
  'requested_by_patient',
  'service_not_rendered',
  'overpayment',
  'courtesy',
  'error',
  'fraudulent',
  'insurance_paid',
  'deposit_returned',
  'plan_canceled',
  'package_canceled',
  'other',
] as const;

export type RefundReason = (typeof REFUND_REASONS)[number];
