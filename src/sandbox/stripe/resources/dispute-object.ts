import type Stripe from 'stripe';
import { idOf, lock, save, type Context } from '../context';
import { emit, emitChange } from '../events/emit';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId } from '../object-ids';
import type { Documents } from '../store/documents';
import { DISPUTE_FEE, moveBalance } from './balance';

const RESPONSE_DAYS = 9;

/**
 * Disputes a charge as its bank would: the amount and the dispute fee leave the balance at once, except for an
 * inquiry, which moves no money.
 */
export async function openDispute(
  context: Context,
  chargeId: string,
  how: { reason: string; isInquiry: boolean },
): Promise<Stripe.Dispute> {
  const charge = await lock(context, 'charge', { id: chargeId });
  const wire = disputeWire(context, charge.document.wire, how);
  if (wire.amount === 0 || !charge.document.wire.paid) {
    throw invalidRequest(`Charge ${chargeId} took no money that could be disputed.`);
  }
  charge.document.wire.disputed = true;
  await save(context, 'charge', charge.document);
  await save(context, 'dispute', { wire });
  await emit(context, 'charge.dispute.created', wire);
  if (!how.isInquiry) await withdraw(context, wire);
  return wire;
}

async function withdraw(context: Context, wire: Stripe.Dispute): Promise<void> {
  const movement = { type: 'adjustment', amount: -wire.amount, fee: DISPUTE_FEE, source: wire.id } as const;
  wire.balance_transactions.push(await moveBalance(context, { ...movement, description: 'Chargeback withdrawal' }));
  await save(context, 'dispute', { wire });
  await emit(context, 'charge.dispute.funds_withdrawn', wire);
}

/** Charges for countering a dispute. It comes back only with a won one (docs.stripe.com/disputes/how-disputes-work). */
export async function chargeForCounter(context: Context, wire: Stripe.Dispute): Promise<void> {
  const movement = { type: 'adjustment', amount: 0, fee: DISPUTE_FEE, source: wire.id, category: 'dispute' } as const;
  wire.balance_transactions.push(await moveBalance(context, { ...movement, description: 'Dispute counter fee' }));
}

/** Closes a dispute. Won, the amount and a counter fee come back (the first fee does not); an inquiry closes without money. */
export async function closeDispute(
  context: Context,
  document: Documents['dispute'],
  outcome: 'won' | 'lost',
): Promise<void> {
  const { wire } = document;
  const former = wire.status;
  const isInquiry = former.startsWith('warning_');
  wire.status = isInquiry ? 'warning_closed' : outcome;
  if (outcome === 'won' && !isInquiry) {
    const isCountered = wire.balance_transactions.some(({ amount }) => amount === 0);
    const fee = isCountered ? -DISPUTE_FEE : 0;
    const movement = { type: 'adjustment', amount: wire.amount, fee, source: wire.id } as const;
    const category = 'dispute_reversal';
    const booked = await moveBalance(context, { ...movement, description: 'Chargeback reversal', category });
    wire.balance_transactions.push(booked);
  }
  await save(context, 'dispute', document);
  if (outcome === 'won' && !isInquiry) await emit(context, 'charge.dispute.funds_reinstated', wire);
  await emitChange(context, 'charge.dispute.closed', { object: wire, previous_attributes: { status: former } });
}

function disputeWire(
  context: Context,
  charge: Stripe.Charge,
  how: { reason: string; isInquiry: boolean },
): Stripe.Dispute {
  return {
    id: newObjectId('dispute'),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: context.now + RESPONSE_DAYS * 24 * 3600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: how.isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: how.reason === 'fraudulent' ? '10.4' : '13.1',
    payment_intent: idOf(charge.payment_intent),
    reason: how.reason,
    status: how.isInquiry ? 'warning_needs_response' : 'needs_response',
  };
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
