import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { lastGoodDay } from '../../../domain/payments/saved-card';
import type { ClinicId, PatientId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { CURRENCY } from '../../../kernel/money';
import {
  type CardFacts,
  CardSetupGateway,
  type CardSetupFacts,
  type CardSetupRequest,
} from '../cards/card-setup-gateway';
import type { OpenedCheckout } from '../checkout/payment-gateway';
import { StripeClient, undefinedWhen } from './stripe-client';

const whenMissing = undefinedWhen((refusal) => refusal.code === 'resource_missing');

/** Saving cards on Stripe's page and letting go of them. What goes out is an allow-list: opaque ids and the consent text. */
@Injectable()
export class StripeCardSetupGateway extends CardSetupGateway {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  get isLive(): boolean {
    return this.stripe.isLive;
  }

  async ensureCustomer(row: { id: string; clinicId: ClinicId; patientId: PatientId }): Promise<string> {
    const metadata = { clinic_id: row.clinicId, patient_id: row.patientId };
    const customer = await this.stripe.call(() =>
      this.stripe.sdk.customers.create({ metadata }, { idempotencyKey: `customer:${row.id}` }),
    );
    return customer.id;
  }

  async openSetup(request: CardSetupRequest): Promise<OpenedCheckout> {
    const metadata = { clinic_id: request.clinicId, card_setup_id: request.setupId };
    const session = await this.stripe.call(() =>
      this.stripe.sdk.checkout.sessions.create(
        {
          mode: 'setup',
          ui_mode: 'hosted_page',
          currency: CURRENCY,
          allowed_payment_method_types: ['card'],
          customer: request.stripeCustomerId,
          client_reference_id: request.setupId,
          custom_text: { submit: { message: request.consentText } },
          metadata,
          setup_intent_data: { metadata },
          expires_at: Math.floor(request.expiresAt.epochMilliseconds / 1000),
          success_url: request.successUrl,
          cancel_url: request.cancelUrl,
        },
        { idempotencyKey: `card-setup:${request.setupId}` },
      ),
    );
    invariant(session.url, 'a hosted session has a page');
    return { stripeSessionId: session.id, url: session.url };
  }

  readSetup(stripeId: string): Promise<CardSetupFacts | undefined> {
    return stripeId.startsWith('seti_') ? this.readIntent(stripeId) : this.readSession(stripeId);
  }

  async readCard(stripePaymentMethodId: string): Promise<CardFacts | undefined> {
    const method = await this.stripe
      .call(() => this.stripe.sdk.paymentMethods.retrieve(stripePaymentMethodId))
      .catch(whenMissing);
    return method && factsOf(method);
  }

  async detach(stripePaymentMethodId: string): Promise<void> {
    // Detached or unknown already: not an error, it cannot be charged either way.
    await this.stripe
      .call(() => this.stripe.sdk.paymentMethods.detach(stripePaymentMethodId))
      .catch(undefinedWhen(() => true));
  }

  private async readSession(id: string): Promise<CardSetupFacts | undefined> {
    const expand = ['setup_intent.payment_method'];
    const session = await this.stripe
      .call(() => this.stripe.sdk.checkout.sessions.retrieve(id, { expand }))
      .catch(whenMissing);
    if (session?.mode !== 'setup') return undefined;
    const intent = typeof session.setup_intent === 'object' ? session.setup_intent : null;
    return {
      status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
      stripeSessionId: session.id,
      setupId: session.metadata?.['card_setup_id'] ?? null,
      clinicId: session.metadata?.['clinic_id'] ?? null,
      livemode: session.livemode,
      card: intent && savedBy(intent),
    };
  }

  private async readIntent(id: string): Promise<CardSetupFacts | undefined> {
    const intent = await this.stripe
      .call(() => this.stripe.sdk.setupIntents.retrieve(id, { expand: ['payment_method'] }))
      .catch(whenMissing);
    if (!intent) return undefined;
    return {
      status: intent.status === 'succeeded' ? 'complete' : 'open',
      stripeSessionId: null,
      setupId: intent.metadata?.['card_setup_id'] ?? null,
      clinicId: intent.metadata?.['clinic_id'] ?? null,
      livemode: intent.livemode,
      card: savedBy(intent),
    };
  }
}

function savedBy({ status, payment_method: method }: Stripe.SetupIntent): CardFacts | null {
  if (status !== 'succeeded' || method === null || typeof method === 'string') return null;
  return factsOf(method) ?? null;
}

function factsOf({ id, customer, card }: Stripe.PaymentMethod): CardFacts | undefined {
  if (!card) return undefined;
  return {
    stripePaymentMethodId: id,
    stripeCustomerId: typeof customer === 'object' ? (customer?.id ?? null) : customer,
    brand: card.brand,
    last4: card.last4,
    funding: card.funding,
    fingerprint: card.fingerprint ?? null,
    expiresOn: lastGoodDay(card.exp_month, card.exp_year),
  };
}
