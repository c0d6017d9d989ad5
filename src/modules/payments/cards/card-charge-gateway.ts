import type { Temporal } from 'temporal-polyfill';
import type { CardDecline } from '../../../domain/payments/decline-advice';
import type { ClinicId, PaymentId, TenderId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import type { CardCharge } from '../checkout/payment-gateway';

/** A charge of a saved card, as it is stored: asked again, it is the very same request. Opaque ids and neutral words only. */
export interface CardChargeRequest {
  readonly clinicId: ClinicId;
  readonly paymentId: PaymentId;
  readonly tenderId: TenderId;
  /** With the payment it makes the idempotency key `payment:<id>:charge:<attempt>`. */
  readonly attempt: number;
  readonly amount: Money;
  readonly invoiceNumber: string | null;
  readonly stripeCustomerId: string;
  readonly stripePaymentMethodId: string;
  /** Why the holder need not be there, as the card networks want to know it. */
  readonly usage: 'unscheduled' | 'installment';
}

/** What the processor says about a charge of a saved card, read from it just now. */
export interface CardIntent {
  readonly id: string;
  /** `open`: made and never confirmed, or waiting for the holder; nothing has moved. */
  readonly status: 'succeeded' | 'processing' | 'open' | 'declined' | 'canceled';
  readonly amount: Money;
  readonly currency: string;
  readonly livemode: boolean;
  readonly clinicId: string | null;
  readonly paymentId: string | null;
  readonly tenderId: string | null;
  readonly decline: CardDecline | null;
  readonly charge: CardCharge | null;
}

/** What is known after asking. `refused`: the request itself was, and nothing has moved. */
export type CardAnswer =
  | { readonly outcome: 'read'; readonly intent: CardIntent }
  | { readonly outcome: 'declined'; readonly decline: CardDecline; readonly paymentIntentId: string | null }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'unavailable' }
  | { readonly outcome: 'unknown' };

/** The card processor, as far as saved cards are charged. Every call refuses to run inside a transaction; none throws. */
export abstract class CardChargeGateway {
  /** Charges the card, or tells how the same charge came out: asked again with the same row, it is never a second one. */
  abstract charge(request: CardChargeRequest): Promise<CardAnswer>;
  abstract read(paymentIntentId: string): Promise<CardAnswer>;
  /**
   * Looks a charge up without its key, among those of its customer since then. `refused` with `not_found` when the
   * processor has none.
   */
  abstract find(
    request: Pick<CardChargeRequest, 'tenderId' | 'stripeCustomerId'>,
    since: Temporal.Instant,
  ): Promise<CardAnswer>;
  /** Ends an open one for good. */
  abstract cancel(paymentIntentId: string): Promise<CardAnswer>;
  abstract readonly isLive: boolean;
}
