import type Stripe from 'stripe';
import { idOf, load, lock, save, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import { KeptRefusal, type Call, type Routes } from '../http/routes';
import { unexpectedState } from '../http/stripe-error';
import type { Documents } from '../store/documents';
import { customerOf } from './customers';
import { mergeMetadata, newMetadata } from './metadata';
import { assertUsable, paymentMethodOf } from './payment-method-object';
import { attemptSetup, createSetup } from './setup-intent-object';

type Setup = Documents['setup_intent'];

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const UNEXPECTED = 'setup_intent_unexpected_state';

async function create({ context, params }: Call<Stripe.SetupIntentCreateParams>): Promise<object> {
  const customer = params.customer ?? null;
  if (customer !== null) await customerOf(context, customer);
  const method = params.payment_method
    ? await paymentMethodOf(context, params.payment_method, 'payment_method')
    : undefined;
  if (method && method.wire.customer !== null) assertUsable(method, customer, false);
  const facts = {
    customer,
    metadata: newMetadata(params.metadata),
    description: params.description,
    usage: params.usage,
    allowedTypes: params.allowed_payment_method_types ?? null,
    paymentMethod: method?.wire.id,
  };
  const setup = await createSetup(context, facts, { returnUrl: params.return_url });
  return params.confirm === true ? confirmSetup(context, setup, method) : setup.wire;
}

async function confirmSetup(
  context: Context,
  setup: Setup,
  method: Documents['payment_method'] | undefined,
): Promise<object> {
  if (!method) {
    throw unexpectedState(UNEXPECTED, 'You cannot confirm this SetupIntent because it is missing a payment method.');
  }
  const outcome = await attemptSetup(context, { setup, method }, false);
  if (outcome !== 'declined') return setup.wire;
  return new KeptRefusal(402, { error: { ...setup.wire.last_setup_error, setup_intent: setup.wire } });
}

async function confirm({ context, id, params }: Call<Stripe.SetupIntentConfirmParams>): Promise<object> {
  const { document: setup } = await lock(context, 'setup_intent', { id });
  assertOpen(setup, 'confirm');
  if (params.return_url !== undefined) setup.secrets.returnUrl = params.return_url;
  const methodId = params.payment_method ?? idOf(setup.wire.payment_method);
  const method = methodId === null ? undefined : await paymentMethodOf(context, methodId, 'payment_method');
  return confirmSetup(context, setup, method);
}

async function cancel({ context, id, params }: Call<Stripe.SetupIntentCancelParams>): Promise<object> {
  const { document: setup } = await lock(context, 'setup_intent', { id });
  assertOpen(setup, 'cancel');
  setup.wire.status = 'canceled';
  setup.wire.cancellation_reason = params.cancellation_reason ?? null;
  setup.wire.next_action = null;
  await save(context, 'setup_intent', setup);
  await emit(context, 'setup_intent.canceled', setup.wire);
  return setup.wire;
}

function assertOpen({ wire, secrets }: Setup, verb: string): void {
  if (secrets.session !== undefined) {
    throw unexpectedState(UNEXPECTED, `You cannot ${verb} a SetupIntent that was created by a Checkout Session.`);
  }
  if (OPEN.includes(wire.status)) return;
  throw unexpectedState(
    UNEXPECTED,
    `You cannot ${verb} this SetupIntent because it has a status of ${wire.status}. Only a SetupIntent with one of the following statuses may be used: ${OPEN.join(', ')}.`,
  );
}

async function update({ context, id, params }: Call<Stripe.SetupIntentUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'setup_intent', { id });
  document.wire.metadata = mergeMetadata(document.wire.metadata, params.metadata);
  document.wire.description = params.description ?? document.wire.description;
  await save(context, 'setup_intent', document);
  return document.wire;
}

async function list({ context, params }: Call<Stripe.SetupIntentListParams>): Promise<object> {
  const where = { customer: params.customer, payment_method: params.payment_method };
  return listObjects(context, { kind: 'setup_intent', url: '/v1/setup_intents', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'setup_intent', { id })).document.wire;
}

/** Setup intents: saving a card without charging it. */
export const setupIntentRoutes: Routes = {
  'POST /v1/setup_intents': create,
  'GET /v1/setup_intents': list,
  'GET /v1/setup_intents/:id': retrieve,
  'POST /v1/setup_intents/:id': update,
  'POST /v1/setup_intents/:id/confirm': confirm,
  'POST /v1/setup_intents/:id/cancel': cancel,
};
