import type Stripe from 'stripe';
import type { Role } from '../../../src/platform/context/request-context';
import { startStripeSandbox, type StripeSandbox } from '../../../src/sandbox/stripe/start-sandbox';
import { MemorySandboxStore } from '../../../src/sandbox/stripe/store/memory-store';
import { breachesOf, type Breach, isAtRest, isSettled } from '../../support/invariants';
import { createEmptyDatabase, type TestDatabase } from '../../support/postgres';
import { stripeAt } from '../../support/stripe-differences';
import { Wire } from '../../support/wire';
import { freePort, until } from './launch';
import { Caller, type Service, startService } from './service';

const SECRET = 'whsec_of_the_town_around_it';

interface HeldRequest {
  readonly id: number;
  readonly path: string;
}

/**
 * Copies of the service, killed and started again at will, in the middle of what does not die with them: the database
 * behind a wire, and Stripe.
 */
export class Town {
  readonly stripe: Stripe;
  readonly desks: Caller[] = [];

  private constructor(
    readonly sandbox: StripeSandbox,
    readonly database: Pick<TestDatabase, 'url' | 'query' | 'drop'>,
    /** Between the service and PostgreSQL. */
    readonly wire: Wire,
    readonly copies: Service[],
  ) {
    this.stripe = stripeAt(sandbox.baseUrl);
  }

  static async open(copies = 1): Promise<Town> {
    const database = await createEmptyDatabase();
    const sandbox = await startStripeSandbox({ port: 0, store: new MemorySandboxStore() });
    const wire = new Wire(new URL(database.url));
    const through = new URL(database.url);
    through.host = `127.0.0.1:${await wire.open()}`;
    const env = {
      DATABASE_URL: through.href,
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_API_BASE: sandbox.baseUrl,
      STRIPE_WEBHOOK_SECRET: SECRET,
    };
    const town = new Town(sandbox, database, wire, []);
    for (let copy = 0; copy < copies; copy += 1) {
      const service = await startService({ env: { ...env, PORT: String(await freePort()) } });
      town.copies.push(service);
      town.desks.push(new Caller(service.baseUrl, town.copies[0]!.credentials));
    }
    sandbox.setWebhook(`${town.copies[0]!.baseUrl}/v1/webhooks/stripe`, SECRET);
    return town;
  }

  get desk(): Caller {
    return this.desks[0]!;
  }

  /** Somebody else at the same clinic, or the same one over another wire. */
  as(role: Role, baseUrl = this.copies[0]!.baseUrl): Caller {
    return new Caller(baseUrl, this.copies[0]!.credentials, role);
  }

  /** Ends a copy as a power cut would; what it held at the database or at Stripe is cut off. */
  async kill(copy: number): Promise<void> {
    await this.copies[copy]!.process.stop('SIGKILL');
  }

  async restart(copy: number): Promise<void> {
    const { dataDir, env } = this.copies[copy]!;
    this.copies[copy] = await startService({ dataDir, env });
  }

  /** Every copy at once: nobody is left to tidy up. */
  async killAll(): Promise<void> {
    await Promise.all(this.copies.map((_, copy) => this.kill(copy)));
  }

  async restartAll(): Promise<void> {
    await Promise.all(this.copies.map((_, copy) => this.restart(copy)));
  }

  /** Has the sandbox do something; see its control routes. */
  async control<Body = Record<string, unknown>>(name: string, given?: object): Promise<Body> {
    const answer = await fetch(`${this.sandbox.baseUrl}/_sandbox/${name}`, {
      method: given ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: given && JSON.stringify(given),
    });
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  /** Holds the next request to Stripe of this kind; waits with `caught`, ends it with `release`. */
  async hold(rule: { when: 'before' | 'after'; method: string; path: string }) {
    const held = async (): Promise<HeldRequest[]> => (await this.control<{ held: HeldRequest[] }>('chaos')).held;
    const before = (await held()).map(({ id }) => id);
    await this.control('chaos', { fault: 'hold', ...rule });
    let id: number | undefined;
    const caught = () =>
      until(async () => {
        id = (await held()).find((request) => !before.includes(request.id))?.id;
        return id !== undefined;
      }, `a ${rule.method} ${rule.path} is held at Stripe`);
    const release = (how: 'go' | 'drop') => this.control('chaos', { release: how, held: id });
    return { caught, release };
  }

  /** Ends the lease on keys that a killed copy held, as the time it takes would. */
  async forgetLeases(): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys SET running_until = now() - interval '1 second' WHERE status IS NULL`,
    );
  }

  /** @param meanwhile done again and again */
  async waitForRest(withinMs = 60_000, meanwhile?: () => Promise<unknown>): Promise<void> {
    await this.sandbox.drained();
    const isResting = async () => {
      await meanwhile?.();
      return isAtRest(this.database);
    };
    try {
      await until(isResting, 'everything has come to rest', withinMs);
    } catch (error) {
      throw new Error(`still under way: ${JSON.stringify(await this.underWay())}`, { cause: error });
    }
  }

  /** What keeps everything from resting, for whoever reads of a failure. */
  private underWay(): Promise<unknown[]> {
    return this.database.query(
      `SELECT 'event' AS what, type AS is, state, NULL AS said FROM stripe_events WHERE state = 'received'
        UNION ALL SELECT 'payment', source, state, NULL FROM payments WHERE state = 'unknown'
        UNION ALL SELECT 'job', task_identifier, attempts || ' of ' || max_attempts, last_error FROM graphile_worker.jobs`,
    );
  }

  /** Ends the time of pages nobody paid, as half an hour would. */
  async letPagesExpire(): Promise<void> {
    await this.database.query(
      `UPDATE checkout_sessions SET expires_at = now() - interval '1 second' WHERE state IN ('creating', 'open')`,
    );
  }

  /** Nothing is on its way any more, with nobody but the service's own rounds to see to it. */
  async waitUntilSettled(withinMs: number): Promise<void> {
    await this.sandbox.drained();
    await until(() => isSettled(this.database), 'everything is settled', withinMs);
  }

  breaches(): Promise<Breach[]> {
    return breachesOf(this.database, this.stripe);
  }

  async close(): Promise<void> {
    for (const { process } of this.copies) await process.stop('SIGKILL');
    this.wire.close();
    await this.sandbox.close();
    await this.database.drop();
  }
}
