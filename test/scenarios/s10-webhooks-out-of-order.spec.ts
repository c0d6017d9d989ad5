import Stripe from 'stripe';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';

interface SignedEvent {
  readonly body: string;
  readonly signature: string;
}

const PAID_TYPES = ['checkout.session.completed', 'payment_intent.succeeded', 'charge.succeeded', 'charge.updated'];

/** Every order of the list. */
const permutations = <T>(list: readonly T[]): T[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((head, i) => permutations(list.filter((_, j) => j !== i)).map((tail) => [head, ...tail]));

describe('S10: webhooks of a $550.00 checkout come twice, late and in any order', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const api = () => {
    const { hostname, port } = new URL(app.stripe.baseUrl);
    return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', telemetry: false });
  };
  const sign = (event: Stripe.Event, secret = app.database.secrets.webhook, timestamp?: number): SignedEvent => {
    const body = JSON.stringify(event);
    return { body, signature: api().webhooks.generateTestHeaderString({ payload: body, secret, timestamp }) };
  };
  const ring = ({ body, signature }: SignedEvent) =>
    fetch(`${app.url}/v1/webhooks/stripe`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    });
  const states = () => app.database.query<{ state: string }>('SELECT DISTINCT state FROM stripe_events');

  /** A paid checkout whose webhooks were kept back, and the events Stripe made for it. */
  async function paidInSilence(): Promise<{ visit: PostedVisit; events: Stripe.Event[] }> {
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const visit = await postVisit(desk, ['experiential-im'], { dateOfService: new Date().toISOString().slice(0, 10) });
    const page = ok(
      await desk.post<{ url: string; paymentId: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {}),
    );
    expect((await payHosted(page.url)).status).toBe(303);
    const listed = await eventually(async () => {
      const { data } = await api().events.list({ limit: 50 });
      const own = data.filter(
        (event) => JSON.stringify(event.data).includes(page.paymentId) && PAID_TYPES.includes(event.type),
      );
      return own.length === PAID_TYPES.length && own;
    }, 'Stripe has made its events');
    return { visit, events: PAID_TYPES.map((type) => listed.find((event) => event.type === type)!) };
  }

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it.each([...permutations([0, 1, 2, 3])])(
    'in the order %i %i %i %i, each delivered twice: one payment, one entry, one fee',
    async (...order) => {
      const { visit, events } = await paidInSilence();
      const before = (await journalOf(app, cascade.id)).length;
      for (const index of order)
        for (let twice = 0; twice < 2; twice += 1) expect((await ring(sign(events[index]!))).status).toBe(200);
      await eventually(
        async () => (await states()).every(({ state }) => state !== 'received'),
        'every event is applied',
      );
      expect((await journalOf(app, cascade.id)).slice(before)).toEqual([
        ['Dr 1030 55000', 'Cr 1100 55000'],
        ['Dr 6000 1625', 'Cr 1030 1625'],
      ]);
      expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ status: 'paid', balanceCents: 0 });
      const { data } = ok(
        await desk.get<{ data: { status: string; receiptId: string }[] }>(`/v1/payments?invoiceId=${visit.invoiceId}`),
      );
      expect(data).toMatchObject([{ status: 'succeeded', tenders: [{ feeCents: 1_625, card: { last4: '4242' } }] }]);
    },
  );

  it('fifty deliveries of one event at once: one effect', async () => {
    const { events } = await paidInSilence();
    const before = (await journalOf(app, cascade.id)).length;
    const signed = sign(events[0]!);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ring(signed)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
    await eventually(async () => (await states()).every(({ state }) => state !== 'received'), 'the event is applied');
    expect(await journalOf(app, cascade.id)).toHaveLength(before + 2);
  });

  it('a forged, unsigned, altered, old or future event is refused and stored nowhere', async () => {
    const { events } = await paidInSilence();
    const event = { ...events[0]!, id: 'evt_forged' };
    const now = Math.floor(Date.now() / 1000);
    const good = sign(event);
    const attempts: SignedEvent[] = [
      sign(event, 'whsec_somebody_elses_secret'),
      { ...good, signature: 't=1,v1=00' },
      { ...good, signature: '' },
      { ...good, body: good.body.replace('evt_forged', 'evt_forgex') },
      sign(event, undefined, now - 330),
      sign(event, undefined, now + 330),
    ];
    for (const attempt of attempts) {
      const answer = await ring(attempt);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        400,
        'webhook_signature_invalid',
      ]);
    }
    expect(await app.database.query(`SELECT id FROM stripe_events WHERE id LIKE 'evt_forge%'`)).toEqual([]);
  });

  it('a checkout paid for another amount is quarantined, not booked', async () => {
    const { visit, events } = await paidInSilence();
    await app.database.query('UPDATE checkout_sessions SET amount_cents = 54999 WHERE invoice_id = $1', [
      visit.invoiceId,
    ]);
    expect((await ring(sign(events[0]!))).status).toBe(200);
    const row = await eventually(
      async () =>
        (
          await app.database.query(`SELECT state, problem FROM stripe_events WHERE id = $1 AND state <> 'received'`, [
            events[0]!.id,
          ])
        )[0],
      'the event is judged',
    );
    expect(row).toEqual({ state: 'quarantined', problem: 'amount_differs' });
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({
      status: 'open',
      balanceCents: 55_000,
    });
  });
});
