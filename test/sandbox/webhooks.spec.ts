import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { signatureHeader } from '../../src/sandbox/stripe/events/signature';
import { errorOf, openSandbox, SECRET, WebhookInbox } from './harness';

describe('webhooks', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;
  let inbox: WebhookInbox;

  beforeEach(async () => {
    inbox = new WebhookInbox();
    await inbox.open();
    opened = await openSandbox({ webhook: { url: inbox.url, secret: SECRET } });
    stripe = opened.stripe;
  });
  afterEach(async () => {
    await opened.sandbox.close();
    await inbox.close();
  });

  it('are signed by Stripe’s algorithm', () => {
    const payload = '{"id":"evt_1"}';
    const hmac = createHmac('sha256', SECRET).update(`1700000000.${payload}`).digest('hex');
    expect(signatureHeader(payload, SECRET, 1_700_000_000)).toBe(`t=1700000000,v1=${hmac}`);
    const theirs = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: 1_700_000_000 });
    expect(signatureHeader(payload, SECRET, 1_700_000_000)).toBe(theirs);
    expect(() => Stripe.webhooks.constructEvent(payload, signatureHeader(payload, 'whsec_other', 1), SECRET)).toThrow();
  });

  it('are delivered again after a failure, with the same event', async () => {
    inbox.failures = 2;
    const customer = await stripe.customers.create({});
    await opened.sandbox.drained();
    expect(inbox.refused.map(({ id }) => id)).toEqual([inbox.events[0]?.id, inbox.events[0]?.id]);
    expect(inbox.events).toMatchObject([{ type: 'customer.created', data: { object: { id: customer.id } } }]);
    const event = await stripe.events.retrieve(inbox.events[0]?.id ?? '');
    expect(event).toMatchObject({ object: 'event', pending_webhooks: 0, livemode: false });
    expect(event.request).toMatchObject({ id: customer.lastResponse.requestId });
  });

  it('can be asked for again: a duplicate with the same id', async () => {
    await stripe.customers.create({});
    await opened.sandbox.drained();
    const id = inbox.events[0]?.id ?? '';
    await opened.control('resend', { eventId: id });
    await opened.sandbox.drained();
    expect(inbox.events.map((event) => event.id)).toEqual([id, id]);
  });

  it('go to a new receiver from now on', async () => {
    const other = new WebhookInbox();
    await other.open();
    opened.sandbox.setWebhook(other.url, SECRET);
    await stripe.customers.create({});
    await opened.sandbox.drained();
    await other.close();
    expect([inbox.types(), other.types()]).toEqual([[], ['customer.created']]);
  });

  it('can be switched off; the events can still be listed', async () => {
    await opened.control('settings', { webhooksOff: true });
    await stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'pm_card_visa', confirm: true });
    await opened.sandbox.drained();
    expect(inbox.events).toEqual([]);
    const since = Math.floor(Date.now() / 1000) - 60;
    const missed = await stripe.events.list({ created: { gte: since }, types: ['charge.succeeded', 'charge.updated'] });
    expect(missed.data.map(({ type }) => type)).toEqual(['charge.updated', 'charge.succeeded']);
    const all = await stripe.events.list({ limit: 1 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ type }) => type).reverse()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    expect(await errorOf(stripe.events.list({ type: 'a', types: ['b'] }))).toMatchObject({ statusCode: 400 });
  });

  it('reach endpoints made over the API, with their own secret and choice of events', async () => {
    const endpoint = await stripe.webhookEndpoints.create({ url: inbox.url, enabled_events: ['customer.updated'] });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
    const customer = await stripe.customers.create({});
    await opened.sandbox.drained();
    expect(inbox.types()).toEqual(['customer.created']);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await stripe.customers.update(customer.id, { name: 'x' });
    await opened.sandbox.drained();
    expect(inbox.types()).toEqual(['customer.created', 'customer.updated']);
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
  });

  it('tell of the fee later when the balance is slow', async () => {
    await opened.control('settings', { feeDelaySeconds: 60 });
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    const charge = intent.latest_charge as string;
    expect((await stripe.charges.retrieve(charge)).balance_transaction).toBeNull();
    await opened.control('advance', { seconds: 60 });
    await opened.sandbox.drained();
    expect(inbox.types().at(-1)).toBe('charge.updated');
    const settled = await stripe.charges.retrieve(charge, { expand: ['balance_transaction'] });
    expect(settled.balance_transaction).toMatchObject({ fee: 45, net: 455 });
  });
});
