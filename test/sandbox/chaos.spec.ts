import type Stripe from 'stripe';
import { eventually } from '../support/hosted-page';
import { errorOf, openSandbox } from './harness';

describe('requests in trouble', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeEach(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterEach(() => opened.sandbox.close());

  const chaos = (rule: object) => opened.control('chaos', rule);
  const create = (key: string) => stripe.customers.create({ description: key }, { idempotencyKey: key });
  const stored = async () => (await stripe.customers.list({ limit: 100 })).data.length;
  const isHeld = () =>
    eventually(async () => ((await opened.control('chaos')).held as unknown[]).length > 0, 'a request is held');

  it.each([
    ['before', 'go', 0, 1],
    ['before', 'drop', 0, 0],
    ['after', 'go', 1, 1],
    ['after', 'drop', 1, 1],
    ['during', 'go', 0, 1],
  ])('are held %s processing and then %s', async (when, release, whileHeld, afterwards) => {
    await chaos({ fault: 'hold', when, method: 'POST', path: '/v1/customers' });
    // By hand: the client asks once more when its connection is closed.
    const answer = fetch(`${opened.sandbox.baseUrl}/v1/customers`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': 'k' },
      body: new URLSearchParams({ description: 'k' }),
    }).then(
      ({ status }) => status,
      () => 'cut',
    );
    await isHeld();
    expect(await stored()).toBe(whileHeld);
    if (when === 'during') expect(await errorOf(create('k'))).toMatchObject({ statusCode: 409 });
    await chaos({ release });
    expect(await answer).toBe(release === 'go' ? 200 : 'cut');
    expect(await stored()).toBe(afterwards);
  });

  it('fail as often, and at the same requests, as the seed says', async () => {
    const run = async (seed: number) => {
      await chaos({ clear: true });
      await chaos({ fault: 'server_error', times: 1_000, probability: 0.4, seed, method: 'GET' });
      const answers: boolean[] = [];
      for (let n = 0; n < 40; n += 1) {
        answers.push(
          await stripe.balance.retrieve().then(
            () => true,
            () => false,
          ),
        );
      }
      await chaos({ clear: true });
      return answers;
    };
    const first = await run(11);
    expect(first.filter((isGood) => !isGood).length).toBeGreaterThan(5);
    expect(first.filter((isGood) => isGood).length).toBeGreaterThan(5);
    expect(await run(11)).toEqual(first);
    expect(await run(12)).not.toEqual(first);
  });
});
