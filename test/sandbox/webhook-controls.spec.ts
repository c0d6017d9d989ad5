import type Stripe from 'stripe';
import { eventually } from '../support/hosted-page';
import { openSandbox, SECRET, WebhookInbox } from './harness';

describe('how webhooks are told', () => {
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

  const tell = (policy: object) => opened.control('webhooks', policy);
  const make = async (n: number) => {
    for (let made = 0; made < n; made += 1) await stripe.customers.create({ metadata: { n: String(made) } });
  };
  const heard = () => inbox.events.map(({ data }) => (data.object as Stripe.Customer).metadata.n);

  it('not at all while off: the events are there, the deliveries never', async () => {
    await tell({ off: true });
    await make(2);
    await tell({ off: false });
    await make(1);
    await opened.sandbox.drained();
    expect(heard()).toEqual(['0']);
    expect((await stripe.events.list({ type: 'customer.created' })).data).toHaveLength(3);
  });

  it('later, when held and let go: in the order stored, reversed, or shuffled by a seed', async () => {
    const orders: (string | undefined)[][] = [];
    for (const how of [{}, { order: 'reversed' }, { order: 'shuffled', seed: 7 }, { order: 'shuffled', seed: 7 }]) {
      inbox.events.length = 0;
      await tell({ hold: true });
      await make(6);
      await opened.sandbox.drained();
      expect(heard()).toEqual([]);
      expect((await opened.control('webhooks')).deliveries).toHaveLength(6);
      await tell({ hold: false, ...how });
      await opened.sandbox.drained();
      orders.push(heard());
    }
    const [stored, reversed, shuffled, again] = orders;
    expect(stored).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(reversed).toEqual(['5', '4', '3', '2', '1', '0']);
    expect(again).toEqual(shuffled);
    expect([...shuffled!].sort()).toEqual(stored);
    expect(shuffled).not.toEqual(stored);
  });

  it('one out of its turn while the others are held', async () => {
    await tell({ hold: true });
    await make(3);
    const [last] = (await stripe.events.list({ limit: 1 })).data;
    await opened.control('resend', { eventId: last!.id });
    await opened.sandbox.drained();
    expect(heard()).toEqual(['2']);
    await tell({ hold: false });
    await opened.sandbox.drained();
    expect(heard()).toEqual(['2', '0', '1']);
  });

  it('more than once, and late', async () => {
    await tell({ copies: 3, delayMs: 200 });
    const began = performance.now();
    await make(1);
    await opened.sandbox.drained();
    expect(performance.now() - began).toBeGreaterThan(200);
    expect(new Set(inbox.events.map(({ id }) => id)).size).toBe(1);
    expect(heard()).toEqual(['0', '0', '0']);
    await opened.control('resend', { eventId: inbox.events[0]!.id, times: 2 });
    await eventually(async () => heard().length === 5, 'two more are delivered');
  });
});
