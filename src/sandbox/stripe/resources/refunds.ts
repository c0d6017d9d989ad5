import type Stripe from 'stripe';
import { idOf, load, lock, save, type Context } from '../context';
import { emitChange } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest, parameterMissing } from '../http/stripe-error';
import { dollars } from './amounts';
import { mergeMetadata, newMetadata } from './metadata';
import { cancelRefund, createRefund } from './refund-object';

/** A wished refund; the whole of what is left unless an amount in cents is given. */
interface Wish {
  charge: string;
  amount: number | undefined;
  reason: string | null;
  metadata: Stripe.Metadata;
}

/**
 * Refunds a charge, as a request or the dashboard does.
 * @throws StripeFailure 400 when it was not paid, is disputed, or less is left
 */
export async function refundCharge(context: Context, { charge: id, ...wish }: Wish): Promise<Stripe.Refund> {
  const { document: charge } = await lock(context, 'charge', { id, param: 'charge' });
  const { wire } = charge;
  if (wire.status !== 'succeeded') throw invalidRequest(`Charge ${wire.id} is not a successful charge.`);
  if (wire.disputed) await assertNotChargedBack(context, wire.id);
  const left = wire.amount - wire.amount_refunded;
  if (left === 0) {
    throw invalidRequest(`Charge ${wire.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = wish.amount ?? left;
  if (amount < 1) {
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${dollars(amount)}) is greater than unrefunded amount on charge (${dollars(left)})`,
      { param: 'amount' },
    );
  }
  return createRefund(context, { ...wish, charge, amount });
}

async function assertNotChargedBack(context: Context, charge: string): Promise<void> {
  const disputes = await context.rows.scan('dispute', { match: { wire: { charge } }, limit: 10 });
  if (disputes.every(({ document }) => document.wire.is_charge_refundable || document.wire.status === 'won')) return;
  throw invalidRequest(`Charge ${charge} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
}

async function create({ context, params }: Call<Stripe.RefundCreateParams>): Promise<object> {
  const { id: charge } = await chargeNamed({ context, params, id: '' });
  const metadata = newMetadata(params.metadata);
  return refundCharge(context, { charge, amount: params.amount, reason: params.reason ?? null, metadata });
}

/** The charge of the request, named itself or by its intent. */
async function chargeNamed({
  context,
  params,
}: Call<Stripe.RefundCreateParams>): Promise<{ id: string; param: string }> {
  if (params.charge) return { id: params.charge, param: 'charge' };
  if (!params.payment_intent) throw parameterMissing('payment_intent');
  const intent = await load(context, 'payment_intent', { id: params.payment_intent, param: 'payment_intent' });
  const id = idOf(intent.document.wire.latest_charge);
  if (id === null) {
    throw invalidRequest(`This PaymentIntent (${params.payment_intent}) does not have a successful charge to refund.`, {
      code: 'payment_intent_unexpected_state',
      param: 'payment_intent',
    });
  }
  return { id, param: 'charge' };
}

async function cancel({ context, id }: Call<object>): Promise<object> {
  await load(context, 'refund', { id });
  const canceled = await cancelRefund(context, id);
  if (canceled) return canceled;
  throw invalidRequest('Only refunds with a status of pending can be canceled.', { code: 'refund_not_cancelable' });
}

async function update({ context, id, params }: Call<Stripe.RefundUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'refund', { id });
  document.wire.metadata = mergeMetadata(document.wire.metadata, params.metadata);
  await save(context, 'refund', document);
  await emitChange(context, 'refund.updated', { object: document.wire, previous_attributes: {} });
  return document.wire;
}

async function list({ context, params }: Call<Stripe.RefundListParams>): Promise<object> {
  const where = { charge: params.charge, payment_intent: params.payment_intent };
  return listObjects(context, { kind: 'refund', url: '/v1/refunds', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'refund', { id })).document.wire;
}

/** Refunds, to the card the money came from. */
export const refundRoutes: Routes = {
  'POST /v1/refunds': create,
  'GET /v1/refunds': list,
  'GET /v1/refunds/:id': retrieve,
  'POST /v1/refunds/:id': update,
  'POST /v1/refunds/:id/cancel': cancel,
};
