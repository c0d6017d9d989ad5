import type Stripe from 'stripe';
import { cardByToken } from '../cards';
import { idOf, load, lock, save, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import { KeptRefusal, type Call, type Routes } from '../http/routes';
import { searchObjects } from '../http/search';
import { invalidRequest, unexpectedState } from '../http/stripe-error';
import type { Documents } from '../store/documents';
import { assertChargeable, assertDescriptor } from './amounts';
import { customerOf } from './customers';
import { mergeMetadata, newMetadata } from './metadata';
import { afterPayment } from './after-payment';
import { attemptPayment } from './payment-attempt';
import { cardOptions, createIntent } from './payment-intent-object';
import { assertUsable, paymentMethodOf } from './payment-method-object';

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const UNEXPECTED = 'payment_intent_unexpected_state';

async function create({ context, params }: Call<Stripe.PaymentIntentCreateParams>): Promise<object> {
  assertChargeable(params.amount, params.currency);
  assertDescriptor(params.statement_descriptor, 'statement_descriptor');
  assertDescriptor(params.statement_descriptor_suffix, 'statement_descriptor_suffix');
  if (params.capture_method === 'manual') {
    throw invalidRequest('The sandbox captures automatically.', { param: 'capture_method' });
  }
  if (isTrue(params.off_session) && params.confirm !== true) {
    throw invalidRequest('You may only specify `off_session` if you also set `confirm` to true.', {
      param: 'off_session',
    });
  }
  if (params.customer) await customerOf(context, params.customer);
  const method = params.payment_method
    ? await paymentMethodOf(context, params.payment_method, 'payment_method')
    : undefined;
  if (method) assertUsable(method, params.customer ?? null, mustBeSaved(params, params.customer));
  const intent = await createIntent(
    context,
    {
      amount: params.amount,
      currency: params.currency.toLowerCase(),
      customer: params.customer ?? null,
      metadata: newMetadata(params.metadata),
      description: params.description,
      receiptEmail: params.receipt_email,
      setupFutureUsage: params.setup_future_usage,
      statementDescriptor: params.statement_descriptor,
      statementDescriptorSuffix: params.statement_descriptor_suffix,
      allowedTypes: params.allowed_payment_method_types ?? null,
      paymentMethodOptions: cardOptions(params.payment_method_options),
      paymentMethod: method?.wire.id,
    },
    { returnUrl: params.return_url },
  );
  return params.confirm === true ? confirmIntent(context, intent, { method, params }) : intent.wire;
}

interface Confirmation {
  method: Documents['payment_method'] | undefined;
  params: Pick<Stripe.PaymentIntentConfirmParams, 'off_session' | 'error_on_requires_action'>;
}

/** Confirms an intent over the API; a decline is answered 402 and kept. */
async function confirmIntent(
  context: Context,
  intent: Documents['payment_intent'],
  { method, params }: Confirmation,
): Promise<object> {
  if (!method) {
    throw unexpectedState(
      UNEXPECTED,
      'You cannot confirm this PaymentIntent because it is missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.',
    );
  }
  const presence = { isOffSession: isTrue(params.off_session), isAuthenticated: false };
  const outcome = await attemptPayment(context, { intent, method }, presence);
  if (outcome === 'succeeded') await afterPayment(context, intent.wire);
  if (outcome !== 'declined') return intent.wire;
  return new KeptRefusal(402, { error: { ...intent.wire.last_payment_error, payment_intent: intent.wire } });
}

/** Stripe takes `true` and, in older integrations, `one_off` and `recurring`. */
const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && !['', 'false'].includes(value));

/** Charging a customer who is away takes a card they saved; Stripe's test names stand for a saved one. */
const mustBeSaved = (
  params: { off_session?: unknown; payment_method?: string },
  customer: string | null | undefined,
): boolean => isTrue(params.off_session) && Boolean(customer) && !cardByToken(params.payment_method ?? '');

