import type Stripe from 'stripe';
import { load, save, type Context } from '../context';
import { invalidRequest } from '../http/stripe-error';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { newObjectId } from '../object-ids';

/** The sandbox's price for a dispute, in cents. */
export const DISPUTE_FEE = 1500;
const SETTLES_AFTER_SECONDS = 2 * 24 * 3600;

/**
 * The sandbox's processing fee in cents: 2.9 % + 30 cents, rounded half up.
 * @example processingFee(11_000) === 349 // 319 + 30
 */
export const processingFee = (amount: number): number => Math.floor((amount * 29 + 500) / 1000) + 30;

/** A movement of the account's balance. Amounts in cents; negative when money leaves. */
export interface Movement {
  type: 'charge' | 'refund' | 'refund_failure' | 'adjustment' | 'payout' | 'payout_failure';
  amount: number;
  fee: number;
  source: string;
  description?: string;
  category?: string;
}

const CATEGORIES: Readonly<Record<Movement['type'], string>> = {
  charge: 'charge',
  refund: 'refund',
  refund_failure: 'refund_failure',
  adjustment: 'dispute',
  payout: 'payout',
  payout_failure: 'payout_reversal',
};

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
  return listObjects(context, listing, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'balance_transaction', { id })).document.wire;
}

/** Balance transactions: where fees and nets are read. */
export const balanceRoutes: Routes = {
  'GET /v1/balance_transactions': list,
  'GET /v1/balance_transactions/:id': retrieve,
};
