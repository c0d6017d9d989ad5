import type Stripe from 'stripe';
import { load, lock, save } from '../context';
import { emitChange } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { unexpectedState } from '../http/stripe-error';
import { closeDispute, escalateInquiry, submitEvidence, UNANSWERED } from './dispute-object';
import { mergeMetadata } from './metadata';

/** Evidence texts that decide a test dispute, as Stripe has them (docs.stripe.com/testing#disputes). */
const VERDICTS: Readonly<Record<string, 'won' | 'lost' | 'escalated'>> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalated',
};

async function update({ context, id, params }: Call<Stripe.DisputeUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'dispute', { id });
  const { wire } = document;
  if (!UNANSWERED.includes(wire.status)) {
    throw unexpectedState('dispute_evidence_locked', `This dispute is already ${wire.status}.`);
  }
  const former = wire.status;
  wire.metadata = mergeMetadata(wire.metadata, params.metadata);
  if (params.evidence !== undefined) {
    wire.evidence = { ...wire.evidence, ...(params.evidence as Partial<Stripe.Dispute.Evidence>) };
    wire.evidence_details.has_evidence = true;
  }
  // Evidence that was only saved is handed in by a later call without more of it.
  const isSubmitted = params.submit ?? params.evidence !== undefined;
  if (isSubmitted) await submitEvidence(context, document);
  await save(context, 'dispute', document);
  await emitChange(context, 'charge.dispute.updated', {
    object: wire,
    previous_attributes: isSubmitted ? { status: former } : {},
  });
  const verdict = isSubmitted ? VERDICTS[wire.evidence.uncategorized_text ?? ''] : undefined;
  if (verdict === 'escalated') await escalateInquiry(context, document);
  else if (verdict) await closeDispute(context, document, verdict);
  return wire;
}

async function close({ context, id }: Call<object>): Promise<object> {
  const { document } = await lock(context, 'dispute', { id });
  if (!UNANSWERED.includes(document.wire.status)) {
    throw unexpectedState('dispute_closed', `This dispute is already ${document.wire.status}.`);
  }
  await closeDispute(context, document, 'lost');
  return document.wire;
}

async function list({ context, params }: Call<Stripe.DisputeListParams>): Promise<object> {
  const where = { charge: params.charge, payment_intent: params.payment_intent };
  return listObjects(context, { kind: 'dispute', url: '/v1/disputes', where }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'dispute', { id })).document.wire;
}

/**
 * Disputes: evidence `winning_evidence` or `losing_evidence` in `uncategorized_text` decides them at once, and
 * `escalate_inquiry_evidence` turns an inquiry into a dispute.
 */
export const disputeRoutes: Routes = {
  'GET /v1/disputes': list,
  'GET /v1/disputes/:id': retrieve,
  'POST /v1/disputes/:id': update,
  'POST /v1/disputes/:id/close': close,
};
