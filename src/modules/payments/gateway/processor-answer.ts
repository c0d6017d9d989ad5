import Stripe from 'stripe';

/** What is known after a call that moves money. */
export type ProcessorAnswer<T> =
  | { readonly outcome: 'answered'; readonly object: T }
  /** The card's bank, or the processor, said no: nothing has moved. */
  | {
      readonly outcome: 'declined';
      readonly code: string;
      readonly declineCode: string | null;
      readonly adviceCode: string | null;
      readonly paymentIntentId: string | null;
    }
  /** The request itself was refused: nothing has moved, and asking again unchanged is pointless. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** The processor did not take the request up: nothing has moved; later it may. */
  | { readonly outcome: 'unavailable' }
  /** Sent, and no usable answer: it may have moved or not. */
  | { readonly outcome: 'unknown' };

/**
 * What an error of the SDK tells about the call. 429, 401 and 403 are answered before anything is done; a 5xx, a timeout
 * and a broken connection tell nothing, and neither does a twin of the same key still in flight (409).
 */
export function refusalOf<T>(error: unknown): ProcessorAnswer<T> {
  const { errors } = Stripe;
  if (error instanceof errors.StripeCardError)
    return {
      outcome: 'declined',
      code: error.code ?? 'card_declined',
      declineCode: error.decline_code ?? null,
      adviceCode: error.advice_code ?? null,
      paymentIntentId: error.payment_intent?.id ?? null,
    };
  if (
    error instanceof errors.StripeRateLimitError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripePermissionError
  )
    return { outcome: 'unavailable' };
  if (error instanceof errors.StripeInvalidRequestError && error.statusCode !== 409)
    return { outcome: 'refused', code: error.code ?? 'invalid_request' };
  if (error instanceof errors.StripeError) return { outcome: 'unknown' };
  throw error;
}
