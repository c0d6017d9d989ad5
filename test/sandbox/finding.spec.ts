import type Stripe from 'stripe';
import { errorOf, openSandbox } from './harness';

const DAY = 24 * 3600;

describe('what happened can be asked for', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeEach(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterEach(() => opened.sandbox.close());

  const pay = (metadata: Record<string, string> = {}, over: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata,
      ...over,
    });
  const now = async () => (await opened.control('advance', { seconds: 0 })).now as number;

  it('as events since a moment, or after the last one known, in pages', async () => {
    await pay();
    await opened.control('advance', { seconds: 3_600 });
    const since = await now();
    const [last] = (await stripe.events.list({ limit: 1 })).data;
    for (let n = 0; n < 12; n += 1) await pay({ n: String(n) });
    const types = ['payment_intent.succeeded'];
    const missed = await stripe.events.list({ types, created: { gte: since }, limit: 100 });
    expect(missed.data.map(({ data }) => (data.object as Stripe.PaymentIntent).metadata.n)).toEqual(
      Array.from({ length: 12 }, (_, n) => String(11 - n)),
    );
    const first = await stripe.events.list({ types, ending_before: last!.id, limit: 5 });
    expect(first.data.map(({ data }) => (data.object as Stripe.PaymentIntent).metadata.n)).toEqual([
      '4',
      '3',
      '2',
      '1',
      '0',
    ]);
    expect(first.has_more).toBe(true);
    const second = await stripe.events.list({ types, ending_before: first.data[0]!.id, limit: 100 });
    expect([second.data.length, second.has_more]).toEqual([7, false]);
    const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
    expect(all).toHaveLength(13 * 4);
  });

  it('for thirty days', async () => {
    await pay();
    await opened.control('advance', { seconds: 29 * DAY });
    expect((await stripe.events.list()).data).not.toEqual([]);
    await opened.control('advance', { seconds: 1 * DAY });
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it('also when nobody was to be told at the time', async () => {
    await opened.control('settings', { webhooksOff: true });
    await pay({ payment_id: 'in-silence' });
    const { data } = await stripe.events.list({ type: 'charge.succeeded' });
    expect(data).toMatchObject([{ pending_webhooks: 0, data: { object: { metadata: { payment_id: 'in-silence' } } } }]);
  });

  it('as payment intents of a customer, or by what they carry', async () => {
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const own = await pay({ payment_id: 'p1' }, { customer: customer.id, payment_method: method.id });
    const other = await pay({ payment_id: 'p2' });
    const declined = pay({ payment_id: 'p1' }, { payment_method: 'pm_card_visa_chargeDeclined' });
    expect(await errorOf(declined)).toMatchObject({ statusCode: 402 });
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
    expect(ids(await stripe.paymentIntents.list({ customer: customer.id }))).toEqual([own.id]);
    const find = async (query: string) => ids(await stripe.paymentIntents.search({ query }));
    expect(await find(`metadata['payment_id']:'p1' AND status:'succeeded'`)).toEqual([own.id]);
    expect(await find(`metadata["payment_id"]:"p1"`)).toHaveLength(2);
    expect(await find(`metadata['payment_id']:'p2' OR customer:'${customer.id}'`)).toEqual([other.id, own.id]);
    expect(await find(`-customer:null amount>999 created>${(await now()) - 60}`).catch(() => 'unreadable')).toBe(
      'unreadable',
    );
    expect(await find(`-customer:null AND amount>=1000 AND created>${(await now()) - 60}`)).toEqual([own.id]);
    for (const query of ['', 'payment_id', `secret:'x'`, `status:'a' AND status:'b' OR status:'c'`]) {
      expect(await errorOf(stripe.paymentIntents.search({ query }))).toMatchObject({ statusCode: 400 });
    }
    const page = await stripe.paymentIntents.search({ query: `amount:1000`, limit: 2 });
    expect([page.data.length, page.has_more]).toEqual([2, true]);
    const rest = await stripe.paymentIntents.search({ query: `amount:1000`, limit: 2, page: page.next_page! });
    expect([rest.data.length, rest.has_more]).toEqual([1, false]);
  });

  it('from an index that can be made to follow behind, as Stripe’s does', async () => {
    await opened.control('settings', { searchLagSeconds: 60 });
    const intent = await pay({ payment_id: 'late' });
    const query = `metadata['payment_id']:'late'`;
    expect((await stripe.paymentIntents.search({ query })).data).toEqual([]);
    await opened.control('advance', { seconds: 60 });
    expect((await stripe.paymentIntents.search({ query })).data).toMatchObject([{ id: intent.id }]);
    expect((await stripe.charges.search({ query })).data).toMatchObject([{ payment_intent: intent.id }]);
  });
});
