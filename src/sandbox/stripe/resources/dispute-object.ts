import type Stripe from 'stripe';
import { idOf, lock, save, schedule, unschedule, type Context } from '../context';
import { emit, emitChange } from '../events/emit';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId } from '../object-ids';
import type { Documents } from '../store/documents';
import { COUNTER_FEE, DISPUTE_FEE, moveBalance, type Movement } from './balance';

const RESPONSE_DAYS = 9;

/** How a dispute is opened; the whole of what was not refunded unless an amount in cents is given. */
export interface DisputeFacts {
  reason: string;
  /** A question before a dispute: no money moves. */
  isInquiry: boolean;
  amount?: number;
}

/**
 * Disputes a charge as its bank would: the amount and the dispute fee leave the balance at once, except for an
 * inquiry, which moves no money. Unanswered when the time is up, it is lost.
 */
export async function openDispute(context: Context, chargeId: string, how: DisputeFacts): Promise<Stripe.Dispute> {
  const charge = await lock(context, 'charge', { id: chargeId });
  const wire = disputeWire(context, charge.document.wire, how);
  if (wire.amount <= 0 || !charge.document.wire.paid) {
    throw invalidRequest(`Charge ${chargeId} took no money that could be disputed.`);
  }
  charge.document.wire.disputed = true;
  await save(context, 'charge', charge.document);
  await save(context, 'dispute', { wire });
  await schedule(context, { task: 'lapse_dispute', subject: wire.id }, wire.evidence_details.due_by ?? context.now);
  await emit(context, 'charge.dispute.created', wire);
  if (!how.isInquiry) await withdraw(context, wire);
  return wire;
}

async function withdraw(context: Context, wire: Stripe.Dispute): Promise<void> {
  await book(context, wire, { amount: -wire.amount, fee: DISPUTE_FEE, description: 'Chargeback withdrawal' });
  await save(context, 'dispute', { wire });
  await emit(context, 'charge.dispute.funds_withdrawn', wire);
}

type Booking = Pick<Movement, 'amount' | 'fee' | 'description' | 'category'>;

async function book(context: Context, wire: Stripe.Dispute, movement: Booking): Promise<void> {
  const booked = await moveBalance(context, { ...movement, type: 'adjustment', source: wire.id });
  wire.balance_transactions.push(booked);
}

/** The bank turns an inquiry into a dispute: now the money leaves, and the time to answer starts again. */
export async function escalateInquiry(context: Context, document: Documents['dispute']): Promise<void> {
  const { wire } = document;
  const status = wire.status;
  if (status !== 'warning_needs_response' && status !== 'warning_under_review') {
    throw invalidRequest(`Dispute ${wire.id} is ${status}: only an open inquiry can become a dispute.`);
  }
  wire.status = 'needs_response';
  wire.is_charge_refundable = false;
  wire.evidence_details.due_by = context.now + RESPONSE_DAYS * 24 * 3600;
  wire.evidence_details.past_due = false;
  await save(context, 'dispute', document);
  await schedule(context, { task: 'lapse_dispute', subject: wire.id }, wire.evidence_details.due_by);
  await emitChange(context, 'charge.dispute.updated', { object: wire, previous_attributes: { status } });
  await withdraw(context, wire);
}

/** Hands the evidence to the bank. Countering a dispute costs a fee of its own, given back only when it is won. */
export async function submitEvidence(context: Context, { wire }: Documents['dispute']): Promise<void> {
  wire.evidence_details.submission_count += 1;
  wire.evidence_details.submission_method = 'manual';
  await unschedule(context, { task: 'lapse_dispute', subject: wire.id });
  if (wire.status === 'needs_response') {
    wire.status = 'under_review';
    await book(context, wire, { amount: 0, fee: COUNTER_FEE, description: 'Dispute counter fee' });
  } else wire.status = 'warning_under_review';
}

/** Closes a dispute. Won, the amount and the counter fee come back (the dispute fee does not); an inquiry closes without money. */
export async function closeDispute(
  context: Context,
  document: Documents['dispute'],
  outcome: 'won' | 'lost',
): Promise<void> {
  const { wire } = document;
  const former = wire.status;
  if (OVER.includes(former)) throw invalidRequest(`Dispute ${wire.id} is already ${former}.`);
  const isInquiry = former.startsWith('warning_');
  const isWon = outcome === 'won' && !isInquiry;
  wire.status = isInquiry ? 'warning_closed' : outcome;
  await unschedule(context, { task: 'lapse_dispute', subject: wire.id });
  if (isWon) {
    const isCountered = wire.balance_transactions.some(({ amount }) => amount === 0);
    const fee = isCountered ? -COUNTER_FEE : 0;
    const category = 'dispute_reversal';
    await book(context, wire, { amount: wire.amount, fee, description: 'Chargeback reversal', category });
  }
  await save(context, 'dispute', document);
  if (isWon) await emit(context, 'charge.dispute.funds_reinstated', wire);
  await emitChange(context, 'charge.dispute.closed', { object: wire, previous_attributes: { status: former } });
}

/** Nobody answered in time: lost, and an inquiry is closed. */
export async function lapseDispute(context: Context, id: string): Promise<void> {
  const found = await context.rows.lock('dispute', id);
  if (!found || !UNANSWERED.includes(found.document.wire.status)) return;
  found.document.wire.evidence_details.past_due = true;
  await closeDispute(context, found.document, 'lost');
}

/** Statuses in which the merchant is asked for evidence. */
export const UNANSWERED: readonly string[] = ['needs_response', 'warning_needs_response'];
const OVER: readonly string[] = ['won', 'lost', 'warning_closed'];

function disputeWire(context: Context, charge: Stripe.Charge, how: DisputeFacts): Stripe.Dispute {
  return {
    id: newObjectId('dispute'),
    object: 'dispute',
    amount: Math.min(how.amount ?? charge.amount, charge.amount - charge.amount_refunded),
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
