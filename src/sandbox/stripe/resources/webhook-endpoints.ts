import type Stripe from 'stripe';
import { load, lock, save } from '../context';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId, randomText } from '../object-ids';
import { mergeMetadata, newMetadata } from './metadata';

async function create({ context, params }: Call<Stripe.WebhookEndpointCreateParams>): Promise<object> {
  assertUrl(params.url);
  const signingSecret = `whsec_${randomText(32)}`;
  const wire: Stripe.WebhookEndpoint = {
    id: newObjectId('webhook_endpoint'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: context.now,
    description: params.description || null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: newMetadata(params.metadata),
    status: 'enabled',
    url: params.url,
  };
  await save(context, 'webhook_endpoint', { wire, secrets: { signingSecret } });
  // The secret is shown once, here, as Stripe does.
  return { ...wire, secret: signingSecret };
}

async function update({ context, id, params }: Call<Stripe.WebhookEndpointUpdateParams>): Promise<object> {
  const { document } = await lock(context, 'webhook_endpoint', { id });
  const { wire } = document;
  if (params.url !== undefined) {
    assertUrl(params.url);
    wire.url = params.url;
  }
  if (params.enabled_events !== undefined) wire.enabled_events = params.enabled_events;
  if (params.description !== undefined) wire.description = params.description || null;
  if (params.disabled !== undefined) wire.status = params.disabled ? 'disabled' : 'enabled';
  wire.metadata = mergeMetadata(wire.metadata, params.metadata);
  await save(context, 'webhook_endpoint', document);
  return wire;
}

function assertUrl(url: string): void {
  if (!/^https?:\/\/\S+$/.test(url)) throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'url' });
}

async function remove({ context, id }: Call<object>): Promise<object> {
  await lock(context, 'webhook_endpoint', { id });
  await context.rows.remove('webhook_endpoint', id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

async function list({ context, params }: Call<Stripe.WebhookEndpointListParams>): Promise<object> {
  return listObjects(context, { kind: 'webhook_endpoint', url: '/v1/webhook_endpoints' }, params as PageParams);
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return (await load(context, 'webhook_endpoint', { id })).document.wire;
}

/** Webhook endpoints: who is told of events, besides the receiver the sandbox was started with. */
export const webhookEndpointRoutes: Routes = {
  'POST /v1/webhook_endpoints': create,
  'GET /v1/webhook_endpoints': list,
  'GET /v1/webhook_endpoints/:id': retrieve,
  'POST /v1/webhook_endpoints/:id': update,
  'DELETE /v1/webhook_endpoints/:id': remove,
};
