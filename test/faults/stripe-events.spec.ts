import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { ApplyStripeEventJob } from '../../src/modules/payments/jobs/apply-stripe-event.job';
import { startStripeSandbox, type StripeSandbox } from '../../src/sandbox/stripe/start-sandbox';
import { MemorySandboxStore } from '../../src/sandbox/stripe/store/memory-store';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { createTestDatabase } from '../support/postgres';

/** No queue runs and the sandbox rings nowhere: every step of an event's life is taken by hand. */
describe('An event of Stripe that is not what it should be', () => {
  let app: TestApp;
  let sandbox: StripeSandbox;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  const signer = new Stripe('sk_test_sandbox');
  const ring = async (event: object) => {
    const payload = JSON.stringify(event);
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = signer.webhooks.generateTestHeaderString({
      payload,
      secret: app.database.secrets.webhook,
      timestamp,
    });
    return app.app.inject({
      method: 'POST',
      url: '/v1/webhooks/stripe',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      payload,
    });
  };
  const eventAbout = (metadata: object, more: object = {}) => ({
    id: `evt_${randomUUID()}`,
    object: 'event',
    type: 'checkout.session.completed',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { id: 'cs_test_unknown', object: 'checkout.session', metadata } },
    ...more,
  });
  const apply = (eventId: string) => app.get(ApplyStripeEventJob).handle({ eventId });
  /** Ages a stored event; the application's role may not. */
  const receivedAgo = (eventId: string, hours: number) =>
    app.database.query(`UPDATE stripe_events SET received_at = now() - make_interval(hours => $2) WHERE id = $1`, [
      eventId,
      hours,
    ]);
  const stateOf = async (eventId: string) =>
    (await app.database.query('SELECT state, problem FROM stripe_events WHERE id = $1', [eventId]))[0];
  const waitingJobs = async (eventId: string) =>
    (
      await app.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE payload->>'eventId' = $1`,
        [eventId],
      )
    )[0]!.n;

  /** A paid hosted page of Cascade, not yet known to be paid. */
  async function paidPage() {
    const visit = await postVisit(cascade.desk, ['intake']);
    const page = ok(
      await cascade.desk.post<{ paymentId: string; url: string }>(
        `/v1/invoices/${visit.invoiceId}/checkout-sessions`,
        {},
      ),
    );
    expect((await payHosted(page.url)).status).toBe(303);
    return { ...page, invoiceId: visit.invoiceId };
  }

  beforeAll(async () => {
    sandbox = await startStripeSandbox({ port: 0, store: new MemorySandboxStore() });
    const database = await createTestDatabase();
    app = await startTestApp({
      database,
      settings: {
        stripe: {
          secretKey: 'sk_test_sandbox',
          webhookSecrets: [database.secrets.webhook],
          apiBase: sandbox.baseUrl,
        },
      },
    });
    ({ cascade, potomac } = await openDemo(app));
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(async () => {
    await app.close();
    await sandbox.close();
    await app.database.drop();
  });

  it('about a payment not there yet, is kept and retried, and applied once it is there', async () => {
    const { paymentId } = await paidPage();
    const [row] = await app.database.query<{ id: string; stripe_session_id: string }>(
      'SELECT id, stripe_session_id FROM checkout_sessions WHERE payment_id = $1',
      [paymentId],
    );
    const early = eventAbout(
      { clinic_id: cascade.id, payment_id: randomUUID() },
      {
        type: 'payment_intent.succeeded',
        data: { object: { id: 'pi_1', metadata: { clinic_id: cascade.id, payment_id: paymentId } } },
      },
    );
    await app.database.query('UPDATE checkout_sessions SET stripe_session_id = NULL, state = $2 WHERE id = $1', [
      row!.id,
      'failed',
    ]);
    expect((await ring(early)).statusCode).toBe(200);
    await expect(apply(early.id)).rejects.toThrow();
    expect(await stateOf(early.id)).toEqual({ state: 'received', problem: null });
    await app.database.query('UPDATE checkout_sessions SET stripe_session_id = $2 WHERE id = $1', [
      row!.id,
      row!.stripe_session_id,
    ]);
    await apply(early.id);
    expect(await stateOf(early.id)).toEqual({ state: 'applied', problem: null });
    await apply(early.id);
    expect(ok(await cascade.desk.get(`/v1/payments/${paymentId}`))).toMatchObject({ status: 'succeeded' });
  });

  it('about a payment that does not come for a day, is quarantined', async () => {
    const event = eventAbout({ clinic_id: cascade.id, payment_id: randomUUID() });
    expect((await ring(event)).statusCode).toBe(200);
    await receivedAgo(event.id, 23);
    await expect(apply(event.id)).rejects.toThrow();
    await receivedAgo(event.id, 25);
    await apply(event.id);
    expect(await stateOf(event.id)).toEqual({ state: 'quarantined', problem: 'payment_unknown' });
  });

  it('that names another clinic’s payment, changes nothing there or here', async () => {
    const { paymentId, invoiceId } = await paidPage();
    const before = await journalOf(app, cascade.id);
    const event = eventAbout({ clinic_id: potomac.id, payment_id: paymentId });
    expect((await ring(event)).statusCode).toBe(200);
    await expect(apply(event.id)).rejects.toThrow();
    await receivedAgo(event.id, 25);
    await apply(event.id);
    expect(await stateOf(event.id)).toEqual({ state: 'quarantined', problem: 'payment_unknown' });
    expect(await journalOf(app, cascade.id)).toEqual(before);
    expect(ok(await cascade.desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ balanceCents: 22_000 });
  });

  it('that names a session of another payment, is quarantined', async () => {
    const [mine, other] = [await paidPage(), await paidPage()];
    const [session] = await app.database.query<{ stripe_session_id: string }>(
      'SELECT stripe_session_id FROM checkout_sessions WHERE payment_id = $1',
      [other.paymentId],
    );
    await app.database.query(
      `UPDATE checkout_sessions SET stripe_session_id = NULL, state = 'failed' WHERE payment_id = $1`,
      [mine.paymentId],
    );
    const event = eventAbout(
      {},
      {
        data: {
          object: {
            id: session!.stripe_session_id,
            metadata: { clinic_id: cascade.id, payment_id: mine.paymentId },
          },
        },
      },
    );
    expect((await ring(event)).statusCode).toBe(200);
    await apply(event.id);
    expect(await stateOf(event.id)).toEqual({ state: 'quarantined', problem: 'clinic_differs' });
  });

  it('of live mode, is quarantined at the door and asked about nowhere', async () => {
    const { paymentId } = await paidPage();
    const event = eventAbout({ clinic_id: cascade.id, payment_id: paymentId }, { livemode: true });
    expect((await ring(event)).statusCode).toBe(200);
    expect(await stateOf(event.id)).toEqual({ state: 'quarantined', problem: 'livemode_differs' });
    expect(await waitingJobs(event.id)).toBe(0);
    await apply(event.id);
    // Not by the API: a look at the payment would ask Stripe about it.
    expect(await app.database.query('SELECT state FROM payments WHERE id = $1', [paymentId])).toEqual([
      { state: 'pending' },
    ]);
  });

  it('of another account, is quarantined at the door', async () => {
    const event = eventAbout({ clinic_id: cascade.id, payment_id: randomUUID() }, { account: 'acct_somebody' });
    expect((await ring(event)).statusCode).toBe(200);
    expect(await stateOf(event.id)).toEqual({ state: 'quarantined', problem: 'account_differs' });
    expect(await waitingJobs(event.id)).toBe(0);
  });

  it('about nothing of ours, is set aside', async () => {
    for (const metadata of [{}, { clinic_id: 'x', payment_id: "'; DROP TABLE payments" }, null]) {
      const event = eventAbout(metadata ?? {}, metadata ? {} : { data: { object: {} } });
      expect((await ring(event)).statusCode).toBe(200);
      await apply(event.id);
      expect(await stateOf(event.id)).toEqual({ state: 'ignored', problem: null });
    }
  });

  it('is kept once with one job while two hundred come at once', async () => {
    const events = Array.from({ length: 200 }, () => eventAbout({ clinic_id: cascade.id, payment_id: randomUUID() }));
    const answers = await Promise.all(events.map((event) => ring(event)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const [row] = await app.database.query<{ kept: number; jobs: number }>(
      `SELECT (SELECT count(*)::int FROM stripe_events WHERE id = ANY($1)) AS kept,
              (SELECT count(*)::int FROM graphile_worker._private_jobs WHERE payload->>'eventId' = ANY($1)) AS jobs`,
      [events.map(({ id }) => id)],
    );
    expect(row).toEqual({ kept: 200, jobs: 200 });
  });
});
