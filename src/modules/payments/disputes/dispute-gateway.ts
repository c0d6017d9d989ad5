import type { Temporal } from 'temporal-polyfill';
import type { DisputeStatus } from '../../../domain/payments/dispute-status';
import type { Money } from '../../../kernel/money';

/** What the processor says about a dispute, read from it just now. */
export interface DisputeFacts {
  readonly id: string;
  readonly status: DisputeStatus;
  readonly amount: Money;
  readonly currency: string;
  readonly livemode: boolean;
  readonly reason: string;
  readonly paymentIntentId: string | null;
  readonly evidenceDueAt: Temporal.Instant | null;
  readonly submissionCount: number;
  readonly openedAt: Temporal.Instant;
  /** The balance transactions it made, the oldest first. */
  readonly movements: readonly DisputeMovement[];
}

/** Money a dispute moved. */
export interface DisputeMovement {
  readonly balanceTransactionId: string;
  /** Negative when taken, positive when given back. */
  readonly amount: Money;
  /** What the processor kept; negative when it gave a fee back. */
  readonly fee: Money;
  readonly at: Temporal.Instant;
}

/** What the clinic tells the bank. */
export interface DisputeAnswer {
  readonly id: string;
  readonly stripeDisputeId: string;
  readonly kind: 'evidence' | 'accept';
  readonly statement: string | null;
  /** Whether evidence goes to the bank now, or is only kept at the processor. */
  readonly isFinal: boolean;
}

/** What is known of an answer that was sent. */
export type AnswerOutcome = 'sent' | 'refused' | 'unavailable' | 'unknown';

/** The processor's disputes, as this room sees them. Calls go over the network and refuse to run inside a transaction. */
export abstract class DisputeGateway {
  /** Undefined when there is none. Errors: `checkout_unavailable`. */
  abstract read(stripeDisputeId: string): Promise<DisputeFacts | undefined>;
  /** Disputes opened since a moment, as ids of the dispute and of its payment intent. Errors: `checkout_unavailable`. */
  abstract openedSince(moment: Temporal.Instant): Promise<{ id: string; paymentIntentId: string | null }[]>;
  /** Idempotent by the answer's id. Never throws for what the processor says. */
  abstract answer(answer: DisputeAnswer): Promise<AnswerOutcome>;
  /** Whether real money moves. */
  abstract readonly isLive: boolean;
}
