import type Stripe from 'stripe';
import { bankByKey, bankByNumber, TEST_ROUTING_NUMBER } from '../banks';
import { cardByToken, DECLINES } from '../cards';
import { idOf, load, lock, save } from '../context';
import { emitChange } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest, parameterMissing, StripeFailure } from '../http/stripe-error';
import { customerOf } from './customers';
import { mergeMetadata } from './metadata';
import { declineMembers } from './payment-attempt';
import {
  attachToCustomer,
  cardOf,
  createBankMethod,
  createPaymentMethod,
  paymentMethodOf,
} from './payment-method-object';

async function create({ context, params }: Call<Stripe.PaymentMethodCreateParams>): Promise<object> {
  if (params.type === 'us_bank_account') return createBank({ context, id: '', params });
  if (params.type !== 'card') {
    throw invalidRequest('Invalid type: the sandbox takes card and us_bank_account', { param: 'type' });
  }
  const given = params.card as { token?: string; number?: string } | undefined;
  if (given?.number !== undefined) {
    throw invalidRequest(
      'Sending credit card numbers directly to the Stripe API is generally unsafe. Use a test token such as tok_visa instead.',
      { param: 'card[number]' },
    );
  }
  if (given?.token === undefined) throw parameterMissing('card[token]');
  const card = cardByToken(given.token);
  if (!card) {
    throw invalidRequest(`No such token: '${given.token}'`, { code: 'resource_missing', param: 'card[token]' });
  }
  const document = await createPaymentMethod(context, card);
  document.wire.metadata = mergeMetadata({}, params.metadata);
  await save(context, 'payment_method', document);
  return document.wire;
}

async function createBank({ context, params }: Call<Stripe.PaymentMethodCreateParams>): Promise<object> {
  const given = params.us_bank_account ?? {};
  const bank = given.routing_number === TEST_ROUTING_NUMBER && bankByNumber(given.account_number ?? '');
  if (!bank) {
    throw invalidRequest('The sandbox takes only the published test bank accounts.', {
      param: 'us_bank_account[account_number]',
    });
  }
  const { name = null, email = null } = params.billing_details ?? {};
  const document = await createBankMethod(context, bank, { name: name || null, email: email || null });
  document.wire.metadata = mergeMetadata({}, params.metadata);
  await save(context, 'payment_method', document);
  return document.wire;
}

async function attach({ context, id, params }: Call<Stripe.PaymentMethodAttachParams>): Promise<object> {
  if (!params.customer) throw parameterMissing('customer');
  await customerOf(context, params.customer);
  const method = await paymentMethodOf(context, id, 'id');
  const owner = idOf(method.wire.customer);
  if (owner === params.customer) return method.wire;
  if (owner !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'resource_already_exists',
      param: 'payment_method',
    });
  }
  const card = bankByKey(method.secrets.card) ? undefined : cardOf(method);
  if (card?.decline !== undefined && card.isSavedBeforeDecline !== true) {
    throw new StripeFailure(402, declineMembers(DECLINES[card.decline]));
  }
  await attachToCustomer(context, method, { id: params.customer, isAuthenticated: false });
  return method.wire;
}

async function detach({ context, id }: Call<object>): Promise<object> {
  const { document } = await lock(context, 'payment_method', { id });
  const customer = document.wire.customer;
  if (customer === null) {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.', {
      param: 'payment_method',
    });
  }
  document.wire.customer = null;
  await save(context, 'payment_method', document);
  await emitChange(context, 'payment_method.detached', { object: document.wire, previous_attributes: { customer } });
  return document.wire;
}

async function update({ context, id, params }: Call<Stripe.PaymentMethodUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'payment_method', { id });
  document.wire.metadata = mergeMetadata(document.wire.metadata, params.metadata);
  await save(context, 'payment_method', document);
  await emitChange(context, 'payment_method.updated', { object: document.wire, previous_attributes: {} });
  return document.wire;
}

async function list({ context, params }: Call<Stripe.PaymentMethodListParams>): Promise<object> {
  if (params.customer !== undefined) await customerOf(context, params.customer);
  const where = { customer: params.customer, type: params.type };
  return listObjects(context, { kind: 'payment_method', url: '/v1/payment_methods', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'payment_method', { id })).document.wire;
}

/** Payment methods: saved cards. Numbers are never taken here, only Stripe's test tokens. */
export const paymentMethodRoutes: Routes = {
  'POST /v1/payment_methods': create,
  'GET /v1/payment_methods': list,
  'GET /v1/payment_methods/:id': retrieve,
  'POST /v1/payment_methods/:id': update,
  'POST /v1/payment_methods/:id/attach': attach,
  'POST /v1/payment_methods/:id/detach': detach,
};
