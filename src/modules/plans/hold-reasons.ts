/** Why nobody asks a patient for money by themselves. */
export const HOLD_REASONS = ['estimate_dispute', 'hardship', 'other'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];
