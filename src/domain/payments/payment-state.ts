/** Where a payment stands. */
export const PAYMENT_STATES = [
  'pending',
  'requires_action',
  'processing',
  'unknown',
  'succeeded',
  'declined',
  'canceled',
  'partly_refunded',
  'refunded',
  'disputed',
  'voided',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What can be learned or decided about a payment. Refund events tell the refunds of the payment taken together. */
export const PAYMENT_EVENTS = [
  /** The patient must confirm the card with their bank. */
  'action_required',
  /** The processor has accepted it and will tell later. */
  'processing_started',
  /** The processor's answer was lost; it may or may not have taken the money. */
  'outcome_unknown',
  'succeeded',
  'declined',
  'canceled',
  /** Some, not all, of the payment has been given back. */
  'partly_refunded',
  /** All of it has been given back. */
  'refunded',
  /** A refund failed after it was booked; others still stand. */
  'refund_failed_in_part',
  /** The last standing refund failed after it was booked. */
  'refund_failed_in_full',
  'dispute_opened',
  'dispute_won',
  'dispute_lost',
  /** Entered in error and taken back on the same business day. */
  'voided',
] as const;
export type PaymentEvent = (typeof PAYMENT_EVENTS)[number];

/** `ignored-stale`: known already, or overtaken by what came later. `refused`: nothing allows it. */
export type PaymentTransition = PaymentState | 'refused' | 'ignored-stale';

interface Moves {
  readonly to: Readonly<Partial<Record<PaymentEvent, PaymentState>>>;
  readonly stale: readonly PaymentEvent[];
}

/** Every report of how the money was taken; all of them are history once it was. */
const TAKING: readonly PaymentEvent[] = [
  'action_required',
  'processing_started',
  'outcome_unknown',
  'succeeded',
  'declined',
  'canceled',
];

/**
 * The transitions that exist; every other pair is refused. Success is believed from any state before it, a decline and
 * a cancellation included, because the processor has the money; nothing that failed can undo it.
 */
const MOVES: Readonly<Record<PaymentState, Moves>> = {
  pending: {
    to: {
      action_required: 'requires_action',
      processing_started: 'processing',
      outcome_unknown: 'unknown',
      succeeded: 'succeeded',
      declined: 'declined',
      canceled: 'canceled',
    },
    stale: [],
  },
  requires_action: {
    to: {
      processing_started: 'processing',
      outcome_unknown: 'unknown',
      succeeded: 'succeeded',
      declined: 'declined',
      canceled: 'canceled',
    },
    stale: ['action_required'],
  },
  processing: {
    to: { succeeded: 'succeeded', declined: 'declined', canceled: 'canceled' },
    stale: ['action_required', 'processing_started', 'outcome_unknown'],
  },
  unknown: {
    to: {
      action_required: 'requires_action',
      processing_started: 'processing',
      succeeded: 'succeeded',
      declined: 'declined',
      canceled: 'canceled',
    },
    stale: ['outcome_unknown'],
  },
  declined: {
    to: { succeeded: 'succeeded', canceled: 'canceled' },
    stale: ['action_required', 'processing_started', 'outcome_unknown', 'declined'],
  },
  canceled: {
    to: { succeeded: 'succeeded' },
    stale: ['action_required', 'processing_started', 'outcome_unknown', 'declined', 'canceled'],
  },
  succeeded: {
    to: { partly_refunded: 'partly_refunded', refunded: 'refunded', dispute_opened: 'disputed', voided: 'voided' },
    stale: [...TAKING, 'refund_failed_in_full', 'dispute_won'],
  },
  partly_refunded: {
    to: {
      partly_refunded: 'partly_refunded',
      refunded: 'refunded',
      refund_failed_in_part: 'partly_refunded',
      refund_failed_in_full: 'succeeded',
      dispute_opened: 'disputed',
    },
    stale: TAKING,
  },
  refunded: {
    to: { refund_failed_in_part: 'partly_refunded', refund_failed_in_full: 'succeeded', dispute_opened: 'disputed' },
    stale: [...TAKING, 'partly_refunded', 'refunded'],
  },
  disputed: {
    to: { dispute_won: 'succeeded', dispute_lost: 'disputed' },
    stale: [...TAKING, 'dispute_opened'],
  },
  voided: { to: {}, stale: [...TAKING, 'voided'] },
};

/**
 * Where a payment goes when something is learned about it. Reports of a processor may repeat and arrive in any order.
 * @returns the new state (which may be the same one), `ignored-stale`, or `refused` for a pair that is not declared
 */
export function nextPaymentState(state: PaymentState, event: PaymentEvent): PaymentTransition {
  const { to, stale } = MOVES[state];
  return to[event] ?? (stale.includes(event) ? 'ignored-stale' : 'refused');
}

/** Whether the outcome is still open: nothing new may be charged for the same balance until it is known. */
export function isPaymentInFlight(state: PaymentState): boolean {
  return ['pending', 'requires_action', 'processing', 'unknown'].includes(state);
}
