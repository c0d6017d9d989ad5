import { Pool } from 'pg';
import type Stripe from 'stripe';
import { PostgresSandboxStore } from '../../src/sandbox/stripe/store/postgres-store';
import { createEmptyDatabase } from '../support/postgres';
import { openSandbox, paymentParams, submitPage, SECRET, WebhookInbox } from './harness';

describe('a sandbox whose state is in PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  const pools: Pool[] = [];
  const inbox = new WebhookInbox();

  const newStore = (): PostgresSandboxStore => {
    const pool = new Pool({ connectionString: database.url, max: 5 });
    // A pool says it has ended before its connections have: the database may be gone by then.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pools.push(pool);
    return new PostgresSandboxStore(pool);
  };
  const started: Awaited<ReturnType<typeof openSandbox>>[] = [];
  const start = async () => {
    const opened = await openSandbox({ store: newStore(), webhook: { url: inbox.url, secret: SECRET } });
    started.push(opened);
    return opened;
  };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await inbox.open();
  });
  beforeEach(() => {
    inbox.events.length = 0;
    inbox.refused.length = 0;
    inbox.failures = 0;
    inbox.delayMs = 0;
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ sandbox }) => sandbox.close()));
  });
  afterAll(async () => {
    await inbox.close();
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('is made by two processes at once without a quarrel', async () => {
    const stores = Array.from({ length: 4 }, newStore);
    await Promise.all(stores.map((store) => store.open()));
    expect(await database.query('SELECT count(*)::int AS n FROM stripe_sandbox.documents')).toEqual([{ n: 0 }]);
  });

  it('keeps what waits over a restart: held webhooks, a bank debit under way, a rule about webhooks', async () => {
    const first = await start();
    await first.control('webhooks', { hold: true });
    const intent = await first.stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      payment_method: 'pm_usBankAccount_success',
      confirm: true,
    });
    await first.sandbox.close();

    const second = await start();
    await second.sandbox.drained();
    expect(inbox.types()).toEqual([]);
    await second.control('advance', { seconds: 61 });
    expect(await second.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
    await second.control('webhooks', { hold: false });
    await second.sandbox.drained();
    expect(inbox.types()).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
  });

  it('keeps open sessions, idempotency keys, its clock and undelivered webhooks over a restart', async () => {
    inbox.failures = 1_000;
    const first = await start();
    const session = await first.stripe.checkout.sessions.create(paymentParams(), { idempotencyKey: 'kept' });
    await submitPage(session.url ?? '', '4000000000000002');
    const { now } = await first.control('advance', { seconds: 600 });
    await first.sandbox.close();
    expect(inbox.events).toEqual([]);

    inbox.failures = 0;
    const second = await start();
    await second.sandbox.drained();
    expect(inbox.types().sort()).toEqual(['charge.failed', 'payment_intent.created', 'payment_intent.payment_failed']);
    const after = await second.control('advance', { seconds: 0 });
    expect(Number(after.now)).toBeGreaterThanOrEqual(Number(now));

    const replayed = await second.stripe.checkout.sessions.create(paymentParams(), { idempotencyKey: 'kept' });
    expect(replayed.id).toBe(session.id);
    const open = await second.stripe.checkout.sessions.retrieve(session.id);
    expect(open).toMatchObject({ status: 'open', url: `${second.sandbox.baseUrl}/c/pay/${session.id}` });
    expect((await submitPage(open.url ?? '')).status).toBe(303);
    expect((await second.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    await second.sandbox.drained();
  });

  it('delivers each event once although two processes deliver, and charges a page once', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const session = await one.stripe.checkout.sessions.create(paymentParams());
    const urls = [one, two].map(({ sandbox }) => `${sandbox.baseUrl}/c/pay/${session.id}`);
    const answers = await Promise.all([...urls, ...urls, ...urls].map((url) => submitPage(url)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const paid = await two.stripe.checkout.sessions.retrieve(session.id);
    const charges = await two.stripe.charges.list({ payment_intent: paid.payment_intent as string });
    expect(charges.data).toHaveLength(1);
    await Promise.all([one.sandbox.drained(), two.sandbox.drained()]);
    expect(inbox.types().sort()).toEqual([
      'charge.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
  });

  it('shares the deliveries out between two processes: each event once, even to a slow receiver', async () => {
    inbox.delayMs = 20;
    const [one, two] = await Promise.all([start(), start()]);
    const made = Array.from({ length: 21 }, (_, n) => (n % 2 === 0 ? one : two).stripe.customers.create({}));
    await Promise.all(made);
    await Promise.all([one.sandbox.drained(), two.sandbox.drained()]);
    const ids = inbox.events.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([21, 21]);
  });

  it('never gives back more than was taken, whichever process is asked', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const intent = await one.stripe.paymentIntents.create({
      amount: 10_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const tries = Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? one : two).stripe.refunds.create({ payment_intent: intent.id, amount: 3_000 }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const charge = await two.stripe.charges.retrieve(intent.latest_charge as string, { expand: ['refunds'] });
    expect(charge.amount_refunded).toBe(9_000);
    expect(charge.refunds?.data.map((refund: Stripe.Refund) => refund.amount)).toEqual([3_000, 3_000, 3_000]);
  });

  it('refuses the twin of a keyed request in the other process', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const params = { amount: 5_000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };
    const options = { idempotencyKey: 'across processes' };
    const both = [one, two];
    for (const { control } of both) await control('chaos', { fault: 'slow', when: 'during', delayMs: 300 });
    const twins = await Promise.allSettled(both.map(({ stripe }) => stripe.paymentIntents.create(params, options)));
    const refused = twins.filter((twin) => twin.status === 'rejected').map(({ reason }) => reason as Error);
    expect(refused).toMatchObject([{ statusCode: 409, code: 'idempotency_key_in_use' }]);
  });
});
