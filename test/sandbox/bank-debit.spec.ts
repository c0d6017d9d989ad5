import type Stripe from 'stripe';
import { errorOf, openSandbox, paymentParams, submitPage } from './harness';

describe('a payment from a bank account', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterAll(() => opened.sandbox.close());

  const params = paymentParams({ allowed_payment_method_types: ['card', 'us_bank_account'] });
  const typed = (account: string, routing = '110000000') => ({
    method: 'us_bank_account',
    bank_email: 'patient@example.com',
    account_holder: 'Pat Example',
    routing_number: routing,
    account_number: account,
  });

  /** A session whose page was sent with the account. */
  async function payFrom(account: string) {
    const session = await stripe.checkout.sessions.create(params);
    const submitted = await submitPage(session.url ?? '', '', typed(account));
    return { id: session.id, submitted };
  }
  const look = async (id: string) => {
    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    const intent = session.payment_intent as Stripe.PaymentIntent;
    return { session, intent, charge: intent.latest_charge as Stripe.Charge };
  };
  const told = async (id: string) => {
    const events = await stripe.events.list({ limit: 100 });
    const { intent } = await look(id);
    return events.data
      .filter(({ data }) => JSON.stringify(data).includes(intent.id))
      .map(({ type }) => type)
      .reverse();
  };

  it('completes the session at once, unpaid, and pays it days later', async () => {
    const { id, submitted } = await payFrom('000123456789');
    expect([submitted.status, submitted.location]).toEqual([303, `http://127.0.0.1:9/pay/done?session=${id}`]);
    const before = await look(id);
    expect(before.session).toMatchObject({ status: 'complete', payment_status: 'unpaid', amount_total: 11_000 });
    expect(before.intent).toMatchObject({ status: 'processing', amount_received: 0 });
    expect(before.charge).toMatchObject({ status: 'pending', paid: false, balance_transaction: null });
    await opened.control('advance', { seconds: 61 });
    const after = await look(id);
    expect(after.session).toMatchObject({ status: 'complete', payment_status: 'paid' });
    expect(after.intent).toMatchObject({ status: 'succeeded', amount_received: 11_000 });
    expect(after.charge).toMatchObject({
      status: 'succeeded',
      paid: true,
      balance_transaction: { amount: 11_000, fee: 88, type: 'payment' },
      payment_method_details: { type: 'us_bank_account', us_bank_account: { last4: '6789' } },
    });
    expect(await told(id)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
      'charge.updated',
    ]);
    expect((await errorOf(stripe.checkout.sessions.expire(id))).statusCode).toBe(400);
  });

  it('can come back: the session stays complete and unpaid, the intent wants another payment method', async () => {
    const { id } = await payFrom('000222222227');
    await opened.control('advance', { seconds: 61 });
    const { session, intent, charge } = await look(id);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'insufficient_funds' },
    });
    expect(charge).toMatchObject({ status: 'failed', failure_code: 'insufficient_funds', balance_transaction: null });
    expect((await told(id)).slice(4)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
  });

  it('can be disputed after it succeeded, and stay under way for ever', async () => {
    const disputed = await payFrom('000555555559');
    const stuck = await payFrom('000000000009');
    await opened.control('advance', { seconds: 30 * 24 * 3600 });
    const { intent } = await look(disputed.id);
    expect((await stripe.disputes.list({ payment_intent: intent.id })).data).toMatchObject([
      { reason: 'debit_not_authorized', status: 'needs_response' },
    ]);
    expect((await look(stuck.id)).intent.status).toBe('processing');
  });

  it('is refunded by a transfer that takes its time', async () => {
    const { id } = await payFrom('000123456789');
    const early = await look(id);
    expect((await errorOf(stripe.refunds.create({ payment_intent: early.intent.id }))).statusCode).toBe(400);
    await opened.control('advance', { seconds: 61 });
    const refund = await stripe.refunds.create({ payment_intent: early.intent.id, amount: 1_000 });
    expect(refund).toMatchObject({ status: 'pending', destination_details: { type: 'us_bank_transfer' } });
    await opened.control('advance', { seconds: 61 });
    const done = await stripe.refunds.retrieve(refund.id, { expand: ['balance_transaction'] });
    expect(done).toMatchObject({ status: 'succeeded', balance_transaction: { net: -1_000, type: 'payment_refund' } });
  });

  it('takes published test accounts only, and only where the session offers it', async () => {
    const session = await stripe.checkout.sessions.create(params);
    for (const [account, routing] of [
      ['000123456780', '110000000'],
      ['000123456789', '021000021'],
    ] as const) {
      const refused = await submitPage(session.url ?? '', '', typed(account, routing));
      expect(refused.status).toBe(422);
      expect(refused.text).not.toContain('000123456780');
    }
    const cardsOnly = await stripe.checkout.sessions.create(paymentParams());
    expect((await submitPage(cardsOnly.url ?? '', '', typed('000123456789'))).status).toBe(422);
    expect((await stripe.checkout.sessions.retrieve(cardsOnly.id)).status).toBe('open');
    const byCard = await submitPage(session.url ?? '');
    expect(byCard.status).toBe(303);
    expect((await look(session.id)).session.payment_status).toBe('paid');
  });

  it('can be asked for over the API as well', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      payment_method: 'pm_usBankAccount_success',
      allowed_payment_method_types: ['us_bank_account'],
      confirm: true,
    });
    expect(intent.status).toBe('processing');
    await opened.control('settings', { bankDebitSeconds: 4 * 24 * 3600 });
    const slower = await stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      payment_method: 'pm_usBankAccount_noAccount',
      confirm: true,
    });
    await opened.control('advance', { seconds: 61 });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    expect((await stripe.paymentIntents.retrieve(slower.id)).status).toBe('processing');
    await opened.control('advance', { seconds: 4 * 24 * 3600 });
    expect((await stripe.paymentIntents.retrieve(slower.id)).status).toBe('requires_payment_method');
  });

  it('renews a saved card without the holder, and says so', async () => {
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await opened.control('renew-card', { paymentMethod: method.id, expMonth: 3, expYear: 2040 });
    expect(await stripe.paymentMethods.retrieve(method.id)).toMatchObject({ card: { exp_month: 3, exp_year: 2040 } });
    expect((await stripe.events.list({ type: 'payment_method.automatically_updated' })).data).toHaveLength(1);
  });
});
