import { randomUUID } from 'node:crypto';
import { AskAboutPaymentsJob } from '../../src/modules/payments/jobs/ask-about-payments.job';
import { startTestApp, type TestApp } from '../support/app';
import { cardDesk } from '../support/cards';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';

/** Both tries of the request fail. */
const TWICE = 2;

describe('A charge of a saved card that was left in the middle', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const janitor = () => app.get(AskAboutPaymentsJob).handle();
  const silence = () => app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
  const listen = () => app.stripe.setWebhook(`${app.url}/v1/webhooks/stripe`, app.database.secrets.webhook);
  const posts = async () => {
    const { requests } = (await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).json()) as {
      requests: { method: string; path: string; headers: Record<string, string> }[];
    };
    return requests.filter(({ method, path }) => method === 'POST' && path === '/v1/payment_intents');
  };
  const age = (paymentId: string, interval: string) =>
    app.database.query(
      `WITH charge AS (UPDATE card_charges SET started_at = started_at - $2::interval WHERE payment_id = $1)
       UPDATE payments SET taken_at = taken_at - $2::interval WHERE id = $1`,
      [paymentId, interval],
    );
  const prepared = async (codes = ['intake']) => {
    const visit = await cards.visitOf(codes);
    return { ...visit, card: await cards.save(visit.patientId) };
  };
  /** A charge whose answer is lost: `after`: Stripe has made it; `before`: it has not. */
  const lost = async (when: 'before' | 'after', amountCents = 22_000) => {
    const visit = await prepared();
    await cards.chaos({ fault: 'server_error', when, times: TWICE });
    const answer = await cards.charge(visit.invoiceId, visit.card, amountCents);
    expect(answer).toMatchObject({ status: 202, body: { status: 'unknown' } });
    return { ...visit, paymentId: answer.body.id };
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  beforeEach(silence);
  afterEach(async () => {
    await cards.calm();
    listen();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it('whose process died before the answer was kept, is found again by the same request', async () => {
    const { invoiceId, card } = await prepared();
    const key = randomUUID();
    const first = ok(await cards.charge(invoiceId, card, 10_000, key));
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    const second = await cards.charge(invoiceId, card, 10_000, key);
    expect(second).toMatchObject({ status: 201, body: { id: first.id, status: 'succeeded' } });
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it.each(['pending', 'unknown'])('whose process died while Stripe was asked (%s), is charged once', async (state) => {
    for (const when of ['before', 'after'] as const) {
      const { invoiceId, paymentId } = await lost(when);
      await app.database.query('UPDATE payments SET state = $2 WHERE id = $1', [paymentId, state]);
      await app.database.query('UPDATE payment_tenders SET state = $2 WHERE payment_id = $1', [paymentId, state]);
      await age(paymentId, '1 minute');
      await Promise.all([janitor(), janitor(), desk.get(`/v1/payments/${paymentId}`)]);
      await janitor();
      expect(await cards.storedState(paymentId)).toBe('succeeded');
      expect(await cards.intents(invoiceId)).toHaveLength(1);
    }
  });

  it('is looked for, not asked for, once Stripe has forgotten the key', async () => {
    const made = await lost('after');
    const never = await lost('before');
    await age(made.paymentId, '23 hours');
    await age(never.paymentId, '23 hours');
    const before = (await posts()).length;
    await janitor();
    expect((await posts()).length).toBe(before);
    expect(await cards.storedState(made.paymentId)).toBe('succeeded');
    expect(await cards.storedState(never.paymentId)).toBe('canceled');
    expect(await cards.intents(never.invoiceId)).toEqual([]);
    ok(await cards.charge(never.invoiceId, never.card, 22_000));
  });

  it('that Stripe has kept a failure for, is found among its customer’s', async () => {
    const { invoiceId, card } = await prepared();
    await cards.chaos({ fault: 'server_error', when: 'after', times: TWICE });
    const { body } = await cards.charge(invoiceId, card, 22_000);
    // From now on the key answers with the failure, as a saved 500 does.
    await cards.control('chaos', { fault: 'server_error', method: 'POST', path: '/v1/payment_intents', times: 9 });
    await janitor();
    expect(await cards.storedState(body.id)).toBe('succeeded');
  });

  it.each(['amount_differs', 'clinic_differs'])(
    'named by an event that does not match, is quarantined: %s',
    async (problem) => {
      const { paymentId, invoiceId } = await lost('after');
      const [intent] = await cards.intents(invoiceId);
      const spoil =
        problem === 'amount_differs'
          ? app.database.query('UPDATE payment_tenders SET amount_cents = 21999 WHERE payment_id = $1', [paymentId])
          : cards.stripe().paymentIntents.update(intent!.id, { metadata: { tender_id: randomUUID() } });
      await spoil;
      listen();
      const { data } = await cards.stripe().events.list({ type: 'payment_intent.succeeded', limit: 100 });
      const event = data.find(({ data: { object } }) => (object as { id: string }).id === intent!.id)!;
      await cards.control('resend', { eventId: event.id });
      const [row] = await eventually(async () => {
        const rows = await app.database.query(
          `SELECT problem FROM stripe_events WHERE id = $1 AND state = 'quarantined'`,
          [event.id],
        );
        return rows.length > 0 && rows;
      }, 'the event is judged');
      expect(row).toEqual({ problem });
      const { data: raised } = ok(
        await desk.get<{ data: object[] }>(`/v1/tasks?kind=event_quarantined&subjectId=${event.id}`),
      );
      expect(raised).toHaveLength(1);
      if (problem === 'amount_differs') {
        expect(await cards.storedState(paymentId)).toBe('unknown');
        await app.database.query('UPDATE payment_tenders SET amount_cents = 22000 WHERE payment_id = $1', [paymentId]);
      }
      // Its own key still tells the truth about it.
      await janitor();
      expect(await cards.storedState(paymentId)).toBe('succeeded');
    },
  );
});
