import type Stripe from 'stripe';
import type { Context } from '../context';
import { newObjectId } from '../object-ids';

/** What a new Checkout session is made of. Amounts in cents; null in setup mode. */
export interface SessionFacts {
  mode: 'payment' | 'setup';
  amount: number | null;
  params: Stripe.Checkout.SessionCreateParams;
  metadata: Stripe.Metadata;
  expiresAt: number;
}

const OFFERED = ['card', 'us_bank_account'];

/** What the page takes: cards, and bank accounts where they were asked for. */
const offered = (allowed: readonly string[] | undefined): string[] =>
  allowed === undefined ? ['card'] : OFFERED.filter((type) => allowed.includes(type));

const NO_TEXTS = { after_submit: null, shipping_address: null, terms_of_service_acceptance: null };

/** A new, open Checkout session with its hosted page on the sandbox itself. */
export function sessionWire(context: Context, facts: SessionFacts): Stripe.Checkout.Session {
  const { params, mode, amount } = facts;
  const id = newObjectId('checkout.session');
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: context.now,
    currency: params.currency?.toLowerCase() ?? (mode === 'payment' ? 'usd' : null),
    currency_conversion: null,
    custom_fields: [],
    custom_text: { ...NO_TEXTS, submit: params.custom_text?.submit || null },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: params.customer ? null : (params.customer_creation ?? 'if_required'),
    customer_details: null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: facts.expiresAt,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: facts.metadata,
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: offered(params.allowed_payment_method_types),
    payment_status: mode === 'payment' ? 'unpaid' : 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    total_details: amount === null ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: params.ui_mode ?? 'hosted_page',
    url: `${context.baseUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}
