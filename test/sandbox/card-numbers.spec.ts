import { redactCardNumbers } from '../../src/sandbox/stripe/pages/card-form';
import { processingFee } from '../../src/sandbox/stripe/resources/balance';
import { MemorySandboxStore } from '../../src/sandbox/stripe/store/memory-store';
import { openSandbox, paymentParams, submitPage } from './harness';

/** Passes the Luhn check and is not one of the published test numbers. */
const OTHER_NUMBER = '4111111111111111';

describe('card numbers', () => {
  const store = new MemorySandboxStore();
  let opened: Awaited<ReturnType<typeof openSandbox>>;

  beforeAll(async () => {
    opened = await openSandbox({ store });
  });
  afterAll(() => opened.sandbox.close());

  const everything = () => JSON.stringify([...store.rows.values()].map(({ text }) => text));

  it('are refused unless published for tests, before anything is stored', async () => {
    const session = await opened.stripe.checkout.sessions.create(paymentParams());
    const before = everything();
    const answer = await submitPage(session.url ?? '', OTHER_NUMBER);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="card_number_problem"');
    expect(answer.text).not.toContain(OTHER_NUMBER);
    expect(everything()).toBe(before);
  });

  it('are never stored: only brand, last four digits, funding and behavior', async () => {
    for (const number of ['4242 4242 4242 4242', '5105-1051-0510-5100', '4000000000009995']) {
      const session = await opened.stripe.checkout.sessions.create(paymentParams());
      await submitPage(session.url ?? '', number, { card_cvc: '987' });
      const kept = everything();
      expect(kept).toContain(number.slice(-4));
      expect(kept).not.toContain(number);
      expect(kept).not.toContain(number.replace(/\D/g, ''));
    }
  });

  it('are blanked in the list of requests, which shows everything else but the key', async () => {
    await opened.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      metadata: { note: `card ${OTHER_NUMBER}`, invoice: 'i-1' },
    });
    const { requests } = (await opened.control('requests')) as { requests: Record<string, unknown>[] };
    const last = requests.at(-1);
    expect(last).toMatchObject({
      method: 'POST',
      path: '/v1/payment_intents',
      status: 200,
      form: { amount: '500', 'metadata[invoice]': 'i-1' },
    });
    expect(last?.headers).toMatchObject({ 'stripe-version': '2026-10-28.endive' });
    const text = JSON.stringify(requests);
    expect(text).not.toContain(OTHER_NUMBER);
    expect(text).not.toContain('sk_test_');
  });

  it('are told from other numbers by their check digit', () => {
    expect(redactCardNumbers(`a ${OTHER_NUMBER} b`)).toBe('a [card number ending 1111] b');
    expect(redactCardNumbers('4242-4242-4242-4242')).toBe('[card number ending 4242]');
    expect(redactCardNumbers('4111111111111112')).toBe('4111111111111112');
  });

  it('cost 2.9 % + 30 cents, rounded half up', () => {
    const fees = [50, 1_000, 10_000, 11_000, 15_500, 12_050].map(processingFee);
    expect(fees).toEqual([31, 59, 320, 349, 480, 379]);
  });
});
