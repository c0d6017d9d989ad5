import { randomUUID } from 'node:crypto';
import { AskAboutPaymentsJob } from '../../src/modules/payments/jobs/ask-about-payments.job';
import { startTestApp, type TestApp } from '../support/app';
import { cardDesk } from '../support/cards';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';

/** Both tries of the request fail. */
const TWICE = 2;

describe('A charge of a saved card while things go wrong', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const janitor = () => app.get(AskAboutPaymentsJob).handle();
  const entries = async () => (await journalOf(app, cascade.id)).length;
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
  const tasks = async (paymentId: string) =>
    ok(await desk.get<{ data: { status: string }[] }>(`/v1/tasks?kind=payment_unknown&subjectId=${paymentId}`)).data;
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

  it.each([
    { fault: 'server_error', when: 'before' },
    { fault: 'server_error', when: 'after' },
    { fault: 'reset', when: 'before' },
    { fault: 'reset', when: 'after' },
    { fault: 'timeout', when: 'before', delayMs: 50 },
    { fault: 'timeout', when: 'after', delayMs: 50 },
  ])('is unknown, never failed, after $fault $when, blocks every door, and is charged once', async (rule) => {
    const { invoiceId, card } = await prepared();
    const before = await entries();
    await cards.chaos({ ...rule, times: 9 });
    const key = randomUUID();
    const answer = await cards.charge(invoiceId, card, 22_000, key);
    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'unknown', balanceCents: 22_000, tenders: [{ status: 'unknown', decline: null }] },
    });
    const { id: paymentId } = answer.body;
    const blocked = { status: 409, body: { code: 'payment_in_progress', paymentId, sinceAt: expect.any(String) } };
    expect(await cards.charge(invoiceId, card, 22_000)).toMatchObject(blocked);
    expect(await cards.charge(invoiceId, card, 100)).toMatchObject(blocked);
    expect(await desk.post(`/v1/invoices/${invoiceId}/checkout-sessions`, {})).toMatchObject(blocked);
    expect(await cards.pay(invoiceId, [{ type: 'cash', amountCents: 100 }])).toMatchObject({
      status: 409,
      body: { ...blocked.body, maximumCents: 0 },
    });
    expect((await desk.get(`/v1/payments/${paymentId}/receipt.pdf`)).status).toBe(409);
    const unknown = ok(await desk.get<{ data: { id: string }[] }>('/v1/payments?status=unknown'));
    expect(unknown.data.map(({ id }) => id)).toContain(paymentId);

    await cards.calm();
    await janitor();
    expect(await cards.storedState(paymentId)).toBe('succeeded');
    await janitor();
    expect(await cards.intents(invoiceId)).toMatchObject([{ status: 'succeeded' }]);
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([
      ['Dr 1030 22000', 'Cr 1100 22000'],
      ['Dr 6000 668', 'Cr 1030 668'],
    ]);
    const keys = (await posts()).map(({ headers }) => headers['idempotency-key']).filter((k) => k?.includes(paymentId));
    expect(new Set(keys)).toEqual(new Set([`payment:${paymentId}:charge:1`]));
    expect((await cards.charge(invoiceId, card, 22_000, key)).body).toEqual(answer.body);
    expect((await cards.charge(invoiceId, card, 22_000)).body.code).toBe('invoice_closed');
  });

  it.each(['server_error', 'reset'])('gets over one %s without the desk noticing', async (fault) => {
    const { invoiceId, card } = await prepared();
    await cards.chaos({ fault, when: 'after', times: 1 });
    expect(await cards.charge(invoiceId, card, 22_000)).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it('is a decline when that is what the lost answer said', async () => {
    const visit = await cards.visitOf();
    const card = await cards.save(visit.patientId, '4000000000000341');
    await cards.chaos({ fault: 'reset', when: 'after', times: 9 });
    const { body } = await cards.charge(visit.invoiceId, card, 22_000);
    await cards.calm();
    await janitor();
    expect(ok(await desk.get(`/v1/payments/${body.id}`))).toMatchObject({
      status: 'declined',
      tenders: [{ status: 'declined', decline: { code: 'generic_decline' } }],
    });
    expect(await cards.intents(visit.invoiceId)).toHaveLength(1);
    ok(await cards.pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]));
  });

  it('lets cash beyond it be taken, and not a cent of what it would pay', async () => {
    const { invoiceId, paymentId } = await lost('after', 10_000);
    const cash = (amountCents: number) => cards.pay(invoiceId, [{ type: 'cash', amountCents }]);
    expect(await cash(12_001)).toMatchObject({
      status: 409,
      body: { code: 'payment_in_progress', maximumCents: 12_000 },
    });
    expect(ok(await cash(12_000))).toMatchObject({ balanceCents: 10_000 });
    await cards.calm();
    await janitor();
    expect(await cards.storedState(paymentId)).toBe('succeeded');
    expect(await cards.invoice(invoiceId)).toMatchObject({ status: 'paid', balanceCents: 0 });
  });

  it('is found by whoever looks at the payment, or at the patient’s account', async () => {
    const one = await lost('after');
    expect(ok(await desk.get(`/v1/payments/${one.paymentId}`))).toMatchObject({ status: 'succeeded' });
    const two = await lost('before');
    expect(ok(await desk.get(`/v1/patients/${two.patientId}/account`))).toMatchObject({ patientOwesCents: 0 });
  });

  it('is found by its webhook', async () => {
    const { paymentId, invoiceId } = await lost('after');
    listen();
    const [intent] = await cards.intents(invoiceId);
    const { data } = await cards.stripe().events.list({ type: 'payment_intent.succeeded', limit: 20 });
    const event = data.find(({ data: { object } }) => (object as { id: string }).id === intent!.id)!;
    await cards.control('resend', { eventId: event.id });
    await eventually(async () => (await cards.storedState(paymentId)) === 'succeeded', 'the event is applied');
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it('keeps the cash of a split while its card is unknown, and one payment of it all', async () => {
    const visit = await prepared();
    await cards.chaos({ fault: 'reset', when: 'after', times: 9 });
    const before = await entries();
    const split = await cards.pay(visit.invoiceId, [
      { type: 'card_on_file', amountCents: 10_000, paymentMethodId: visit.card.id },
      { type: 'cash', amountCents: 12_000 },
    ]);
    expect(split).toMatchObject({
      status: 202,
      body: { status: 'unknown', balanceCents: 10_000, tenders: [{ status: 'unknown' }, { status: 'succeeded' }] },
    });
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([['Dr 1020 12000', 'Cr 1100 12000']]);
    await cards.calm();
    await janitor();
    expect(ok(await desk.get(`/v1/payments/${split.body.id}`))).toMatchObject({
      status: 'succeeded',
      amountCents: 22_000,
      balanceCents: 0,
      unappliedCents: 0,
    });
  });

  it('does not ask for the second card while the first is unknown, and does afterwards', async () => {
    const visit = await prepared();
    const hsa = await cards.save(visit.patientId, '5105105105105100', { label: 'hsa' });
    await cards.chaos({ fault: 'server_error', when: 'after', times: TWICE });
    const split = await cards.pay(visit.invoiceId, [
      { type: 'card_on_file', amountCents: 12_000, paymentMethodId: visit.card.id },
      { type: 'hsa_fsa_card', amountCents: 10_000, paymentMethodId: hsa.id },
    ]);
    expect(split.body.tenders).toMatchObject([{ status: 'pending' }, { status: 'unknown' }]);
    expect((await cards.intents(visit.invoiceId)).map(({ amount }) => amount)).toEqual([10_000]);
    await janitor();
    expect(await cards.storedState(split.body.id)).toBe('succeeded');
    expect((await cards.intents(visit.invoiceId)).map(({ amount }) => amount).sort()).toEqual([10_000, 12_000]);
  });

  it('takes nothing and says so when Stripe turns the request away, and the same key may then try again', async () => {
    const { invoiceId, card } = await prepared();
    await cards.chaos({ fault: 'rate_limit', times: 9 });
    const key = randomUUID();
    const refused = await cards.charge(invoiceId, card, 22_000, key);
    expect(refused).toMatchObject({ status: 503, body: { code: 'card_unavailable' } });
    await cards.calm();
    expect(await cards.charge(invoiceId, card, 22_000, key)).toMatchObject({ status: 201 });
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it('is put on somebody’s list after two minutes, and taken off when it is known', async () => {
    const { paymentId } = await lost('after');
    await cards.control('chaos', { fault: 'server_error', times: 50, path: '/v1/payment_intents' });
    await janitor();
    expect(await tasks(paymentId)).toEqual([]);
    await age(paymentId, '3 minutes');
    await janitor();
    expect(await tasks(paymentId)).toMatchObject([{ status: 'open', amountCents: 22_000 }]);
    await cards.calm();
    await janitor();
    expect(await tasks(paymentId)).toMatchObject([{ status: 'done' }]);
  });

  it('is one charge for two desks that press the button at once', async () => {
    const { invoiceId, card } = await prepared();
    await cards.chaos({ fault: 'slow', when: 'during', delayMs: 300, times: 1 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => cards.charge(invoiceId, card, 22_000)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 201) expect(['payment_in_progress', 'invoice_closed']).toContain(body.code);
    expect(await cards.intents(invoiceId)).toHaveLength(1);
  });

  it('and cash handed over meanwhile never collect more than is owed', async () => {
    const { invoiceId, card } = await prepared();
    await cards.chaos({ fault: 'slow', when: 'during', delayMs: 400, times: 1 });
    const [first, ...others] = await Promise.all([
      cards.charge(invoiceId, card, 22_000),
      cards.pay(invoiceId, [{ type: 'cash', amountCents: 22_000 }]),
      cards.pay(invoiceId, [{ type: 'cash', amountCents: 22_000 }]),
    ]);
    expect([first, ...others].filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await cards.invoice(invoiceId)).toMatchObject({ status: 'paid', balanceCents: 0 });
  });
});
