import type Stripe from 'stripe';
import { openSandbox, paymentParams, submitPage, errorOf, WebhookInbox, SECRET } from './harness';

describe('a Checkout session in payment mode', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;
  const inbox = new WebhookInbox();

  beforeAll(async () => {
    await inbox.open();
    opened = await openSandbox({ webhook: { url: inbox.url, secret: SECRET } });
    stripe = opened.stripe;
  });
  beforeEach(() => {
    inbox.events.length = 0;
  });
  afterAll(async () => {
    await opened.sandbox.close();
    await inbox.close();
  });

  const open = (over?: Partial<Stripe.Checkout.SessionCreateParams>) =>
    stripe.checkout.sessions.create(paymentParams(over));

  it('is created open, with its page, and without an intent until the page is submitted', async () => {
    const session = await open();
    expect(session).toMatchObject({
      object: 'checkout.session',
      mode: 'payment',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 11_000,
      currency: 'usd',
      payment_intent: null,
      client_reference_id: 'attempt-1',
      metadata: { attempt: 'attempt-1' },
      livemode: false,
      expires_at: session.created + 24 * 3600,
    });
    expect(session.id).toMatch(/^cs_test_/);
    expect(session.url).toBe(`${opened.sandbox.baseUrl}/c/pay/${session.id}`);
    const page = await fetch(session.url ?? '');
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('$110.00');
    expect(text).toContain('Invoice INV-000123');
    expect(text).not.toContain('<script');
  });

  it('is paid on its page: the browser is sent on, and charge, fee and events follow', async () => {
    const session = await open();
    const submitted = await submitPage(session.url ?? '');
    expect(submitted.status).toBe(303);
    expect(submitted.location).toBe(`http://127.0.0.1:9/pay/done?session=${session.id}`);

    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'],
    });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(paid.line_items?.data[0]).toMatchObject({ amount_total: 11_000, description: 'Invoice INV-000123' });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount: 11_000,
      amount_received: 11_000,
      metadata: { attempt: 'attempt-1' },
      last_payment_error: null,
      next_action: null,
    });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({ status: 'succeeded', paid: true, captured: true, refunded: false, amount: 11_000 });
    expect(charge.payment_method_details?.card).toMatchObject({
      brand: 'visa',
      last4: '4242',
      funding: 'credit',
      exp_month: 12,
      exp_year: 2034,
    });
    expect(charge.balance_transaction).toMatchObject({ amount: 11_000, fee: 349, net: 10_651, type: 'charge' });

    await opened.sandbox.drained();
    expect(inbox.types()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
    const [, succeeded, , completed, updated] = inbox.events;
    expect(succeeded?.data.object).toMatchObject({ id: charge.id, balance_transaction: null });
    expect(completed?.data.object).toMatchObject({ id: session.id, payment_status: 'paid', payment_intent: intent.id });
    expect(updated?.data.object).toMatchObject({ id: charge.id });
    expect((updated?.data.object as Stripe.Charge).balance_transaction).toMatch(/^txn_/);
    expect(new Set(inbox.events.map((event) => event.api_version))).toEqual(new Set(['2026-10-28.endive']));
  });

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline', 'try_again_later'],
    ['4000000000009995', 'card_declined', 'insufficient_funds', 'try_again_later'],
    ['4000000000009987', 'card_declined', 'lost_card', 'do_not_try_again'],
    ['4000000000000069', 'expired_card', 'expired_card', 'do_not_try_again'],
    ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc', 'confirm_card_data'],
    ['4000000000000119', 'processing_error', 'processing_error', 'try_again_later'],
  ])('stays open after %s declines (%s, %s), and can then be paid', async (card, code, declineCode, adviceCode) => {
    const session = await open();
    const declined = await submitPage(session.url ?? '', card);
    expect(declined.status).toBe(402);
    expect(declined.text).toContain('role="alert"');
    expect(declined.text).not.toContain(card);
    const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(after).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    const intent = after.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({ status: 'requires_payment_method', amount_received: 0, payment_method: null });
    expect(intent.last_payment_error).toMatchObject({
      type: 'card_error',
      code,
      decline_code: declineCode,
      advice_code: adviceCode,
    });
    expect(intent.latest_charge).toMatchObject({ status: 'failed', paid: false, balance_transaction: null });

    expect((await submitPage(session.url ?? '')).status).toBe(303);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid).toMatchObject({ status: 'complete', payment_intent: intent.id });
    await opened.sandbox.drained();
    expect(inbox.types()).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
  });

  it('takes the money once when the page is submitted twice at the same time', async () => {
    const session = await open();
    const answers = await Promise.all([submitPage(session.url ?? ''), submitPage(session.url ?? '')]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    const charges = await stripe.charges.list({ payment_intent: paid.payment_intent as string });
    expect(charges.data).toHaveLength(1);
  });

  it('says so on its page when it is already paid', async () => {
    const session = await open();
    await submitPage(session.url ?? '');
    const page = await fetch(session.url ?? '');
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain('card_number');
  });

  it('marks the fields that were not filled in, and takes nothing', async () => {
    const session = await open();
    const answer = await submitPage(session.url ?? '', '4242424242424242', {
      card_exp: '01/20',
      card_cvc: 'x',
      email: 'no',
    });
    expect(answer.status).toBe(422);
    expect(answer.text.match(/aria-invalid="true"/g)).toHaveLength(3);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull();
  });

  it('expires on request: the page says so, a payment is refused, its intent is canceled', async () => {
    const session = await open();
    await submitPage(session.url ?? '', '4000000000000002');
    const { payment_intent: intent } = await stripe.checkout.sessions.expire(session.id);
    expect((await fetch(`${opened.sandbox.baseUrl}/c/pay/${session.id}`)).status).toBe(410);
    expect((await submitPage(`${opened.sandbox.baseUrl}/c/pay/${session.id}`)).status).toBe(410);
    expect(await stripe.paymentIntents.retrieve(intent as string)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
      amount_received: 0,
    });
    const again = await errorOf(stripe.checkout.sessions.expire(session.id));
    expect(again).toMatchObject({ statusCode: 400, rawType: 'invalid_request_error' });
    await opened.sandbox.drained();
    expect(inbox.types().slice(-2)).toEqual(['payment_intent.canceled', 'checkout.session.expired']);
  });

  it('expires by itself when its time has come', async () => {
    const { created } = await open();
    const session = await open({ expires_at: created + 31 * 60 });
    await opened.control('advance', { seconds: 31 * 60 + 2 });
    await opened.sandbox.drained();
    expect(inbox.events.at(-1)).toMatchObject({
      type: 'checkout.session.expired',
      data: { object: { id: session.id } },
    });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
  });

  it('makes a customer and keeps the card when the payment says so', async () => {
    const session = await open({ payment_intent_data: { setup_future_usage: 'off_session' } });
    await submitPage(session.url ?? '', '5105105105105100');
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.payment_method'] });
    const method = (paid.payment_intent as Stripe.PaymentIntent).payment_method as Stripe.PaymentMethod;
    expect(method).toMatchObject({ customer: paid.customer, card: { brand: 'mastercard', funding: 'prepaid' } });
    const listed = await stripe.customers.listPaymentMethods(paid.customer as string);
    expect(listed.data.map(({ id }) => id)).toEqual([method.id]);
  });

  it.each<[string, Partial<Stripe.Checkout.SessionCreateParams> & Record<string, unknown>, object]>([
    [
      'payment_method_types',
      { payment_method_types: ['card'] },
      { code: 'parameter_unknown', param: 'payment_method_types' },
    ],
    [
      'an unknown nested name',
      { payment_intent_data: { service: 'x' } as object },
      { code: 'parameter_unknown', param: 'payment_intent_data[service]' },
    ],
    ['another page', { ui_mode: 'embedded_page' }, { param: 'ui_mode' }],
    ['no success_url', { success_url: undefined }, { code: 'parameter_missing', param: 'success_url' }],
    ['no lines', { line_items: [] }, { code: 'parameter_missing', param: 'line_items' }],
    ['an expiry in ten minutes', { expires_at: Math.floor(Date.now() / 1000) + 600 }, { param: 'expires_at' }],
    ['an unknown customer', { customer: 'cus_none' }, { code: 'resource_missing', param: 'customer' }],
    ['a long reference', { client_reference_id: 'x'.repeat(201) }, { param: 'client_reference_id' }],
  ])('is refused with %s', async (_name, over, expected) => {
    const error = await errorOf(stripe.checkout.sessions.create(paymentParams(over)));
    expect(error).toMatchObject({ statusCode: 400, rawType: 'invalid_request_error', ...expected });
  });
});
