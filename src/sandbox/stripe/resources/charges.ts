import type Stripe from 'stripe';
import { load, lock, save, type Context } from '../context';
import { emitChange } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { searchObjects } from '../http/search';
import { bankDebitFee, moveBalance, processingFee } from './balance';
import { mergeMetadata } from './metadata';

/** Books a succeeded charge to the balance, which makes its fee known, and tells of it. */
export async function settleCharge(context: Context, id: string): Promise<void> {
  const { document } = await lock(context, 'charge', { id });
  const { wire } = document;
  if (wire.balance_transaction !== null) return;
  const isDebit = wire.payment_method_details?.type === 'us_bank_account';
  const booked = await moveBalance(context, {
    type: isDebit ? 'payment' : 'charge',
    amount: wire.amount,
    fee: isDebit ? bankDebitFee(wire.amount) : processingFee(wire.amount),
    source: wire.id,
    description: wire.description ?? undefined,
  });
  wire.balance_transaction = booked.id;
  await save(context, 'charge', document);
  await emitChange(context, 'charge.updated', { object: wire, previous_attributes: { balance_transaction: null } });
}

async function list({ context, params }: Call<Stripe.ChargeListParams>): Promise<object> {
  const where = { customer: params.customer, payment_intent: params.payment_intent };
  return listObjects(context, { kind: 'charge', url: '/v1/charges', where }, params as PageParams);
}

async function search({ context, params }: Call<Stripe.ChargeSearchParams>): Promise<object> {
  const fields = ['amount', 'currency', 'customer', 'disputed', 'refunded', 'status'];
  return searchObjects(context, { kind: 'charge', url: '/v1/charges/search', fields }, params);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'charge', { id })).document.wire;
}

async function update({ context, id, params }: Call<Stripe.ChargeUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'charge', { id });
  document.wire.metadata = mergeMetadata(document.wire.metadata, params.metadata);
  document.wire.description = params.description ?? document.wire.description;
  await save(context, 'charge', document);
  await emitChange(context, 'charge.updated', { object: document.wire, previous_attributes: {} });
  return document.wire;
}

/** Charges: made by payment intents only. */
export const chargeRoutes: Routes = {
  'GET /v1/charges': list,
  'GET /v1/charges/search': search,
  'GET /v1/charges/:id': retrieve,
  'POST /v1/charges/:id': update,
};
