import Stripe from 'stripe';
import type { Context } from '../context';
import { newObjectId } from '../object-ids';
import type { StoredEvent } from '../store/documents';

/** The endpoint that `startStripeSandbox` was given, as opposed to those made over the API. */
export const BUILT_IN_ENDPOINT = 'built_in';

/** The events the sandbox sends. */
export type EventName =
  | `customer.${'created' | 'updated' | 'deleted'}`
  | `checkout.session.${'completed' | 'expired'}`
  | `payment_intent.${'created' | 'succeeded' | 'payment_failed' | 'requires_action' | 'canceled'}`
  | `setup_intent.${'created' | 'succeeded' | 'setup_failed' | 'requires_action' | 'canceled'}`
  | `payment_method.${'attached' | 'detached' | 'updated'}`
  | `charge.${'succeeded' | 'failed' | 'updated' | 'refunded'}`
  | `charge.dispute.${'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated' | 'closed'}`
  | `refund.${'created' | 'updated' | 'failed'}`
  | 'radar.early_fraud_warning.created'
  | `payout.${'created' | 'updated' | 'paid' | 'failed' | 'canceled' | 'reconciliation_completed'}`;

/** Stores an event with the object as it is now, and one delivery for each endpoint that listens to it. */
export async function emit(context: Context, type: EventName, object: object): Promise<void> {
  await emitChange(context, type, { object });
}

/** As {@link emit}, with the former values of what changed, for `*.updated`. */
export async function emitChange(
  context: Context,
  type: EventName,
  data: { object: object; previous_attributes?: object },
): Promise<void> {
  const endpoints = await listeners(context, type);
  const event: StoredEvent = {
    id: newObjectId('event'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: context.now,
    data,
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: context.request.id, idempotency_key: context.request.idempotencyKey },
    type: type as Stripe.Event.Type,
  };
  await context.rows.put('event', { id: event.id, document: { wire: event } });
  for (const endpoint of endpoints) await addDelivery(context, event.id, endpoint);
  context.hasNews = true;
}

/** Puts an event up for delivery at once, again if it was delivered before. */
export async function addDelivery(context: Context, event: string, endpoint: string): Promise<void> {
  const startedAtMs = Date.now();
  const document = { event, endpoint, attempts: 0, startedAtMs };
  await context.rows.put('delivery', { id: `${event}:${endpoint}`, document, dueAt: startedAtMs });
}

/** The endpoints that want events of this type; none while webhooks are switched off. */
export async function listeners(context: Context, type: string): Promise<string[]> {
  const endpoints = await context.rows.scan('webhook_endpoint', { match: { wire: { status: 'enabled' } }, limit: 50 });
  const subscribed = endpoints
    .filter(({ document }) => document.wire.enabled_events.some((pattern) => isMatch(pattern, type)))
    .map(({ id }) => id);
  const isOn = (await context.rows.get('setting', 'webhooks_off'))?.document.value !== 1;
  if (!isOn) return [];
  return context.hasReceiver ? [BUILT_IN_ENDPOINT, ...subscribed] : subscribed;
}

/** `*`, `charge.*` and whole names. */
export const isMatch = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));
