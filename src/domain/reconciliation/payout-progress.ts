const RANKS = { pending: 1, in_transit: 2, paid: 3, canceled: 4, failed: 4 } as const;

type Status = keyof typeof RANKS;

/** Where a payout stands after a report: reports repeat and come in any order; a paid one may still fail, never the reverse. */
export const nextPayoutStatus = <S extends Status>(known: S, told: S): S =>
  RANKS[told] >= RANKS[known] ? told : known;

/** What is known of a payout's way to the bank. */
export interface PayoutProgress {
  readonly status: Status;
  /** The processor has finished telling what is in it. */
  readonly isComplete: boolean;
  readonly isBooked: boolean;
  readonly isReturned: boolean;
}

/**
 * What has to be booked now: `pay` once it arrived and its content is known, `return` when one that was booked came back.
 * A payout that failed before it was booked has moved nothing.
 */
export function payoutStep({ status, isComplete, isBooked, isReturned }: PayoutProgress): 'pay' | 'return' | 'nothing' {
  const hasFailed = status === 'failed' || status === 'canceled';
  if (hasFailed) return isBooked && !isReturned ? 'return' : 'nothing';
  return status === 'paid' && isComplete && !isBooked ? 'pay' : 'nothing';
}
