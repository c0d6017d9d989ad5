import Stripe from 'stripe';
import type { Context } from '../context';
import { newObjectId } from '../object-ids';
import type { DeliveryPolicy, StoredEvent } from '../store/documents';

/** The endpoint that `startStripeSandbox` was given, as opposed to those made over the API. */
export const BUILT_IN_ENDPOINT = 'built_in';

/** The events the sandbox sends. */
export type EventName =
  | `customer.${'created' | 'updated' | 'deleted'}`
  | `checkout.session.${'completed' | 'async_payment_succeeded' | 'async_payment_failed' | 'expired'}`
  | `payment_intent.${'created' | 'processing' | 'succeeded' | 'payment_failed' | 'requires_action' | 'canceled'}`
  | `setup_intent.${'created' | 'succeeded' | 'setup_failed' | 'requires_action' | 'canceled'}`
  | `payment_method.${'attached' | 'detached' | 'updated' | 'automatically_updated'}`
  | `charge.${'pending' | 'succeeded' | 'failed' | 'updated' | 'refunded'}`
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
  const policy = await deliveryPolicy(context);
  const endpoints = policy.isOff ? [] : await listeners(context, type);
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
  for (const endpoint of endpoints) await addDeliveries(context, { event: event.id, endpoint }, policy);
  context.hasNews = true;
}

const POLICY = 'current';
const TOLD_AT_ONCE: DeliveryPolicy = { isOff: false, isHeld: false, delayMs: 0, copies: 1 };

/** How events are told at present. */
export async function deliveryPolicy({ rows }: Context): Promise<DeliveryPolicy> {
  return (await rows.get('delivery_policy', POLICY))?.document ?? TOLD_AT_ONCE;
}

/** Changes how events are told from now on. */
export async function setDeliveryPolicy(context: Context, changes: Partial<DeliveryPolicy>): Promise<DeliveryPolicy> {
  const former = (await context.rows.lock('delivery_policy', POLICY))?.document ?? TOLD_AT_ONCE;
  const document = { ...former, ...changes };
  await context.rows.put('delivery_policy', { id: POLICY, document });
  return document;
}

/** Puts an event up for delivery, again if it was delivered before. */
export async function addDeliveries(
  context: Context,
  { event, endpoint }: { event: string; endpoint: string },
  { isHeld, delayMs, copies }: Omit<DeliveryPolicy, 'isOff'>,
): Promise<void> {
  const startedAtMs = Date.now();
  const document = { event, endpoint, attempts: 0, startedAtMs, isHeld };
  const dueAt = isHeld ? undefined : startedAtMs + delayMs;
  for (let copy = 0; copy < copies; copy += 1) {
    const id = copy === 0 ? `${event}:${endpoint}` : `${event}:${endpoint}:${copy}`;
    await context.rows.put('delivery', { id, document, dueAt });
  }
}

/** The endpoints that want events of this type. */
export async function listeners(context: Context, type: string): Promise<string[]> {
  const endpoints = await context.rows.scan('webhook_endpoint', { match: { wire: { status: 'enabled' } }, limit: 50 });
  const subscribed = endpoints
    .filter(({ document }) => document.wire.enabled_events.some((pattern) => isMatch(pattern, type)))
    .map(({ id }) => id);
  return context.hasReceiver ? [BUILT_IN_ENDPOINT, ...subscribed] : subscribed;
}

/** `*`, `charge.*` and whole names. */
export const isMatch = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));