async function confirm({ context, id, params }: Call<Stripe.PaymentIntentConfirmParams>): Promise<object> {
  const { document: intent } = await lock(context, 'payment_intent', { id });
  assertOwnedByApi(intent, 'confirm');
  if (!CONFIRMABLE.includes(intent.wire.status)) {
    throw unexpectedState(
      UNEXPECTED,
      `You cannot confirm this PaymentIntent because it has a status of ${intent.wire.status}.`,
    );
  }
  const methodId = params.payment_method ?? idOf(intent.wire.payment_method);
  const method = methodId === null ? undefined : await paymentMethodOf(context, methodId, 'payment_method');
  const customer = idOf(intent.wire.customer);
  if (method) assertUsable(method, customer, mustBeSaved({ ...params, payment_method: methodId ?? '' }, customer));
  if (params.setup_future_usage) intent.wire.setup_future_usage = params.setup_future_usage;
  if (params.payment_method_options) intent.wire.payment_method_options = cardOptions(params.payment_method_options);
  if (params.return_url !== undefined) intent.secrets.returnUrl = params.return_url;
  return confirmIntent(context, intent, { method, params });
}

async function cancel({ context, id, params }: Call<Stripe.PaymentIntentCancelParams>): Promise<object> {
  const { document: intent } = await lock(context, 'payment_intent', { id });
  assertOwnedByApi(intent, 'cancel');
  if (!CONFIRMABLE.includes(intent.wire.status)) {
    throw unexpectedState(
      UNEXPECTED,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.wire.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CONFIRMABLE.join(', ')}.`,
    );
  }
  await cancelIntent(context, intent, params.cancellation_reason ?? null);
  return intent.wire;
}

/** Cancels an intent that is not terminal and tells of it. The caller holds its row. */
export async function cancelIntent(
  context: Context,
  intent: Documents['payment_intent'],
  reason: string | null,
): Promise<void> {
  intent.wire.status = 'canceled';
  intent.wire.canceled_at = context.now;
  intent.wire.cancellation_reason = reason;
  intent.wire.next_action = null;
  await save(context, 'payment_intent', intent);
  await emit(context, 'payment_intent.canceled', intent.wire);
}

function assertOwnedByApi(intent: Documents['payment_intent'], verb: string): void {
  if (intent.secrets.session === undefined) return;
  throw unexpectedState(
    UNEXPECTED,
    `You cannot ${verb} this PaymentIntent because it was created by a Checkout Session. Expire the Checkout Session ${intent.secrets.session} instead.`,
  );
}

async function update({ context, id, params }: Call<Stripe.PaymentIntentUpdateParams>): Promise<object> {
  const { document: intent } = await lock(context, 'payment_intent', { id });
  const { wire } = intent;
  const changesMoney = params.amount !== undefined || params.payment_method !== undefined;
  if (changesMoney && (wire.status === 'succeeded' || wire.status === 'canceled')) {
    throw unexpectedState(
      UNEXPECTED,
      `This PaymentIntent could not be updated because it has a status of ${wire.status}.`,
    );
  }
  if (params.amount !== undefined) {
    assertChargeable(params.amount, wire.currency);
    wire.amount = params.amount;
  }
  if (params.payment_method) {
    const method = await paymentMethodOf(context, params.payment_method, 'payment_method');
    assertUsable(method, idOf(wire.customer), false);
    wire.payment_method = method.wire.id;
    wire.status = 'requires_confirmation';
  }
  wire.description = params.description ?? wire.description;
  wire.metadata = mergeMetadata(wire.metadata, params.metadata);
  await save(context, 'payment_intent', intent);
  return wire;
}

async function list({ context, params }: Call<Stripe.PaymentIntentListParams>): Promise<object> {
  const listing = { kind: 'payment_intent', url: '/v1/payment_intents', where: { customer: params.customer } } as const;
  return listObjects(context, listing, params as PageParams);
}

async function search({ context, params }: Call<Stripe.PaymentIntentSearchParams>): Promise<object> {
  const fields = ['amount', 'currency', 'customer', 'status'];
  return searchObjects(context, { kind: 'payment_intent', url: '/v1/payment_intents/search', fields }, params);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'payment_intent', { id })).document.wire;
}

/** Payment intents: one amount to be collected, and how far that has come. */
export const paymentIntentRoutes: Routes = {
  'POST /v1/payment_intents': create,
  'GET /v1/payment_intents': list,
  'GET /v1/payment_intents/search': search,
  'GET /v1/payment_intents/:id': retrieve,
  'POST /v1/payment_intents/:id': update,
  'POST /v1/payment_intents/:id/confirm': confirm,
  'POST /v1/payment_intents/:id/cancel': cancel,
};
