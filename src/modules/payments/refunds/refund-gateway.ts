import type { Temporal } from 'temporal-polyfill';
import type { ClinicId, PaymentId, RefundTenderId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';

/** What the processor is asked to give back. Opaque ids and neutral words only. */
export interface RefundRequest {
  readonly refundTenderId: RefundTenderId;
  readonly clinicId: ClinicId;
  readonly paymentId: PaymentId;
  readonly paymentIntentId: string;
  readonly amount: Money;
  /** Our reason; only what the processor has a word for is passed on. */
  readonly reason: string;
}

/** A refund as the processor has it now. */
export interface RefundFacts {
  readonly id: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** Why it failed or was canceled. */
  readonly failureCode: string | null;
  readonly amount: Money;
  readonly currency: string;
  readonly paymentIntentId: string | null;
  /** Ours, when we asked for it. */
  readonly refundTenderId: string | null;
  readonly at: Temporal.Instant;
}

/** What is known after the processor was asked to give money back. */
export type RefundAnswer =
  | { readonly outcome: 'answered'; readonly refund: RefundFacts }
  /** It said no: nothing has moved. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** It did not take the request up: nothing has moved; later it may. */
  | { readonly outcome: 'unavailable' }
  /** It may have moved or not; only asking again with the same key, or looking, can tell. */
  | { readonly outcome: 'unknown' };

/** Refunds at the card processor. Every call refuses to run inside a transaction. */
export abstract class RefundGateway {
  /** Idempotent by the part's id for a day: asked again, the processor answers with the same refund. */
  abstract refund(request: RefundRequest): Promise<RefundAnswer>;
  /** Errors: `checkout_unavailable`. Undefined when the processor has no such refund. */
  abstract read(processorRefundId: string): Promise<RefundFacts | undefined>;
  /** The refund made for a part, whenever that was. Errors: `checkout_unavailable`. */
  abstract find(paymentIntentId: string, refundTenderId: RefundTenderId): Promise<RefundFacts | undefined>;
}
