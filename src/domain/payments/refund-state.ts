/** Where one tender's part of a refund stands. Every state but `rejected` and `failed` keeps its amount from being refunded again. */
export const REFUND_TENDER_STATES = [
  /** Stored; another person has to agree first. */
  'awaiting_approval',
  'rejected',
  /** Stored; the processor has not been asked, or has not taken it up. */
  'requested',
  /** The processor's answer was lost: it may or may not have given the money back. */
  'unknown',
  /** The processor has it; the bank has not answered. */
  'pending',
  'succeeded',
  /** The money did not reach the patient, or came back. */
  'failed',
] as const;
export type RefundTenderState = (typeof REFUND_TENDER_STATES)[number];

/** What can be decided or learned about one part. */
export const REFUND_EVENTS = ['approved', 'rejected', 'outcome_unknown', 'pending', 'succeeded', 'failed'] as const;
export type RefundEvent = (typeof REFUND_EVENTS)[number];

type Moves = Readonly<Partial<Record<RefundEvent, RefundTenderState>>>;

/** The transitions that exist. A bank may return money after it was paid out; nothing undoes a failure. */
const MOVES: Readonly<Record<RefundTenderState, Moves>> = {
  awaiting_approval: { approved: 'requested', rejected: 'rejected', failed: 'failed' },
  rejected: {},
  requested: { outcome_unknown: 'unknown', pending: 'pending', succeeded: 'succeeded', failed: 'failed' },
  unknown: { pending: 'pending', succeeded: 'succeeded', failed: 'failed' },
  pending: { succeeded: 'succeeded', failed: 'failed' },
  succeeded: { failed: 'failed' },
  failed: {},
};

/**
 * Where a part goes when something is learned about it; undefined when that is known already, or overtaken. Reports of the
 * processor repeat and come in any order: a late one changes nothing.
 */
export function nextRefundState(state: RefundTenderState, event: RefundEvent): RefundTenderState | undefined {
  return MOVES[state][event];
}

/** Whether the books say that the money has left: from when the processor has taken the refund up. */
export const isRefundBooked = (state: RefundTenderState): boolean => state === 'pending' || state === 'succeeded';

/** Whether the outcome is still to come and nothing is booked: the amount is only kept aside. */
export const isRefundAhead = (state: RefundTenderState): boolean =>
  state === 'awaiting_approval' || state === 'requested' || state === 'unknown';

/** Where a refund as a whole stands. */
export const REFUND_STATUSES = [...REFUND_TENDER_STATES, 'partly_failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** What needs a look comes first: a refund is done only when each of its parts is. */
const MOST_OPEN_FIRST: readonly RefundTenderState[] = ['awaiting_approval', 'unknown', 'requested', 'pending'];

/** The status of a refund from its parts, at least one. */
export function refundStatus(parts: readonly RefundTenderState[]): RefundStatus {
  const open = MOST_OPEN_FIRST.find((state) => parts.includes(state));
  if (open) return open;
  if (parts.includes('rejected')) return 'rejected';
  if (!parts.includes('failed')) return 'succeeded';
  return parts.includes('succeeded') ? 'partly_failed' : 'failed';
}
