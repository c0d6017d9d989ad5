/** What may need a second person. */
export const APPROVAL_KINDS = [
  'adjustment',
  'refund',
  'day_reopening',
  'period_reopening',
  'unclaimed_credit',
  'claim_write_off',
] as const;

export type ApprovalKind = (typeof APPROVAL_KINDS)[number];
