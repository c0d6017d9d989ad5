import type Stripe from 'stripe';
import { idOf, load, lock, save, schedule, unschedule, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest, parameterMissing } from '../http/stripe-error';
import type { Documents } from '../store/documents';
import { assertChargeable, assertDescriptor } from './amounts';
import { readLineItems } from './checkout-line-items';
import { sessionWire } from './checkout-session-object';
import { customerOf } from './customers';
import { mergeMetadata, newMetadata } from './metadata';
import { cancelIntent } from './payment-intents';
import { createSetup } from './setup-intent-object';

type Session = Documents['checkout.session'];
type CreateParams = Stripe.Checkout.SessionCreateParams;

const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 3600;

async function create({ context, params }: Call<CreateParams>): Promise<object> {
  const mode = assertSupported(params);
  if (params.customer) await customerOf(context, params.customer);
  const lineItems = mode === 'payment' ? readLineItems(context, params.line_items) : [];
  const amount = mode === 'payment' ? lineItems.reduce((sum, line) => sum + line.amount_total, 0) : null;
  const currency = lineItems[0]?.currency ?? params.currency ?? 'usd';
  if (amount !== null) assertChargeable(amount, currency, 'line_items');
  const expiresAt = params.expires_at ?? context.now + LONGEST_SECONDS;
  assertExpiry(context, expiresAt);
  const wire = sessionWire(context, { mode, amount, params, metadata: newMetadata(params.metadata), expiresAt });
  const document: Session = { wire, secrets: { lineItems, intentData: readIntentData(params) } };
  if (mode === 'setup') {
    const { metadata, description } = document.secrets.intentData;
    const allowedTypes = params.allowed_payment_method_types ?? null;
    const customer = params.customer ?? null;
    const setup = await createSetup(context, { customer, metadata, description, allowedTypes }, { session: wire.id });
    wire.setup_intent = setup.wire.id;
  }
  await save(context, 'checkout.session', document);
  await schedule(context, { task: 'expire_session', subject: wire.id }, expiresAt);
  return wire;
}

/** Refuses what Stripe refuses and what the sandbox does not offer; answers the mode. */
function assertSupported(params: CreateParams): 'payment' | 'setup' {
  const { mode } = params;
  if (mode === undefined) throw parameterMissing('mode');
  if (mode !== 'payment' && mode !== 'setup') {
    throw invalidRequest(`Invalid mode: the sandbox offers payment and setup`, { param: 'mode' });
  }
  if ((params.ui_mode ?? 'hosted_page') !== 'hosted_page') {
    throw invalidRequest('Invalid ui_mode: the sandbox offers hosted_page', { param: 'ui_mode' });
  }
  if (!params.success_url) throw parameterMissing('success_url');
  for (const name of ['success_url', 'cancel_url'] as const) assertUrl(params[name], name);
  if (params.customer && params.customer_email) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    });
  }
  if (params.customer && params.customer_creation) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', {
      param: 'customer_creation',
    });
  }
  if ((params.client_reference_id?.length ?? 0) > 200) {
    throw invalidRequest('client_reference_id: at most 200 characters.', { param: 'client_reference_id' });
  }
  if (mode === 'setup' && !params.currency && !params.allowed_payment_method_types) {
    throw parameterMissing('currency');
  }
  if (mode === 'setup' && (params.line_items || params.payment_intent_data)) {
    const param = params.line_items ? 'line_items' : 'payment_intent_data';
    throw invalidRequest(`You can not pass \`${param}\` in \`setup\` mode.`, { param });
  }
  const offeredMode = mode === 'setup' ? 'setup' : 'payment';
  assertOffered(offeredMode, params.allowed_payment_method_types);
  return offeredMode;
}

function assertOffered(mode: 'payment' | 'setup', types: readonly string[] | undefined): void {
  if (types === undefined || types.includes('card')) return;
  if (mode === 'payment' && types.includes('us_bank_account')) return;
  throw invalidRequest(
    'No valid payment method types for this Checkout Session: the sandbox takes card, and us_bank_account in payment mode.',
    { param: 'allowed_payment_method_types' },
  );
}

function assertUrl(url: string | undefined, param: string): void {
  if (url === undefined || /^https?:\/\/\S+$/.test(url)) return;
  throw invalidRequest('Not a valid URL', { code: 'url_invalid', param });
}

