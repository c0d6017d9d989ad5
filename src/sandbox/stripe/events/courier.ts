import type { Context } from '../context';
import { runDueTasks } from '../tasks';
import type { Receiver, Sandbox } from '../sandbox';
import type { Stored } from '../store/sandbox-store';
import type { StoredEvent } from '../store/documents';
import { BUILT_IN_ENDPOINT } from './emit';
import { signatureHeader } from './signature';

/** While one process delivers, others keep off; after a crash another may try from then on. */
const LEASE_MS = 15_000;
const ANSWER_WITHIN_MS = 10_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 30_000;
const GIVES_UP_AFTER_MS = 3 * 24 * 3600 * 1000;
const LOOKS_EVERY_MS = 1_000;

interface Parcel {
  id: string;
  event: StoredEvent;
  receiver: Receiver;
  attempts: number;
}

/**
 * Carries stored events to their endpoints, one after the other in the order they were stored, and does the
 * sandbox's own due work. A receiver that does not answer 2xx is tried again, ever more rarely, for three days.
 */
export class Courier {
  readonly #sandbox: Sandbox;
  readonly #abort = new AbortController();
  readonly #ticker: NodeJS.Timeout;
  #round: Promise<void> | undefined;
  #isWanted = false;
  #waiters: (() => void)[] = [];

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#ticker = setInterval(() => this.wake(), LOOKS_EVERY_MS);
    this.#ticker.unref();
  }

  /** Starts a round of deliveries now, or another one after the round that is under way. */
  wake(): void {
    if (this.#abort.signal.aborted) return;
    this.#isWanted = true;
    this.#round ??= this.#run().finally(() => {
      this.#round = undefined;
      for (const resume of this.#waiters.splice(0)) resume();
    });
  }

  /** Resolves once nothing that this process could deliver is undelivered; what is held does not count. */
  async drained(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      const left = this.#round === undefined ? await this.#sandbox.within((context) => this.#waiting(context)) : 1;
      if (left === 0 && this.#round === undefined) return;
      await new Promise<void>((resolve) => {
        this.#waiters.push(resolve);
        setTimeout(resolve, LOOKS_EVERY_MS).unref();
      });
    }
  }

  /** Ends the round under way; what was not delivered stays stored. */
  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    this.#abort.abort();
    await this.#round;
    for (const resume of this.#waiters.splice(0)) resume();
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#abort.signal.aborted) {
      this.#isWanted = false;
      try {
        await runDueTasks(this.#sandbox);
        while (!this.#abort.signal.aborted && (await this.#deliverNext()));
      } catch {
        // The store is out of reach; the ticker comes back.
        return;
      }
    }
  }

  async #deliverNext(): Promise<boolean> {
    const parcel = await this.#sandbox.within((context) => this.#take(context));
    if (parcel === undefined) return false;
    if (parcel === 'skipped') return true;
    const isDelivered = await this.#post(parcel);
    await this.#sandbox.within((context) => this.#settle(context, parcel, isDelivered));
    return true;
  }

  async #take(context: Context): Promise<Parcel | 'skipped' | undefined> {
    const now = Date.now();
    const due = await context.rows.takeDue('delivery', now);
    if (!due) return undefined;
    const receiver = await this.#receiverOf(context, due.document.endpoint);
    const event = await context.rows.get('event', due.document.event);
    if (!event || receiver === 'gone') {
      await context.rows.remove('delivery', due.id);
      return 'skipped';
    }
    if (receiver === undefined) {
      await context.rows.put('delivery', { ...due, dueAt: now + LOOKS_EVERY_MS });
      return 'skipped';
    }
    const document = { ...due.document, attempts: due.document.attempts + 1 };
    await context.rows.put('delivery', { id: due.id, document, dueAt: now + LEASE_MS });
    return { id: due.id, event: event.document.wire, receiver, attempts: document.attempts };
  }

  async #receiverOf(context: Context, endpoint: string): Promise<Receiver | 'gone' | undefined> {
    if (endpoint === BUILT_IN_ENDPOINT) return this.#sandbox.receiver;
    const found = (await context.rows.get('webhook_endpoint', endpoint))?.document;
    return found ? { url: found.wire.url, secret: found.secrets.signingSecret } : 'gone';
  }

  async #post({ event, receiver }: Parcel): Promise<boolean> {
    const payload = JSON.stringify(event, null, 2);
    const seconds = Math.floor(this.#sandbox.wallMs() / 1000);
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'Stripe-Signature': signatureHeader(payload, receiver.secret, seconds),
    };
    try {
      const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const answer = await fetch(receiver.url, { method: 'POST', headers, body: payload, redirect: 'manual', signal });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  async #settle(context: Context, parcel: Parcel, isDelivered: boolean): Promise<void> {
    const delivery = await context.rows.lock('delivery', parcel.id);
    if (!delivery) return;
    const isTooOld = Date.now() - delivery.document.startedAtMs > GIVES_UP_AFTER_MS;
    if (isDelivered || isTooOld) {
      await context.rows.remove('delivery', parcel.id);
      if (isDelivered) await countDelivered(context, parcel.event.id);
      return;
    }
    const pause = Math.min(FIRST_RETRY_MS * 2 ** (parcel.attempts - 1), LONGEST_RETRY_MS);
    const delay = this.#abort.signal.aborted ? 0 : pause;
    await context.rows.put('delivery', { ...delivery, dueAt: Date.now() + delay });
    setTimeout(() => this.wake(), delay + 1).unref();
  }

  async #waiting(context: Context): Promise<number> {
    const deliveries = await context.rows.scan('delivery', { limit: 1000 });
    const isOurs = ({ document }: Stored<'delivery'>): boolean =>
      !document.isHeld && (document.endpoint !== BUILT_IN_ENDPOINT || this.#sandbox.receiver !== undefined);
    return deliveries.filter(isOurs).length;
  }
}

async function countDelivered(context: Context, id: string): Promise<void> {
  const event = await context.rows.lock('event', id);
  if (!event) return;
  event.document.wire.pending_webhooks = Math.max(0, event.document.wire.pending_webhooks - 1);
  await context.rows.put('event', event);
}
