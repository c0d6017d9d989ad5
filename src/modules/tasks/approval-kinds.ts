/** What may need a second person. */
export const APPROVAL_KINDS = ['adjustment', 'refund', 'day_reopening', 'period_reopening'] as const;

export type ApprovalKind = (typeof APPROVAL_KINDS)[number];
