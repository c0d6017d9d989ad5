import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { PaymentId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';

/** What a balance transaction is about. `other`: nothing this service does, such as a reserve. */
export type BalanceRole = 'charge' | 'refund' | 'dispute' | 'fee' | 'payout' | 'other';

/** A movement of the processor's balance, read from it just now. Net is amount minus fee. */
export interface BalanceFacts {
  readonly id: string;
  readonly type: string;
  readonly role: BalanceRole;
  readonly amount: Money;
  readonly fee: Money;
  readonly net: Money;
  /** The charge, refund, dispute or payout it is about. */
  readonly sourceId: string | null;
  readonly paymentIntentId: string | null;
  /** From our own metadata on what it is about, as is the payment. */
  readonly clinicId: string | null;
  readonly paymentId: PaymentId | null;
  readonly at: Temporal.Instant;
}

export const PAYOUT_STATUSES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** A payout as the processor shows it now. */
export interface PayoutFacts {
  readonly id: string;
  readonly status: PayoutStatus;
  readonly amount: Money;
  readonly currency: string;
  readonly livemode: boolean;
  /** The processor has finished telling what is in it. */
  readonly isComplete: boolean;
  readonly arrivesOn: BusinessDate;
  readonly createdAt: Temporal.Instant;
}

/** A stretch of time, its end left out. */
export interface Period {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/**
 * The processor's own books: what they are compared with. One account may serve several clinics. Calls go over the network
 * and refuse to run inside a transaction. Errors of every call: `checkout_unavailable`.
 */
export abstract class ProcessorBalance {
  /** Every movement of the period, the newest first. */
  abstract movements(period: Period): Promise<BalanceFacts[]>;
  /** What a payout is made of, its own movement left out. */
  abstract movementsOf(stripePayoutId: string): Promise<BalanceFacts[]>;
  abstract payout(stripePayoutId: string): Promise<PayoutFacts | undefined>;
  abstract payouts(period: Period): Promise<PayoutFacts[]>;
  /** Whether real money moves. */
  abstract readonly isLive: boolean;
}
