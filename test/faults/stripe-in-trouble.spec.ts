import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually } from '../support/hosted-page';
import { expectInvariants, isAtRest } from '../support/invariants';
import { stripeAt } from '../support/stripe-differences';
import { checkoutDesk } from './checkout-desk';

const POOL = 4;
/** More than the pool has connections. */
const WAITING = 12;
const OTHERS = 60;

describe('While Stripe is silent', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: ReturnType<typeof checkoutDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, settings: { databasePoolSize: POOL } });
    ({ cascade } = await openDemo(app));
    at = checkoutDesk(app, cascade.desk);
  });
  afterEach(async () => {
    await at.control('chaos', { clear: true });
    await app.stripe.drained();
    await eventually(() => isAtRest(app.database), 'everything has come to rest');
    await expectInvariants(app.database, stripeAt(app.stripe.baseUrl));
  });
  afterAll(() => app.close());

  const held = async () => {
    const answer = await fetch(`${app.stripe.baseUrl}/_sandbox/chaos`);
    return ((await answer.json()) as { held: unknown[] }).held.length;
  };
  /** Transactions that wait for the network: a connection of the service, idle with a transaction open. */
  const idleInTransaction = async () =>
    (
      await app.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'clinic-billing'
            AND state LIKE 'idle in transaction%' AND state_change < now() - interval '1 second'`,
      )
    )[0]!.n;

  it('no connection waits with it, and everybody else is served as fast as ever', async () => {
    const invoices: string[] = [];
    for (let n = 0; n < WAITING; n += 1) invoices.push(await at.invoiceOf('intake'));
    const other = await at.invoiceOf('experiential-im');
    await at.chaos({ fault: 'hold', when: 'before', method: 'POST', times: WAITING });
    const slow = invoices.map((invoiceId) => at.start(invoiceId));
    await eventually(async () => (await held()) === WAITING, 'every one of them waits for Stripe');
    const times: number[] = [];
    for (let n = 0; n < OTHERS; n += 1) {
      const began = performance.now();
      if (n % 2) ok(await cascade.desk.get(`/v1/invoices/${other}`));
      else ok(await at.payCash(other, 100));
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    expect(times[Math.floor(OTHERS * 0.95)]).toBeLessThan(1_000);
    expect(await idleInTransaction()).toBe(0);
    await at.control('chaos', { release: 'go' });
    for (const answer of await Promise.all(slow)) ok(answer);
  });

  it('a burst of 429 is met with no more than twice the usual requests', async () => {
    const invoices: string[] = [];
    for (let n = 0; n < 10; n += 1) invoices.push(await at.invoiceOf('intake'));
    await at.chaos({ fault: 'rate_limit', method: 'POST', times: 10 });
    const before = (await at.sentCreates()).length;
    const answers = await Promise.all(invoices.map((invoiceId) => at.start(invoiceId)));
    expect(answers.map(({ status }) => status)).toEqual(invoices.map(() => 201));
    expect((await at.sentCreates()).length - before).toBeLessThanOrEqual(20);
  });
});
