import type Stripe from 'stripe';
import { load, lock, save, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { searchObjects } from '../http/search';
import { resourceMissing } from '../http/stripe-error';
import { newObjectId, randomText } from '../object-ids';
import { mergeMetadata, newMetadata } from './metadata';

type Details = Pick<Stripe.CustomerCreateParams, 'email' | 'name' | 'phone' | 'description' | 'metadata'>;

/** Stores a customer and tells of it. */
export async function createCustomer(context: Context, details: Details): Promise<Stripe.Customer> {
  const wire: Stripe.Customer = {
    id: newObjectId('customer').slice(0, 18),
    object: 'customer',
    address: null,
    balance: 0,
    created: context.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: details.description ?? null,
    discount: null,
    email: details.email ?? null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: newMetadata(details.metadata),
    name: details.name ?? null,
    next_invoice_sequence: 1,
    phone: details.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  await save(context, 'customer', { wire });
  await emit(context, 'customer.created', wire);
  return wire;
}

/**
 * The customer a parameter names.
 * @throws StripeFailure 400 resource_missing when there is none, or it was deleted
 */
export async function customerOf(context: Context, id: string, param = 'customer'): Promise<Stripe.Customer> {
  const { wire } = (await load(context, 'customer', { id, param })).document;
  if ('deleted' in wire && wire.deleted) throw resourceMissing('customer', id, param);
  return wire as Stripe.Customer;
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'customer', { id })).document.wire;
}

async function update({ context, id, params }: Call<Stripe.CustomerUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'customer', { id });
  if ('deleted' in document.wire && document.wire.deleted) throw resourceMissing('customer', id);
  const wire = document.wire as Stripe.Customer;
  for (const name of ['email', 'name', 'phone', 'description'] as const) {
    const given = params[name];
    if (given !== undefined) wire[name] = given === '' ? null : given;
  }
  const method = params.invoice_settings?.default_payment_method;
  if (method !== undefined) wire.invoice_settings.default_payment_method = method === '' ? null : method;
  wire.metadata = mergeMetadata(wire.metadata, params.metadata);
  await save(context, 'customer', { wire });
  await emit(context, 'customer.updated', wire);
  return wire;
}

async function remove({ context, id }: Call<object>): Promise<object> {
  const { document } = await lock(context, 'customer', { id });
  const methods = await context.rows.scan('payment_method', { match: { wire: { customer: id } }, limit: 100 });
  for (const method of methods) {
    method.document.wire.customer = null;
    await save(context, 'payment_method', method.document);
  }
  await save(context, 'customer', { wire: { id, object: 'customer', deleted: true } });
  await emit(context, 'customer.deleted', document.wire);
  return { id, object: 'customer', deleted: true };
}

async function list({ context, params }: Call<Stripe.CustomerListParams>): Promise<object> {
  const accept = (wire: object): boolean => !('deleted' in wire);
  const listing = { kind: 'customer', url: '/v1/customers', where: { email: params.email }, accept } as const;
  return listObjects(context, listing, params as PageParams);
}

async function search({ context, params }: Call<Stripe.CustomerSearchParams>): Promise<object> {
  return searchObjects(context, { kind: 'customer', url: '/v1/customers/search', fields: ['email', 'name'] }, params);
}

async function listMethods({ context, id, params }: Call<Stripe.CustomerListPaymentMethodsParams>): Promise<object> {
  await load(context, 'customer', { id });
  const url = `/v1/customers/${id}/payment_methods`;
  const where = { customer: id, type: params.type };
  return listObjects(context, { kind: 'payment_method', url, where }, params as PageParams);
}

/** Customers: whom a card on file belongs to. */
export const customerRoutes: Routes = {
  'POST /v1/customers': ({ context, params }: Call<Stripe.CustomerCreateParams>) => createCustomer(context, params),
  'GET /v1/customers': list,
  'GET /v1/customers/search': search,
  'GET /v1/customers/:id': retrieve,
  'POST /v1/customers/:id': update,
  'DELETE /v1/customers/:id': remove,
  'GET /v1/customers/:id/payment_methods': listMethods,
};
