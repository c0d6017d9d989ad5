import type Stripe from 'stripe';
import { load } from '../context';
import { isMatch } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest } from '../http/stripe-error';

/** Stripe shows the events of the last 30 days. */
const SHOWN_SECONDS = 30 * 24 * 3600;

async function list({ context, params }: Call<Stripe.EventListParams>): Promise<object> {
  if (params.type !== undefined && params.types !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: type, types.', { param: 'types' });
  }
  const patterns = params.types ?? (params.type === undefined ? ['*'] : [params.type]);
  const accept = (wire: Stripe.EventBase): boolean =>
    wire.created > context.now - SHOWN_SECONDS &&
    patterns.some((pattern) => isMatch(pattern, wire.type)) &&
    (params.delivery_success === undefined || params.delivery_success === (wire.pending_webhooks === 0));
  return listObjects(context, { kind: 'event', url: '/v1/events', accept }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'event', { id })).document.wire;
}

/**
 * Events: what happened, to be asked for by those who missed the webhook. Newest first; `ending_before` the last one
 * known reads on from there, oldest page first.
 */
export const eventRoutes: Routes = {
  'GET /v1/events': list,
  'GET /v1/events/:id': retrieve,
};
