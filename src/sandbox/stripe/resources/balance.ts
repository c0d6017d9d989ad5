import type Stripe from 'stripe';
import { load, save, type Context } from '../context';
import { invalidRequest } from '../http/stripe-error';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { newObjectId } from '../object-ids';
import type { Stored } from '../store/sandbox-store';

/** The sandbox's price for a dispute, in cents. */
export const DISPUTE_FEE = 1500;
/** What answering a dispute with evidence costs on top, in cents. */
export const COUNTER_FEE = 1500;
const SETTLES_AFTER_SECONDS = 2 * 24 * 3600;

/**
 * The sandbox's processing fee in cents: 2.9 % + 30 cents, rounded half up.
 * @example processingFee(11_000) === 349 // 319 + 30
 */
export const processingFee = (amount: number): number => Math.floor((amount * 29 + 500) / 1000) + 30;

/**
 * The sandbox's fee for a bank debit in cents: 0.8 %, at most $5.00.
 * @example bankDebitFee(11_000) === 88
 */
export const bankDebitFee = (amount: number): number => Math.min(Math.floor((amount * 8 + 500) / 1000), 500);

/** A movement of the account's balance. Amounts in cents; negative when money leaves. */
export interface Movement {
  type: keyof typeof CATEGORIES;
  amount: number;
  fee: number;
  /** What has moved it; null for Stripe's own fees. */
  source: string | null;
  description?: string;
  category?: string;
}

/** Types of movements, each with the category that reports put it under. Bank debits are `payment`s. */
const CATEGORIES = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund_failure',
  payment_failure_refund: 'refund_failure',
  adjustment: 'dispute',
  stripe_fee: 'fee',
  payout: 'payout',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
} as const;

/** Books a movement: `net` is `amount - fee`. */
export async function moveBalance(context: Context, movement: Movement): Promise<Stripe.BalanceTransaction> {
  const { amount, fee } = movement;
  const detail = {
    amount: fee,
    application: null,
    currency: 'usd',
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
  const wire: Stripe.BalanceTransaction = {
    id: newObjectId('balance_transaction'),
    object: 'balance_transaction',
    amount,
    available_on: context.now + SETTLES_AFTER_SECONDS,
    balance_type: 'payments',
    created: context.now,
    currency: 'usd',
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: movement.category ?? CATEGORIES[movement.type],
    source: movement.source,
    status: 'pending',
    type: movement.type,
  };
  await save(context, 'balance_transaction', { wire, secrets: { payout: '' } });
  return wire;
}

async function list({ context, params }: Call<Stripe.BalanceTransactionListParams>): Promise<object> {
  const where = { source: params.source, type: params.type, currency: params.currency };
  const secretly = params.payout === undefined ? undefined : { payout: params.payout };
  if (params.payout !== undefined && !(await context.rows.get('payout', params.payout))) {
    throw invalidRequest(`No such payout: '${params.payout}'`, { code: 'resource_missing', param: 'payout' });
  }
  const listing = { kind: 'balance_transaction', url: '/v1/balance_transactions', where, secretly } as const;
  const page = await listObjects(context, listing, params as PageParams);
  return { ...page, data: page.data.map((wire) => asOfNow(context, wire)) };
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return asOfNow(context, (await load(context, 'balance_transaction', { id })).document.wire);
}

/** What waits becomes available with time alone. */
const asOfNow = (context: Context, wire: Stripe.BalanceTransaction): Stripe.BalanceTransaction =>
  wire.available_on <= context.now ? { ...wire, status: 'available' } : wire;

const BATCH = 500;

/** Every movement that no payout has paid to the bank, oldest first. */
export async function unpaidMovements(context: Context): Promise<Stored<'balance_transaction'>[]> {
  const match = { secrets: { payout: '' } };
  const found: Stored<'balance_transaction'>[] = [];
  for (let beyond: number | undefined; ; beyond = found.at(-1)?.sequence) {
    const batch = await context.rows.scan('balance_transaction', { match, beyond, oldestFirst: true, limit: BATCH });
    found.push(...batch);
    if (batch.length < BATCH) return found;
  }
}

async function balance({ context }: Call<object>): Promise<Stripe.Balance> {
  const wires = (await unpaidMovements(context)).map(({ document }) => asOfNow(context, document.wire));
  const of = (status: string) => {
    const amount = wires.filter((wire) => wire.status === status).reduce((sum, { net }) => sum + net, 0);
    return [{ amount, currency: 'usd', source_types: { card: amount } }];
  };
  return { object: 'balance', available: of('available'), livemode: false, pending: of('pending') };
}

/** The balance and its transactions: where fees and nets are read. */
export const balanceRoutes: Routes = {
  'GET /v1/balance': balance,
  'GET /v1/balance_transactions': list,
  'GET /v1/balance_transactions/:id': retrieve,
};
