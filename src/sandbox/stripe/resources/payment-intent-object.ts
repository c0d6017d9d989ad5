import type Stripe from 'stripe';
import { save, type Context } from '../context';
import { emit } from '../events/emit';
import { newObjectId, randomText } from '../object-ids';
import type { Documents, IntentSecrets } from '../store/documents';

/** What a new payment intent is made of. Amounts in cents. */
export interface IntentFacts {
  amount: number;
  currency: string;
  customer: string | null;
  metadata: Stripe.Metadata;
  description?: string;
  receiptEmail?: string;
  setupFutureUsage?: string;
  statementDescriptor?: string;
  statementDescriptorSuffix?: string;
  allowedTypes: string[] | null;
  paymentMethodOptions?: Stripe.PaymentIntent.PaymentMethodOptions;
  paymentMethod?: string;
}

/** Stores a new intent and tells of it. */
export async function createIntent(
  context: Context,
  facts: IntentFacts,
  secrets: IntentSecrets,
): Promise<Documents['payment_intent']> {
  const document = { wire: intentWire(context, facts), secrets };
  await save(context, 'payment_intent', document);
  await emit(context, 'payment_intent.created', document.wire);
  return document;
}

function intentWire(context: Context, facts: IntentFacts): Stripe.PaymentIntent {
  const id = newObjectId('payment_intent');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: facts.allowedTypes,
    amount: facts.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: context.now,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: facts.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: facts.paymentMethodOptions ?? { card: CARD_OPTIONS },
    payment_method_types: facts.allowedTypes ?? ['card'],
    payment_record: null,
    processing: null,
    receipt_email: facts.receiptEmail ?? null,
    review: null,
    setup_future_usage: facts.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: facts.statementDescriptor ?? null,
    statement_descriptor_suffix: facts.statementDescriptorSuffix ?? null,
    status: facts.paymentMethod === undefined ? 'requires_payment_method' : 'requires_confirmation',
    transfer_data: null,
    transfer_group: null,
  };
}

const CARD_OPTIONS: Stripe.PaymentIntent.PaymentMethodOptions.Card = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** The card options of an intent: ours, with what the request said about stored credentials. */
export function cardOptions(
  given: Stripe.PaymentIntentCreateParams.PaymentMethodOptions | undefined,
): Stripe.PaymentIntent.PaymentMethodOptions {
  const card = given?.card;
  if (typeof card !== 'object' || card === null) return { card: CARD_OPTIONS };
  const usage = card.stored_credential_usage;
  return { card: usage === undefined ? CARD_OPTIONS : { ...CARD_OPTIONS, stored_credential_usage: usage } };
}
