import type Stripe from 'stripe';
import { idOf, lock, save, schedule, type Context } from '../context';
import { emit, emitChange } from '../events/emit';
import { newObjectId } from '../object-ids';
import type { Documents } from '../store/documents';
import { aftermathOf } from '../instruments';
import { moveBalance } from './balance';

/** How long the cards that do so keep a refund waiting, or let it stand before it fails. */
const LATER_SECONDS = 60;

/** What a new refund is made of. The caller holds the charge's row and has checked the amount, in cents. */
export interface RefundFacts {
  charge: Documents['charge'];
  amount: number;
  reason: string | null;
  metadata: Stripe.Metadata;
}

/** Gives money back: the charge shows it at once, the balance pays it unless the refund is pending. */
export async function createRefund(context: Context, facts: RefundFacts): Promise<Stripe.Refund> {
  const { charge, amount } = facts;
  const behavior = aftermathOf(charge.secrets.card).refund;
  const wire = refundWire(context, facts, behavior === 'pending' ? 'pending' : 'succeeded');
  if (wire.status === 'succeeded') await pay(context, wire);
  await save(context, 'refund', { wire });
  await addToCharge(context, charge, amount);
  if (behavior !== undefined) {
    const task = behavior === 'pending' ? 'complete_refund' : 'fail_refund';
    await schedule(context, { task, subject: wire.id }, context.now + LATER_SECONDS);
  }
  await emit(context, 'refund.created', wire);
  await emitChange(context, 'charge.refunded', {
    object: charge.wire,
    previous_attributes: { amount_refunded: charge.wire.amount_refunded - amount },
  });
  return wire;
}

async function pay(context: Context, wire: Stripe.Refund): Promise<void> {
  const type = isToBank(wire) ? 'payment_refund' : 'refund';
  const movement = { type, amount: -wire.amount, fee: 0, source: wire.id } as const;
  wire.balance_transaction = (await moveBalance(context, movement)).id;
}

const isToBank = (wire: Stripe.Refund): boolean => wire.destination_details?.type === 'us_bank_transfer';

/** Adds to (or, negative, takes from) what a charge has given back. */
async function addToCharge(context: Context, charge: Documents['charge'], amount: number): Promise<void> {
  charge.wire.amount_refunded += amount;
  charge.wire.refunded = charge.wire.amount_refunded === charge.wire.amount;
  await save(context, 'charge', charge);
}

/** A pending refund reaches the bank. */
export async function completeRefund(context: Context, id: string): Promise<void> {
  const refund = await held(context, id);
  if (refund?.wire.status !== 'pending') return;
  refund.wire.status = 'succeeded';
  delete refund.wire.pending_reason;
  await pay(context, refund.wire);
  await save(context, 'refund', refund);
  await emitChange(context, 'refund.updated', { object: refund.wire, previous_attributes: { status: 'pending' } });
}

/** A refund, even one that had succeeded, comes back from the bank: the charge can be refunded again, the money returns. */
export async function failRefund(context: Context, id: string): Promise<void> {
  const refund = await held(context, id);
  if (!refund || (refund.wire.status !== 'succeeded' && refund.wire.status !== 'pending')) return;
  if (refund.wire.balance_transaction !== null) {
    const type = isToBank(refund.wire) ? 'payment_failure_refund' : 'refund_failure';
    const movement = { type, amount: refund.wire.amount, fee: 0, source: id } as const;
    refund.wire.failure_balance_transaction = (await moveBalance(context, movement)).id;
  }
  refund.wire.failure_reason = 'expired_or_canceled_card';
  const { status } = refund.wire;
  delete refund.wire.pending_reason;
  await giveUp(context, refund, 'failed');
  await emitChange(context, 'refund.updated', { object: refund.wire, previous_attributes: { status } });
  await emit(context, 'refund.failed', refund.wire);
}

/** A pending refund is taken back before it reaches the bank. The caller has checked that it is pending. */
export async function cancelRefund(context: Context, id: string): Promise<Stripe.Refund | undefined> {
  const refund = await held(context, id);
  if (refund?.wire.status !== 'pending') return undefined;
  refund.wire.failure_reason = 'merchant_request';
  await giveUp(context, refund, 'canceled');
  await emitChange(context, 'refund.updated', { object: refund.wire, previous_attributes: { status: 'pending' } });
  return refund.wire;
}

async function giveUp(context: Context, refund: Documents['refund'], status: 'failed' | 'canceled'): Promise<void> {
  refund.wire.status = status;
  await save(context, 'refund', refund);
  const { document: charge } = await lock(context, 'charge', { id: idOf(refund.wire.charge) ?? '' });
  await addToCharge(context, charge, -refund.wire.amount);
}

/** The refund with its charge's row held first, as everywhere, so that two of them cannot wait for each other. */
async function held(context: Context, id: string): Promise<Documents['refund'] | undefined> {
  const found = await context.rows.get('refund', id);
  if (!found) return undefined;
  await context.rows.lock('charge', idOf(found.document.wire.charge) ?? '');
  return (await context.rows.lock('refund', id))?.document;
}

function refundWire(
  context: Context,
  { charge, amount, reason, metadata }: RefundFacts,
  status: string,
): Stripe.Refund {
  return {
    id: newObjectId('refund'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.wire.id,
    created: context.now,
    currency: charge.wire.currency,
    customer: idOf(charge.wire.customer),
    customer_account: null,
    destination_details: charge.wire.payment_method_details?.us_bank_account
      ? { type: 'us_bank_transfer', us_bank_transfer: { reference: null, reference_status: 'pending' } }
      : { type: 'card', card: { reference_status: 'pending', type: 'refund' } },
    metadata,
    payment_intent: idOf(charge.wire.payment_intent),
    payment_method: charge.wire.payment_method,
    ...(status === 'pending' && { pending_reason: 'processing' as const }),
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}
