import type { Temporal } from 'temporal-polyfill';
import type { CheckoutSessionId, ClinicId, PaymentId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';

/** What a hosted checkout is opened with. Opaque ids and neutral words only: nothing else ever leaves for the processor. */
export interface CheckoutRequest {
  readonly sessionId: CheckoutSessionId;
  readonly paymentId: PaymentId;
  readonly clinicId: ClinicId;
  readonly invoiceNumber: string;
  /** Neutral text on the card statement, e.g. the clinic's trade name without its specialty. */
  readonly statementDescriptor: string;
  readonly amount: Money;
  readonly expiresAt: Temporal.Instant;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

export interface OpenedCheckout {
  readonly stripeSessionId: string;
  readonly url: string;
}

/** What the processor says about a checkout, read from it just now. */
export interface CheckoutFacts {
  readonly status: 'open' | 'complete' | 'expired';
  /** Whether the money was captured. */
  readonly isPaid: boolean;
  /** The processor is still waiting for the outcome (bank debits). */
  readonly isProcessing: boolean;
  readonly amount: Money;
  readonly currency: string;
  readonly livemode: boolean;
  readonly clinicId: string | null;
  readonly paymentId: string | null;
  readonly paymentIntentId: string | null;
  readonly charge: CardCharge | null;
}

/** A captured card charge. The fee is null until the processor has worked it out. */
export interface CardCharge {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly fee: Money | null;
  readonly balanceTransactionId: string | null;
}

/** An event whose signature verified. A doorbell: only ids are taken from it. */
export interface VerifiedEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly livemode: boolean;
  /** The connected account it is about; null for our own, which is the only one we have. */
  readonly account: string | null;
  readonly occurredAt: Temporal.Instant;
  /** From our own metadata on the object, when it carries any. */
  readonly clinicId: string | null;
  readonly paymentId: string | null;
  /** The payment intent the object is, or belongs to. */
  readonly paymentIntentId: string | null;
}

/**
 * The card processor, as this room sees it. Calls go over the network: every one refuses to run inside a transaction.
 * Errors of every call: `checkout_unavailable` when the processor cannot be reached or its answer was lost.
 */
export abstract class PaymentGateway {
  /** Idempotent by the session id: asked again, the processor answers with the same session. */
  abstract openCheckout(request: CheckoutRequest): Promise<OpenedCheckout>;
  /** Undefined when the processor has no such session: one of another account, or of a sandbox that was emptied. */
  abstract readCheckout(stripeSessionId: string): Promise<CheckoutFacts | undefined>;
  /** Ends an open session. One that is complete or expired already stays as it is; read it to know. */
  abstract expireCheckout(stripeSessionId: string): Promise<void>;
  /** Errors: `webhook_signature_invalid` for a forged, unsigned, altered, old or future-dated body. */
  abstract verifyEvent(rawBody: Buffer, signature: string | undefined): VerifiedEvent;
  /** Whether real money moves. */
  abstract readonly isLive: boolean;
}
