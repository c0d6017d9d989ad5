import type Stripe from 'stripe';
import { errorOf, openSandbox, submitPage } from './harness';

describe('a card on file', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterAll(() => opened.sandbox.close());

  async function setUp(card: string) {
    const customer = await stripe.customers.create({ metadata: { patient: 'opaque' } });
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer: customer.id,
      success_url: 'http://127.0.0.1:9/saved',
      setup_intent_data: { metadata: { setup: 'opaque' } },
    });
    const submitted = await submitPage(session.url ?? '', card);
    return { customer, session, submitted };
  }

  async function approve(location: string | null): Promise<void> {
    const body = new URLSearchParams({ outcome: 'approve' });
    const url = `${opened.sandbox.baseUrl}${location}`;
    expect((await fetch(url, { method: 'POST', body, redirect: 'manual' })).status).toBe(303);
  }

  const chargeOffSession = async (customer: string, over: Partial<Stripe.PaymentIntentCreateParams> = {}) => {
    const [method] = (await stripe.paymentMethods.list({ customer, type: 'card' })).data;
    return stripe.paymentIntents.create({
      amount: 5_000,
      currency: 'usd',
      customer,
      payment_method: method?.id,
      off_session: true,
      confirm: true,
      payment_method_options: { card: { stored_credential_usage: 'installment' } },
      ...over,
    });
  };

  it('is saved on the hosted page without a charge, and charged later while the holder is away', async () => {
    const { customer, session, submitted } = await setUp('4000056655665556');
    expect(session).toMatchObject({ mode: 'setup', amount_total: null, payment_status: 'no_payment_required' });
    expect(submitted).toMatchObject({ status: 303, location: 'http://127.0.0.1:9/saved' });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] });
    expect(done).toMatchObject({ status: 'complete', payment_intent: null });
    expect(done.setup_intent).toMatchObject({
      status: 'succeeded',
      metadata: { setup: 'opaque' },
      payment_method: { customer: customer.id, card: { last4: '5556', funding: 'debit' } },
    });
    const charged = await chargeOffSession(customer.id, { expand: ['latest_charge'] });
    expect(charged).toMatchObject({ status: 'succeeded', amount_received: 5_000, customer: customer.id });
    expect((charged.latest_charge as Stripe.Charge).payment_method_details?.card).toMatchObject({
      stored_credential_usage: 'installment',
    });
  });

  it('passes 3-D Secure at setup and is then charged without the holder', async () => {
    const { customer, submitted } = await setUp('4000002500003155');
    expect(submitted.location).toMatch(/^\/3ds\/seti_/);
    await approve(submitted.location);
    expect(await chargeOffSession(customer.id)).toMatchObject({ status: 'succeeded' });
  });

  it('asks the holder back when the bank wants them each time: 402 authentication_required', async () => {
    const { customer, submitted } = await setUp('4000002760003184');
    await approve(submitted.location);
    const error = await errorOf(chargeOffSession(customer.id));
    expect(error).toMatchObject({
      statusCode: 402,
      rawType: 'card_error',
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', amount_received: 0 });
  });

  it.each([
    ['4000000000000341', 'generic_decline'],
    ['4000008260003178', 'insufficient_funds'],
  ])('can be saved and decline later: %s, %s', async (card, declineCode) => {
    const { customer, submitted } = await setUp(card);
    if (submitted.location?.startsWith('/3ds')) await approve(submitted.location);
    const error = await errorOf(chargeOffSession(customer.id));
    expect(error).toMatchObject({ statusCode: 402, decline_code: declineCode, advice_code: 'try_again_later' });
    const kept = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '', { expand: ['latest_charge'] });
    expect(kept).toMatchObject({ status: 'requires_payment_method', latest_charge: { status: 'failed' } });
  });

  it('that declines at once is not saved', async () => {
    const { customer, session, submitted } = await setUp('4000000000000002');
    expect(submitted.status).toBe(402);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
  });

  it('can be detached, and is then refused', async () => {
    const { customer } = await setUp('4242424242424242');
    const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
    expect(await stripe.paymentMethods.detach(method?.id ?? '')).toMatchObject({ customer: null });
    const error = await errorOf(chargeOffSession(customer.id, { payment_method: method?.id }));
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_method_customer_mismatch' });
  });

  it('of another customer is refused', async () => {
    const { customer } = await setUp('4242424242424242');
    const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
    const other = await stripe.customers.create();
    const error = await errorOf(chargeOffSession(other.id, { payment_method: method?.id }));
    expect(error).toMatchObject({ statusCode: 400, param: 'payment_method' });
  });

  it('is attached over the API by a test name only, never by a number', async () => {
    const customer = await stripe.customers.create();
    const attached = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect(attached).toMatchObject({ customer: customer.id, card: { last4: '4242' } });
    const refused = await errorOf(
      stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer: customer.id }),
    );
    expect(refused).toMatchObject({ statusCode: 402, decline_code: 'generic_decline' });
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' };
    expect(await errorOf(stripe.paymentMethods.create({ type: 'card', card }))).toMatchObject({
      statusCode: 400,
      param: 'card[number]',
    });
  });

  it('confirms, cancels and lists intents made over the API', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 700, currency: 'usd', payment_method: 'pm_card_visa' });
    expect(intent.status).toBe('requires_confirmation');
    expect((await stripe.paymentIntents.confirm(intent.id)).status).toBe('succeeded');
    expect(await errorOf(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    });
    const open = await stripe.paymentIntents.create({ amount: 800, currency: 'usd' });
    expect(open.status).toBe('requires_payment_method');
    const canceled = await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'requested_by_customer' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'requested_by_customer' });
    const listed = await stripe.paymentIntents.list({ limit: 2 });
    expect(listed.data.map(({ id }) => id)).toEqual([open.id, intent.id]);
  });
});
