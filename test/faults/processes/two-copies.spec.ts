import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { payHosted } from '../../support/hosted-page';
import { createEmptyDatabase, type TestDatabase } from '../../support/postgres';
import { build, cleanUp, launch, until } from './launch';
import { Caller, type Service, startService } from './service';

const SECRET = 'whsec_of_these_two_copies';

describe('Two copies on one database', () => {
  let database: Pick<TestDatabase, 'url' | 'query' | 'drop'>;
  let copies: [Service, Service];
  let desks: [Caller, Caller];

  beforeAll(async () => {
    build();
    database = await createEmptyDatabase();
  }, 120_000);
  afterAll(async () => {
    await cleanUp();
    await database.drop();
  });

  const env = () => ({ DATABASE_URL: database.url, STRIPE_WEBHOOK_SECRET: SECRET });

  async function bookings(paymentId: string): Promise<unknown> {
    return database.query(
      `SELECT count(*)::int AS entries, sum(l.amount_cents)::int AS cents
         FROM payment_tenders t JOIN journal_entries e ON e.source_id = t.id
         JOIN journal_lines l ON l.entry_id = e.id AND l.account_number = 1030 AND l.amount_cents > 0
        WHERE t.payment_id = $1`,
      [paymentId],
    );
  }

  const nothingWaits = () =>
    until(async () => {
      const [row] = await database.query(`SELECT count(*)::int AS n FROM stripe_events WHERE state = 'received'`);
      return row?.['n'] === 0;
    }, 'every message of the processor is applied');

  it('start at the same moment: migrated once, and with the same logins', async () => {
    copies = await Promise.all([startService({ env: env() }), startService({ env: env() })]);
    const [migrations] = await database.query(
      `SELECT count(*)::int AS runs, count(DISTINCT name)::int AS names FROM migrations`,
    );
    expect(migrations!['runs']).toBe(migrations!['names']);
    expect(await database.query('SELECT slug FROM clinics ORDER BY slug')).toEqual([
      { slug: 'cascade' },
      { slug: 'potomac' },
    ]);
    expect(copies[1].credentials.clinics).toEqual(copies[0].credentials.clinics);
    expect(copies[1].baseUrl).not.toBe(copies[0].baseUrl);
  });

  it('take a payment once when both get it with the same key', async () => {
    desks = [
      new Caller(copies[0].baseUrl, copies[0].credentials),
      new Caller(copies[1].baseUrl, copies[0].credentials),
    ];
    const invoiceId = await desks[0].invoice();
    const key = randomUUID();
    const first = await Promise.all(desks.map((desk) => desk.payCash(invoiceId, 10_000, key)));
    expect(first.map(({ status }) => status)).toContain(201);
    for (const { status } of first) expect([201, 409]).toContain(status);
    const taken = first.find(({ status }) => status === 201)!.body;
    for (const desk of desks)
      expect(await desk.payCash(invoiceId, 10_000, key)).toMatchObject({ status: 201, replayed: true, body: taken });
    expect(await desks[1].ok(`/v1/invoices/${invoiceId}`)).toMatchObject({ balanceCents: 12_000 });
  });

  it('settle a checkout once, whichever worker hears of it', async () => {
    const invoiceId = await desks[0].invoice('experiential-im');
    const page = await desks[0].openPage(invoiceId);
    expect((await payHosted(page.url)).status).toBe(303);
    await desks[1].untilPaid(invoiceId);
    await nothingWaits();
    expect(await bookings(page.paymentId)).toEqual([{ entries: 1, cents: 55_000 }]);
  });

  it('trust the webhook secret that they were given, the same event to both once', async () => {
    const object = { id: 'ch_unknown', object: 'charge', metadata: {} };
    const created = Math.floor((performance.timeOrigin + performance.now()) / 1000);
    const payload = JSON.stringify({
      id: 'evt_by_hand',
      type: 'charge.updated',
      livemode: false,
      created,
      data: { object },
    });
    const send = async (copy: Service, secret: string): Promise<number> => {
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
      const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
      return (await fetch(`${copy.baseUrl}/v1/webhooks/stripe`, { method: 'POST', headers, body: payload })).status;
    };
    expect(await send(copies[0], 'whsec_of_somebody_else')).toBe(400);
    const answers = await Promise.all([...Array(25).keys()].flatMap(() => copies.map((copy) => send(copy, SECRET))));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await database.query(`SELECT count(*)::int AS n FROM stripe_events WHERE id = 'evt_by_hand'`)).toEqual([
      { n: 1 },
    ]);
  });

  it('do the same when one is the API and the other the worker', async () => {
    expect(await Promise.all(copies.map((copy) => copy.process.stop()))).toEqual([0, 0]);
    const api = await startService({ part: 'api', dataDir: copies[0].dataDir, env: copies[0].env });
    const desk = new Caller(api.baseUrl, api.credentials);
    const invoiceId = await desk.invoice('experiential-im');
    const page = await desk.openPage(invoiceId);
    expect((await payHosted(page.url)).status).toBe(303);
    await until(
      async () => (await database.query(`SELECT 1 FROM stripe_events WHERE state = 'received'`)).length > 0,
      'the API stores the messages of the processor, and nobody applies them',
    );
    expect(await bookings(page.paymentId)).toEqual([{ entries: 0, cents: null }]);
    const worker = launch('worker', { env: copies[1].env });
    await until(() => worker.out !== '', 'the worker runs', 60_000);
    await desk.untilPaid(invoiceId);
    await nothingWaits();
    expect(await bookings(page.paymentId)).toEqual([{ entries: 1, cents: 55_000 }]);
    expect(await Promise.all([worker.stop(), api.process.stop()])).toEqual([0, 0]);
  }, 90_000);
});
