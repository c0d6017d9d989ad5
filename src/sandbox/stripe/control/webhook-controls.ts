import type { Context } from '../context';
import { addDeliveries, deliveryPolicy, listeners, setDeliveryPolicy } from '../events/emit';
import { StripeFailure } from '../http/stripe-error';
import { shuffled } from '../seeded-random';
import type { DeliveryPolicy } from '../store/documents';
import type { Stored } from '../store/sandbox-store';
import { bad, isYes, wholeNumber, type Control, type Given } from './given';

const BATCH = 500;
const MOST_COPIES = 50;
const ORDERS = ['stored', 'reversed', 'shuffled'] as const;
type Order = (typeof ORDERS)[number];

/** `{ eventId, times? }`: delivers a stored event again. A repeat has the same id, as Stripe's have. */
export const resend: Control = async ({ sandbox }, given) =>
  sandbox.within(async (context) => {
    const event = await context.rows.lock('event', String(given.eventId));
    if (!event) throw new StripeFailure(404, { type: 'invalid_request_error', message: 'No such event' });
    const copies = given.times === undefined ? 1 : wholeNumber(given, 'times', MOST_COPIES);
    const endpoints = await listeners(context, event.document.wire.type);
    for (const endpoint of endpoints) {
      await addDeliveries(context, { event: event.id, endpoint }, { isHeld: false, delayMs: 0, copies });
    }
    event.document.wire.pending_webhooks = endpoints.length;
    await context.rows.put('event', event);
    context.hasNews = true;
    return { resent: event.id, endpoints: endpoints.length };
  });

/** `{ off?, hold?, delayMs?, copies?, order?, seed? }`: how events are told from now on. */
export const webhooks: Control = async ({ sandbox }, given) => {
  const order = ORDERS.find((name) => name === (given.order ?? 'stored'));
  if (!order) throw bad(`order: ${ORDERS.join(', ')}`);
  const seed = given.seed === undefined ? 1 : wholeNumber(given, 'seed', 2 ** 32 - 1);
  const changes = readPolicy(given);
  return sandbox.within(async (context) => {
    const policy = await setDeliveryPolicy(context, changes);
    if (changes.isHeld === true) await holdAll(context);
    if (changes.isHeld === false) await letGo(context, order, seed);
    context.hasNews = true;
    return { policy };
  });
};

function readPolicy(given: Given): Partial<DeliveryPolicy> {
  return {
    ...(given.off !== undefined && { isOff: isYes(given.off) }),
    ...(given.hold !== undefined && { isHeld: isYes(given.hold) }),
    ...(given.delayMs !== undefined && { delayMs: wholeNumber(given, 'delayMs') }),
    ...(given.copies !== undefined && { copies: wholeNumber(given, 'copies', MOST_COPIES) }),
  };
}

/** The policy, and what waits to be delivered, oldest first. */
export const deliveries: Control = async ({ sandbox }) =>
  sandbox.within(async (context) => {
    const waiting = await allDeliveries(context);
    const rows = waiting.map(({ document: { event, endpoint, attempts, isHeld } }) => ({
      event,
      endpoint,
      attempts,
      isHeld,
    }));
    return { policy: await deliveryPolicy(context), deliveries: rows };
  });

async function holdAll(context: Context): Promise<void> {
  for (const { id } of await allDeliveries(context)) {
    const row = await context.rows.lock('delivery', id);
    if (row) await context.rows.put('delivery', { id, document: { ...row.document, isHeld: true } });
  }
}

/** Held deliveries become due in the wanted order; the courier takes one after the other. */
async function letGo(context: Context, order: Order, seed: number): Promise<void> {
  const held = (await allDeliveries(context)).filter(({ document }) => document.isHeld);
  const stored = order === 'shuffled' ? shuffled(held, seed) : order === 'reversed' ? [...held].reverse() : held;
  const first = Date.now() - stored.length;
  for (const [index, { id, document }] of stored.entries()) {
    await context.rows.put('delivery', { id, document: { ...document, isHeld: false }, dueAt: first + index });
  }
}

async function allDeliveries(context: Context): Promise<Stored<'delivery'>[]> {
  const found: Stored<'delivery'>[] = [];
  for (let beyond: number | undefined; ; beyond = found.at(-1)?.sequence) {
    const batch = await context.rows.scan('delivery', { beyond, oldestFirst: true, limit: BATCH });
    found.push(...batch);
    if (batch.length < BATCH) return found;
  }
}
