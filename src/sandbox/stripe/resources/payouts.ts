import type Stripe from 'stripe';
import { load, lock, save, type Context } from '../context';
import { emit, emitChange } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest } from '../http/stripe-error';
import type { Stored } from '../store/sandbox-store';
import { moveBalance, unpaidMovements } from './balance';
import { newMetadata } from './metadata';
import { payoutWire } from './payout-object';

/**
 * How far a payout goes. `paid_then_failed` is what a returned bank transfer looks like; `unreconciled` has reached the
 * bank while Stripe has not yet said which transactions it is made of.
 */
export const PAYOUT_ENDINGS = [
  'pending',
  'in_transit',
  'unreconciled',
  'paid',
  'failed',
  'paid_then_failed',
  'canceled',
] as const;
export type PayoutEnding = (typeof PAYOUT_ENDINGS)[number];

const OVER: readonly string[] = ['failed', 'canceled'];

/**
 * Pays everything on the balance that no payout has paid to the bank: the amount is the sum of the nets, and below zero
 * Stripe debits the bank.
 * @param how `isAvailableOnly`: leaves what has not become available yet
 * @returns undefined when there is nothing to pay out
 */
export async function payOut(
  context: Context,
  how: { ending: PayoutEnding; isAvailableOnly: boolean },
): Promise<Stripe.Payout | undefined> {
  const unpaid = (await takeUnpaid(context)).filter(
    ({ document }) => !how.isAvailableOnly || document.wire.available_on <= context.now,
  );
  const amount = unpaid.reduce((sum, { document }) => sum + document.wire.net, 0);
  if (amount === 0) return undefined;
  const wire = await store(context, payoutWire(context, { amount, isAutomatic: true }));
  for (const { document } of unpaid) {
    document.wire.status = 'available';
    await save(context, 'balance_transaction', { wire: document.wire, secrets: { payout: wire.id } });
  }
  await emit(context, 'payout.created', wire);
  await take(context, wire, how.ending);
  return wire;
}

/** Books the payout's own movement; it belongs to an automatic payout as the transactions that were paid out do. */
async function store(context: Context, wire: Stripe.Payout): Promise<Stripe.Payout> {
  const own = await moveBalance(context, { type: 'payout', amount: -wire.amount, fee: 0, source: wire.id });
  wire.balance_transaction = own.id;
  if (wire.automatic) await save(context, 'balance_transaction', { wire: own, secrets: { payout: wire.id } });
  await save(context, 'payout', { wire });
  return wire;
}

/** Takes a payout further, or returns one that was paid. */
export async function endPayout(context: Context, id: string, ending: PayoutEnding): Promise<Stripe.Payout> {
  const { wire } = (await lock(context, 'payout', { id })).document;
  if (OVER.includes(wire.status)) throw invalidRequest(`Payout ${id} is already ${wire.status}.`);
  const isReconciling = wire.status === 'paid' && ending === 'paid' && wire.reconciliation_status === 'in_progress';
  if (isReconciling) await reconcile(context, wire);
  else await take(context, wire, wire.status === 'paid' ? 'failed' : ending);
  return wire;
}

async function take(context: Context, wire: Stripe.Payout, ending: PayoutEnding): Promise<void> {
  switch (ending) {
    case 'pending':
      return;
    case 'in_transit':
      return depart(context, wire);
    case 'unreconciled':
      return arrive(context, wire);
    case 'failed':
      return bounce(context, wire);
    case 'canceled':
      return callBack(context, wire);
    default:
      await arrive(context, wire);
      await reconcile(context, wire);
      if (ending === 'paid_then_failed') await bounce(context, wire);
  }
}

/** Every balance transaction not yet in a payout, held so that two payouts cannot both take it. */
async function takeUnpaid(context: Context): Promise<Stored<'balance_transaction'>[]> {
  const found = await unpaidMovements(context);
  const held: Stored<'balance_transaction'>[] = [];
  for (const { id } of found) {
    const row = await context.rows.lock('balance_transaction', id);
    if (row?.document.secrets.payout === '') held.push(row);
  }
  return held;
}

async function depart(context: Context, wire: Stripe.Payout): Promise<void> {
  const former = wire.status;
  wire.status = 'in_transit';
  await save(context, 'payout', { wire });
  await emitChange(context, 'payout.updated', { object: wire, previous_attributes: { status: former } });
}

async function arrive(context: Context, wire: Stripe.Payout): Promise<void> {
  wire.status = 'paid';
  await save(context, 'payout', { wire });
  await emit(context, 'payout.paid', wire);
}

/** From now on Stripe says which transactions the payout is made of. */
async function reconcile(context: Context, wire: Stripe.Payout): Promise<void> {
  if (!wire.automatic) return;
  wire.reconciliation_status = 'completed';
  await save(context, 'payout', { wire });
  await emit(context, 'payout.reconciliation_completed', wire);
}

async function bounce(context: Context, wire: Stripe.Payout): Promise<void> {
  wire.status = 'failed';
  wire.failure_code = 'account_closed';
  wire.failure_message = 'The bank account has been closed.';
  await giveBack(context, wire, 'payout_failure');
  await emit(context, 'payout.failed', wire);
}

async function callBack(context: Context, wire: Stripe.Payout): Promise<void> {
  if (wire.status !== 'pending') {
    throw invalidRequest(`Payouts can only be canceled while they are pending. Payout ${wire.id} is ${wire.status}.`);
  }
  wire.status = 'canceled';
  await giveBack(context, wire, 'payout_cancel');
  await emit(context, 'payout.canceled', wire);
}

/** The money is on the balance again, for a later payout. */
async function giveBack(
  context: Context,
  wire: Stripe.Payout,
  type: 'payout_failure' | 'payout_cancel',
): Promise<void> {
  wire.failure_balance_transaction = (
    await moveBalance(context, { type, amount: wire.amount, fee: 0, source: wire.id })
  ).id;
  await save(context, 'payout', { wire });
}

/** A payout by hand: Stripe does not say which transactions it is made of. */
async function create({ context, params }: Call<Stripe.PayoutCreateParams>): Promise<object> {
  if (params.amount < 1) throw invalidRequest('Invalid positive integer', { param: 'amount' });
  const wire = payoutWire(context, { amount: params.amount, isAutomatic: false });
  wire.metadata = newMetadata(params.metadata);
  await store(context, wire);
  await emit(context, 'payout.created', wire);
  return wire;
}

async function cancel({ context, id }: Call<object>): Promise<object> {
  const { wire } = (await lock(context, 'payout', { id })).document;
  await callBack(context, wire);
  return wire;
}

async function list({ context, params }: Call<Stripe.PayoutListParams>): Promise<object> {
  const where = { status: params.status };
  return listObjects(context, { kind: 'payout', url: '/v1/payouts', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'payout', { id })).document.wire;
}

/** Payouts. The automatic ones, whose transactions can be listed, are made by `POST /_sandbox/payout`. */
export const payoutRoutes: Routes = {
  'POST /v1/payouts': create,
  'GET /v1/payouts': list,
  'GET /v1/payouts/:id': retrieve,
  'POST /v1/payouts/:id/cancel': cancel,
};
