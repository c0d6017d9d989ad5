import type Stripe from 'stripe';
import type { Context } from '../context';
import { newObjectId } from '../object-ids';

/** A new payout, pending. The amount in cents is what reaches the bank; negative when the bank is debited. */
export function payoutWire(
  context: Context,
  { amount, isAutomatic }: { amount: number; isAutomatic: boolean },
): Stripe.Payout {
  return {
    id: newObjectId('payout'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: context.now,
    automatic: isAutomatic,
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
    reconciliation_status: isAutomatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  };
}
