import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Clock } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { invariant } from '../../../kernel/invariant';
import { CURRENCY, Money } from '../../../kernel/money';
import {
  type CheckoutFacts,
  type CheckoutRequest,
  type OpenedCheckout,
  PaymentGateway,
  type VerifiedEvent,
} from '../checkout/payment-gateway';
import { cardChargeOf } from './card-charge-of';
import { StripeClient, undefinedWhen } from './stripe-client';
import { toVerifiedEvent } from './verified-event';

const SIGNATURE_TOLERANCE_SECONDS = 300;
const EXPAND = ['payment_intent.latest_charge.balance_transaction'];

/**
 * Hosted checkouts and events. What goes out is an allow-list: opaque ids, an invoice number, an amount.
 * Idempotency keys derive from our stored rows, so a retry after a lost answer finds the first one's result.
 */
@Injectable()
export class StripePaymentGateway extends PaymentGateway {
  constructor(
    private readonly stripe: StripeClient,
    private readonly clock: Clock,
  ) {
    super();
  }

  get isLive(): boolean {
    return this.stripe.isLive;
  }

  async openCheckout(request: CheckoutRequest): Promise<OpenedCheckout> {
    const metadata = { clinic_id: request.clinicId, payment_id: request.paymentId };
    const session = await this.stripe.call(() =>
      this.stripe.sdk.checkout.sessions.create(
        {
          mode: 'payment',
          ui_mode: 'hosted_page',
          allowed_payment_method_types: ['card'],
          client_reference_id: request.paymentId,
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: CURRENCY,
                unit_amount: request.amount.toJSON(),
                product_data: { name: `Invoice ${request.invoiceNumber}` },
              },
            },
          ],
          metadata,
          payment_intent_data: { metadata, description: `Invoice ${request.invoiceNumber}` },
          expires_at: Math.floor(request.expiresAt.epochMilliseconds / 1000),
          success_url: request.successUrl,
          cancel_url: request.cancelUrl,
        },
        { idempotencyKey: `payment:${request.paymentId}:checkout:${request.sessionId}` },
      ),
    );
    invariant(session.url, 'a hosted session has a page');
    return { stripeSessionId: session.id, url: session.url };
  }

  async readCheckout(stripeSessionId: string): Promise<CheckoutFacts | undefined> {
    const session = await this.stripe
      .call(() => this.stripe.sdk.checkout.sessions.retrieve(stripeSessionId, { expand: EXPAND }))
      .catch(undefinedWhen((refusal) => refusal.code === 'resource_missing'));
    if (!session) return undefined;
    const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
    return {
      status: statusOf(session),
      isPaid: session.payment_status === 'paid',
      isProcessing: session.status === 'complete' && session.payment_status === 'unpaid',
      amount: Money.cents(session.amount_total ?? 0),
      currency: session.currency ?? '',
      livemode: session.livemode,
      clinicId: session.metadata?.['clinic_id'] ?? null,
      paymentId: session.client_reference_id,
      paymentIntentId: intent?.id ?? null,
      charge: cardChargeOf(intent?.latest_charge ?? null),
    };
  }

  async expireCheckout(stripeSessionId: string): Promise<void> {
    // Complete or expired already: not an error, the caller reads it to know which.
    await this.stripe
      .call(() => this.stripe.sdk.checkout.sessions.expire(stripeSessionId))
      .catch(undefinedWhen(() => true));
  }

  verifyEvent(rawBody: Buffer, signature: string | undefined): VerifiedEvent {
    const now = Math.floor(this.clock.now().epochMilliseconds / 1000);
    const timestamp = Number(/(?:^|,)t=(\d+)/.exec(signature ?? '')?.[1] ?? NaN);
    // The library refuses old timestamps but accepts future ones.
    if (signature === undefined || !(timestamp <= now + SIGNATURE_TOLERANCE_SECONDS))
      throw new DomainError('webhook_signature_invalid');
    for (const secret of this.stripe.webhookSecrets) {
      try {
        return toVerifiedEvent(
          this.stripe.sdk.webhooks.constructEvent(
            rawBody,
            signature,
            secret,
            SIGNATURE_TOLERANCE_SECONDS,
            undefined,
            now * 1000,
          ),
        );
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError))
          throw error;
      }
    }
    throw new DomainError('webhook_signature_invalid');
  }
}

const statusOf = ({ status }: Stripe.Checkout.Session): CheckoutFacts['status'] =>
  status === 'complete' ? 'complete' : status === 'expired' ? 'expired' : 'open';
