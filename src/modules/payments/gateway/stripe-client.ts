import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { DomainError } from '../../../kernel/errors';
import { invariant } from '../../../kernel/invariant';
import { Config } from '../../../platform/config/config';
import { Transactions } from '../../../platform/database/transactions';
import { withBackoff } from './backoff';
import { type ProcessorAnswer, refusalOf } from './processor-answer';

const TIMEOUT_MS = 20_000;
const NETWORK_RETRIES = 2;

/** Stripe's own client as this service uses it. Outside any transaction, with backoff where the SDK has none. */
@Injectable()
export class StripeClient {
  readonly sdk: Stripe;
  readonly webhookSecrets: readonly string[];
  /** Whether real money moves. */
  readonly isLive: boolean;

  constructor(
    config: Config,
    private readonly tx: Transactions,
  ) {
    const base = config.stripe.apiBase ? new URL(config.stripe.apiBase) : undefined;
    this.sdk = new Stripe(config.stripe.secretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: NETWORK_RETRIES,
      telemetry: false,
      appInfo: { name: 'clinic-billing' },
      ...(base
        ? {
            host: base.hostname,
            port: base.port || (base.protocol === 'https:' ? 443 : 80),
            protocol: base.protocol === 'https:' ? 'https' : 'http',
          }
        : {}),
    });
    this.webhookSecrets = config.stripe.webhookSecrets;
    this.isLive = config.stripe.secretKey.includes('_live_');
  }

  /**
   * A call whose failure, whatever it is, leaves nothing to clean up: reads, and writes that are simply made again.
   * Errors: `checkout_unavailable` with Stripe's error as its cause.
   */
  async call<T extends { object: string }>(work: () => Promise<T>): Promise<T> {
    invariant(!this.tx.isOpen, 'no network call inside a database transaction');
    try {
      const answer = await withBackoff(work);
      // A 404 without an error body resolves as success in the SDK.
      if (typeof answer?.object !== 'string') throw new DomainError('checkout_unavailable');
      return answer;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new DomainError('checkout_unavailable', {
        detail: 'The card processor gave no usable answer. Nothing was taken. Try again in a minute.',
        cause: error,
      });
    }
  }

  /**
   * A call that moves money: what is known of its outcome afterwards is its answer, never an exception. `unknown` means
   * that it may or may not have happened; only asking again with the same key, or reading the object, can tell.
   */
  async attempt<T extends { object: string }>(work: () => Promise<T>): Promise<ProcessorAnswer<T>> {
    invariant(!this.tx.isOpen, 'no network call inside a database transaction');
    try {
      const object = await withBackoff(work);
      return typeof object?.object === 'string' ? { outcome: 'answered', object } : { outcome: 'unknown' };
    } catch (error) {
      return refusalOf(error);
    }
  }
}

/** Turns a refusal of the request itself, when it is of the kind, into no answer. */
export const undefinedWhen =
  (isExpected: (refusal: Stripe.errors.StripeInvalidRequestError) => boolean) =>
  (error: unknown): undefined => {
    const refusal = error instanceof DomainError ? error.cause : undefined;
    if (refusal instanceof Stripe.errors.StripeInvalidRequestError && isExpected(refusal)) return undefined;
    throw error;
  };
