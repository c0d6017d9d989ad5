import Stripe from 'stripe';
import { clientOf, errorOf, openSandbox } from './harness';

const PARAMS = { amount: 5_000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };

describe('an idempotency key', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  beforeEach(() => opened.control('chaos', { clear: true }));
  afterAll(() => opened.sandbox.close());

  const countIntents = async () => (await stripe.paymentIntents.list({ limit: 100 })).data.length;

  it('answers the same bytes again and says so; the payment happens once', async () => {
    const before = await countIntents();
    const send = () =>
      fetch(`${opened.sandbox.baseUrl}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': 'replay' },
        body: 'amount=5000&currency=usd&payment_method=pm_card_visa&confirm=true',
      });
    const first = await send();
    const second = await send();
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await second.text()).toBe(await first.text());
    expect(await countIntents()).toBe(before + 1);
  });

  it('is refused for other parameters and for another address', async () => {
    await stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'reused' });
    const other = await errorOf(
      stripe.paymentIntents.create({ ...PARAMS, amount: 6_000 }, { idempotencyKey: 'reused' }),
    );
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.statusCode).toBe(400);
    const elsewhere = await errorOf(stripe.customers.create({}, { idempotencyKey: 'reused' }));
    expect(elsewhere).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('is refused 409 while its first request is under way; one payment is made', async () => {
    const before = await countIntents();
    await opened.control('chaos', { fault: 'slow', when: 'during', delayMs: 300 });
    const twins = await Promise.allSettled([
      stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'twin' }),
      stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'twin' }),
    ]);
    const refused = twins.filter((twin) => twin.status === 'rejected').map(({ reason }) => reason as Error);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect(await countIntents()).toBe(before + 1);
  });

  it('replays a stored decline, and makes no second try', async () => {
    const declining = { ...PARAMS, payment_method: 'pm_card_visa_chargeDeclined' };
    const first = await errorOf(stripe.paymentIntents.create(declining, { idempotencyKey: 'declined' }));
    const again = await errorOf(stripe.paymentIntents.create(declining, { idempotencyKey: 'declined' }));
    expect(again).toMatchObject({ statusCode: 402, payment_intent: { id: first.payment_intent?.id } });
  });

  it('is not used up by a request that was refused as invalid', async () => {
    await errorOf(stripe.paymentIntents.create({ ...PARAMS, amount: 1 }, { idempotencyKey: 'invalid first' }));
    const paid = await stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'invalid first' });
    expect(paid.status).toBe('succeeded');
  });

  it('is forgotten after 24 hours', async () => {
    const first = await stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'old' });
    await opened.control('advance', { seconds: 24 * 3600 + 1 });
    const second = await stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'old' });
    expect(second.id).not.toBe(first.id);
  });

  it('finds the payment again whose answer was lost', async () => {
    for (const fault of ['server_error', 'reset']) {
      const before = await countIntents();
      await opened.control('chaos', { fault, when: 'after', times: 2 });
      const options = { idempotencyKey: `lost by ${fault}` };
      await errorOf(stripe.paymentIntents.create(PARAMS, options));
      await opened.control('chaos', { clear: true });
      expect((await stripe.paymentIntents.create(PARAMS, options)).status).toBe('succeeded');
      expect(await countIntents()).toBe(before + 1);
    }
  });

  it('lets nothing happen when the trouble comes first; a kept 500 is replayed', async () => {
    const before = await countIntents();
    await opened.control('chaos', { fault: 'rate_limit', path: 'payment_intents', method: 'POST' });
    const limited = await errorOf(stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'limited' }));
    expect(limited).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    await opened.control('chaos', { fault: 'server_error', saved: true });
    for (let n = 0; n < 2; n += 1) {
      const failed = await errorOf(stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'kept 500' }));
      expect(failed).toMatchObject({ statusCode: 500, rawType: 'api_error' });
    }
    await opened.control('chaos', { fault: 'timeout', delayMs: 200, times: 1 });
    const timed = stripe.paymentIntents.create(PARAMS, { idempotencyKey: 'timed', timeout: 50 });
    expect(await errorOf(timed)).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await countIntents()).toBe(before);
  });

  it('is sent by the client itself when it retries, so that one payment is made', async () => {
    const before = await countIntents();
    await opened.control('chaos', { fault: 'server_error', when: 'after' });
    const retrying = clientOf(opened.sandbox);
    const paid = await retrying.paymentIntents.create(PARAMS, { maxNetworkRetries: 2 });
    expect(paid.status).toBe('succeeded');
    expect(await countIntents()).toBe(before + 1);
  });
});