function assertExpiry(context: Context, expiresAt: number): void {
  const seconds = expiresAt - context.now;
  // One second of grace: the caller's clock and ours may straddle a second.
  if (seconds >= SHORTEST_SECONDS - 1 && seconds <= LONGEST_SECONDS + 1) return;
  throw invalidRequest(
    'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.',
    { param: 'expires_at' },
  );
}

function readIntentData(params: CreateParams): Session['secrets']['intentData'] {
  const payment = params.payment_intent_data;
  assertDescriptor(payment?.statement_descriptor, 'payment_intent_data[statement_descriptor]');
  assertDescriptor(payment?.statement_descriptor_suffix, 'payment_intent_data[statement_descriptor_suffix]');
  return {
    metadata: newMetadata(payment?.metadata ?? params.setup_intent_data?.metadata),
    description: payment?.description ?? params.setup_intent_data?.description,
    receiptEmail: payment?.receipt_email,
    setupFutureUsage: payment?.setup_future_usage,
    statementDescriptor: payment?.statement_descriptor,
    statementDescriptorSuffix: payment?.statement_descriptor_suffix,
  };
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return atThisAddress(context, (await load(context, 'checkout.session', { id })).document.wire);
}

/** An open session's page moves with the sandbox when it is started again on another port. */
const atThisAddress = (context: Context, wire: Session['wire']): Session['wire'] =>
  wire.url === null ? wire : { ...wire, url: `${context.baseUrl}/c/pay/${wire.id}` };

async function update({ context, id, params }: Call<Stripe.Checkout.SessionUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'checkout.session', { id });
  document.wire.metadata = mergeMetadata(document.wire.metadata, params.metadata);
  await save(context, 'checkout.session', document);
  return document.wire;
}

async function list({ context, params }: Call<Stripe.Checkout.SessionListParams>): Promise<object> {
  const where = { customer: params.customer, payment_intent: params.payment_intent, status: params.status };
  const listing = { kind: 'checkout.session', url: '/v1/checkout/sessions', where } as const;
  const page = await listObjects(context, listing, params as PageParams);
  return { ...page, data: page.data.map((wire) => atThisAddress(context, wire)) };
}

async function listLineItems({
  context,
  id,
  params,
}: Call<Stripe.Checkout.SessionListLineItemsParams>): Promise<object> {
  const { document } = await load(context, 'checkout.session', { id });
  const lines = document.secrets.lineItems;
  const start = lines.findIndex((line) => line.id === params.starting_after) + 1;
  const data = lines.slice(start, start + (params.limit ?? 10));
  const hasMore = start + data.length < lines.length;
  return { object: 'list', data, has_more: hasMore, url: `/v1/checkout/sessions/${id}/line_items` };
}

async function expire({ context, id }: Call<object>): Promise<object> {
  const { document } = await lock(context, 'checkout.session', { id });
  if (document.wire.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${document.wire.status}\`.`,
    );
  }
  await expireSession(context, document);
  return document.wire;
}

/** Closes an open session for good, cancels its intent, and tells of both. The caller holds its row. */
export async function expireSession(context: Context, document: Session): Promise<void> {
  document.wire.status = 'expired';
  document.wire.url = null;
  await save(context, 'checkout.session', document);
  await unschedule(context, { task: 'expire_session', subject: document.wire.id });
  const intentId = idOf(document.wire.payment_intent);
  if (intentId !== null) {
    const { document: intent } = await lock(context, 'payment_intent', { id: intentId });
    if (intent.wire.status !== 'succeeded') await cancelIntent(context, intent, 'automatic');
  }
  await emit(context, 'checkout.session.expired', document.wire);
}

/** Checkout sessions: a page of the sandbox on which a person pays or saves a card. */
export const checkoutSessionRoutes: Routes = {
  'POST /v1/checkout/sessions': create,
  'GET /v1/checkout/sessions': list,
  'GET /v1/checkout/sessions/:id': retrieve,
  'POST /v1/checkout/sessions/:id': update,
  'GET /v1/checkout/sessions/:id/line_items': listLineItems,
  'POST /v1/checkout/sessions/:id/expire': expire,
};
