import type { CardDecline } from '../../../domain/payments/decline-advice';
import type { CardCharge } from '../checkout/payment-gateway';

/** What was learned from the processor just now about a payment, or one card of it. */
export type SettlementOutcome =
  | { readonly event: 'succeeded'; readonly paymentIntentId: string | null; readonly charge: CardCharge | null }
  | { readonly event: 'declined'; readonly paymentIntentId?: string | null; readonly decline?: CardDecline }
  /** Nothing was taken, and nothing will be. */
  | { readonly event: 'canceled'; readonly decline?: CardDecline }
  | { readonly event: 'processing_started'; readonly paymentIntentId?: string | null }
  | { readonly event: 'outcome_unknown' };
