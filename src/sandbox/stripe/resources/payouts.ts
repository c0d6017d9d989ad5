import type Stripe from 'stripe';
import { load, lock, save, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId } from '../object-ids';
import type { Stored } from '../store/sandbox-store';
import { moveBalance } from './balance';

/** How a payout made by the control page ends. `paid_then_failed` is what a returned bank transfer looks like. */
export type PayoutEnding = 'pending' | 'paid' | 'failed' | 'paid_then_failed';

const BATCH = 500;

/**
 * Pays everything on the balance that no payout has paid to the bank: the amount is the sum of the nets.
 * @returns undefined when there is nothing to pay out
 */
export async function payOut(context: Context, ending: PayoutEnding): Promise<Stripe.Payout | undefined> {
  const unpaid = await takeUnpaid(context);
  const amount = unpaid.reduce((sum, { document }) => sum + document.wire.net, 0);
  if (amount <= 0) return undefined;
  const wire = payoutWire(context, amount);
  const own = await moveBalance(context, { type: 'payout', amount: -amount, fee: 0, source: wire.id });
  wire.balance_transaction = own.id;
  await save(context, 'balance_transaction', { wire: own, secrets: { payout: wire.id } });
  for (const { document } of unpaid) {
    document.wire.status = 'available';
    await save(context, 'balance_transaction', { wire: document.wire, secrets: { payout: wire.id } });
  }
  await save(context, 'payout', { wire });
  await emit(context, 'payout.created', wire);
  await finish(context, wire, ending);
  return wire;
}

/** Ends a payout that is pending, or returns one that was paid. */
export async function endPayout(context: Context, id: string, ending: PayoutEnding): Promise<Stripe.Payout> {
  const { wire } = (await lock(context, 'payout', { id })).document;
  if (wire.status === 'failed') throw invalidRequest(`Payout ${id} has already failed.`);
  await finish(context, wire, wire.status === 'paid' ? 'failed' : ending);
  return wire;
}

async function finish(context: Context, wire: Stripe.Payout, ending: PayoutEnding): Promise<void> {
  if (ending === 'paid' || ending === 'paid_then_failed') await arrive(context, wire);
  if (ending === 'failed' || ending === 'paid_then_failed') await bounce(context, wire);
}

/** Every balance transaction not yet in a payout, held so that two payouts cannot both take it. */
async function takeUnpaid(context: Context): Promise<Stored<'balance_transaction'>[]> {
  const match = { secrets: { payout: '' } };
  const found: Stored<'balance_transaction'>[] = [];
  for (let beyond: number | undefined; ; beyond = found.at(-1)?.sequence) {
    const batch = await context.rows.scan('balance_transaction', { match, beyond, oldestFirst: true, limit: BATCH });
    found.push(...batch);
    if (batch.length < BATCH) break;
  }
  const held = await Promise.all(found.map(({ id }) => context.rows.lock('balance_transaction', id)));
  return held.filter((row) => row !== undefined).filter((row) => row.document.secrets.payout === '');
}

async function arrive(context: Context, wire: Stripe.Payout): Promise<void> {
  wire.status = 'paid';
  wire.reconciliation_status = 'completed';
  await save(context, 'payout', { wire });
  await emit(context, 'payout.paid', wire);
  await emit(context, 'payout.reconciliation_completed', wire);
}

async function bounce(context: Context, wire: Stripe.Payout): Promise<void> {
  wire.status = 'failed';
  wire.failure_code = 'account_closed';
  wire.failure_message = 'The bank account has been closed.';
  const movement = { type: 'payout_failure', amount: wire.amount, fee: 0, source: wire.id } as const;
  wire.failure_balance_transaction = (await moveBalance(context, movement)).id;
  await save(context, 'payout', { wire });
  await emit(context, 'payout.failed', wire);
}

function payoutWire(context: Context, amount: number): Stripe.Payout {
  return {
    id: newObjectId('payout'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: context.now,
    automatic: true,
    balance_transaction: null,
    created: context.now,
    currency: 'usd',
    description: 'STRIPE PAYOUT',
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  };
}

async function list({ context, params }: Call<Stripe.PayoutListParams>): Promise<object> {
  const where = { status: params.status };
  return listObjects(context, { kind: 'payout', url: '/v1/payouts', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'payout', { id })).document.wire;
}

/** Payouts, made by `POST /_sandbox/payout`. */
export const payoutRoutes: Routes = {
  'GET /v1/payouts': list,
  'GET /v1/payouts/:id': retrieve,
};
