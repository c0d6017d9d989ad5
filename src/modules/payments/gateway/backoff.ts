import { setTimeout as delay } from 'node:timers/promises';
import Stripe from 'stripe';

const ATTEMPTS = 3;
const BASE_MS = 300;

/** Tries again after Stripe's 429, which its SDK does not: jittered, bounded, with the same idempotency key. */
export async function withBackoff<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !(error instanceof Stripe.errors.StripeRateLimitError)) throw error;
      await delay(BASE_MS * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
}
