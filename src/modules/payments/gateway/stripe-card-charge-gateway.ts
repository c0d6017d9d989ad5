import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Temporal } from 'temporal-polyfill';
import type { CardDecline } from '../../../domain/payments/decline-advice';
import { CURRENCY, Money } from '../../../kernel/money';
import {
  type CardAnswer,
  CardChargeGateway,
  type CardChargeRequest,
  type CardIntent,
} from '../cards/card-charge-gateway';
import { cardChargeOf } from './card-charge-of';
import type { ProcessorAnswer } from './processor-answer';
import { StripeClient } from './stripe-client';

const EXPAND = ['latest_charge.balance_transaction'];
const PAGE = 100;
const MOST_PAGES = 10;

/**
 * A second try of our own, with the same key, for a connection that broke or a 5xx. The SDK's would hide that the first
 * may have been processed when the second is turned away.
 */
const ONCE = { maxNetworkRetries: 0 };

/** Charges of saved cards. What goes out is an allow-list: opaque ids, an invoice number, an amount. */
@Injectable()
export class StripeCardChargeGateway extends CardChargeGateway {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  get isLive(): boolean {
    return this.stripe.isLive;
  }

  async charge(request: CardChargeRequest): Promise<CardAnswer> {
    const first = await this.create(request);
    if (first.outcome !== 'unknown') return first;
    const second = await this.create(request);
    return second.outcome === 'unavailable' ? first : second;
  }

  async read(paymentIntentId: string): Promise<CardAnswer> {
    return toAnswer(
      await this.stripe.attempt(() => this.stripe.sdk.paymentIntents.retrieve(paymentIntentId, { expand: EXPAND })),
    );
  }

  async find(
    { tenderId, stripeCustomerId }: Pick<CardChargeRequest, 'tenderId' | 'stripeCustomerId'>,
    since: Temporal.Instant,
  ): Promise<CardAnswer> {
    // A list is complete at once; Stripe's search lags behind by a minute.
    const created = { gte: Math.floor(since.epochMilliseconds / 1000) - 60 };
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const params = { customer: stripeCustomerId, created, limit: PAGE, ...(after ? { starting_after: after } : {}) };
      const answer = await this.stripe.attempt(() => this.stripe.sdk.paymentIntents.list(params));
      if (answer.outcome !== 'answered') return { outcome: 'unknown' };
      const found = answer.object.data.find(({ metadata }) => metadata['tender_id'] === tenderId);
      if (found) return this.read(found.id);
      after = answer.object.data.at(-1)?.id;
      if (!answer.object.has_more || !after) return { outcome: 'refused', code: 'not_found' };
    }
    return { outcome: 'unknown' };
  }

  async cancel(paymentIntentId: string): Promise<CardAnswer> {
    await this.stripe.attempt(() => this.stripe.sdk.paymentIntents.cancel(paymentIntentId));
    return this.read(paymentIntentId);
  }

  private async create(request: CardChargeRequest): Promise<CardAnswer> {
    const params: Stripe.PaymentIntentCreateParams = {
      amount: request.amount.toJSON(),
      currency: CURRENCY,
      customer: request.stripeCustomerId,
      payment_method: request.stripePaymentMethodId,
      allowed_payment_method_types: ['card'],
      off_session: true,
      confirm: true,
      error_on_requires_action: true,
      payment_method_options: { card: { stored_credential_usage: request.usage } },
      metadata: { clinic_id: request.clinicId, payment_id: request.paymentId, tender_id: request.tenderId },
      ...(request.invoiceNumber === null ? {} : { description: `Invoice ${request.invoiceNumber}` }),
      expand: EXPAND,
    };
    const idempotencyKey = `payment:${request.paymentId}:charge:${request.attempt}`;
    return toAnswer(
      await this.stripe.attempt(() => this.stripe.sdk.paymentIntents.create(params, { idempotencyKey, ...ONCE })),
    );
  }
}

function toAnswer(answer: ProcessorAnswer<Stripe.PaymentIntent>): CardAnswer {
  if (answer.outcome === 'answered') return { outcome: 'read', intent: toIntent(answer.object) };
  if (answer.outcome !== 'declined') return answer;
  const { code, declineCode, adviceCode, paymentIntentId } = answer;
  return { outcome: 'declined', decline: { code, declineCode, adviceCode }, paymentIntentId };
}

function toIntent(intent: Stripe.PaymentIntent): CardIntent {
  const { metadata } = intent;
  return {
    id: intent.id,
    status: statusOf(intent),
    amount: Money.cents(intent.amount),
    currency: intent.currency,
    livemode: intent.livemode,
    clinicId: metadata['clinic_id'] ?? null,
    paymentId: metadata['payment_id'] ?? null,
    tenderId: metadata['tender_id'] ?? null,
    decline: declineOf(intent.last_payment_error),
    charge: cardChargeOf(intent.latest_charge),
  };
}

function statusOf({ status, last_payment_error: error }: Stripe.PaymentIntent): CardIntent['status'] {
  const ended = (['succeeded', 'processing', 'canceled'] as const).find((name) => name === status);
  if (ended) return ended;
  return status === 'requires_payment_method' && error ? 'declined' : 'open';
}

const declineOf = (error: Stripe.PaymentIntent.LastPaymentError | null): CardDecline | null =>
  error && {
    code: error.code ?? 'card_declined',
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
  };
