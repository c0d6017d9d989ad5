import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';
import { clientOf, errorOf, openSandbox, paymentParams, submitPage } from './harness';

describe('the sandbox speaks as Stripe does', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterAll(() => opened.sandbox.close());

  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${opened.sandbox.baseUrl}${path}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_sandbox',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    });

  it('refuses a missing, malformed or live key: 401', async () => {
    expect((await fetch(`${opened.sandbox.baseUrl}/v1/customers`)).status).toBe(401);
    for (const key of ['sk_live_1', 'pk_test_1', 'nonsense']) {
      const error = await errorOf(clientOf(opened.sandbox, key).customers.list());
      expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    }
    expect((await clientOf(opened.sandbox, 'rk_test_restricted').customers.list()).object).toBe('list');
  });

  it('numbers its answers and echoes the version', async () => {
    const list = await stripe.customers.list();
    expect(list.lastResponse.requestId).toMatch(/^req_/);
    expect(list.lastResponse.apiVersion).toBe(Stripe.API_VERSION);
    const older = await stripe.customers.list({}, { apiVersion: '2024-06-20' });
    expect(older.lastResponse.apiVersion).toBe('2024-06-20');
  });

  it('answers unknown objects and addresses 404', async () => {
    const missing = await errorOf(stripe.paymentIntents.retrieve('pi_none'));
    expect(missing).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    const response = await post('/v1/terminal/readers', '');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('checks parameters against the types of the installed client', async () => {
    const path = join(__dirname, '../../src/sandbox/stripe/generated/parameters.json');
    const generated = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    expect(generated.version).toBe(Stripe.API_VERSION);
    const cases: [string, object][] = [
      ['amount=100&currency=usd&service=ketamine', { code: 'parameter_unknown', param: 'service' }],
      ['amount=100&currency=usd&transfer_data[x]=1', { code: 'parameter_unknown', param: 'transfer_data[x]' }],
      ['amount=1.50&currency=usd', { code: 'parameter_invalid_integer', param: 'amount' }],
      ['currency=usd', { code: 'parameter_missing', param: 'amount' }],
      ['amount=49&currency=usd', { code: 'amount_too_small', param: 'amount' }],
      ['amount=100&currency=usd&confirm=yes', { param: 'confirm' }],
      ['amount=100&currency=usd&metadata=text', { param: 'metadata' }],
      [`amount=100&currency=usd&metadata[a]=${'x'.repeat(501)}`, { param: 'metadata[a]' }],
      ['amount=100&currency=usd&statement_descriptor_suffix=1234', { param: 'statement_descriptor_suffix' }],
      ['amount=100&currency=%ff', {}],
      ['amount=100&currency=usd&description=%00', {}],
      ['[x]=1', {}],
    ];
    for (const [body, error] of cases) {
      const response = await post('/v1/payment_intents', body);
      expect([body, response.status]).toEqual([body, 400]);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', ...error } });
    }
  });

  it('reads arrays with and without indexes, and metadata of any name', async () => {
    const response = await post(
      '/v1/customers',
      'metadata[__proto__]=a&metadata[constructor]=b&metadata[0]=c&preferred_locales[]=en&preferred_locales[]=es',
    );
    const customer = (await response.json()) as Stripe.Customer;
    expect(Object.entries(customer.metadata).sort()).toEqual([
      ['0', 'c'],
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('merges metadata on update; an empty value drops a pair', async () => {
    const customer = await stripe.customers.create({ metadata: { kept: '1', dropped: '2' } });
    const updated = await stripe.customers.update(customer.id, { metadata: { dropped: '', added: '3' } });
    expect(updated.metadata).toEqual({ kept: '1', added: '3' });
  });

  it('lists in pages, newest first, in both directions, and filters by creation', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await stripe.customers.create({ email: 'page@example.com' })).id);
    const where = { email: 'page@example.com' };
    const first = await stripe.customers.list({ ...where, limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more, first.url]).toEqual([
      made.slice(0, 2),
      true,
      '/v1/customers',
    ]);
    const next = await stripe.customers.list({ ...where, limit: 2, starting_after: made[1] });
    expect(next.data.map(({ id }) => id)).toEqual(made.slice(2, 4));
    const back = await stripe.customers.list({ ...where, limit: 2, ending_before: made[3] });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([made.slice(1, 3), true]);
    const all = await stripe.customers.list({ ...where, limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(made);
    expect((await stripe.customers.list({ created: { gt: all[0]?.created } })).data).toEqual([]);
    expect(await errorOf(stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({ statusCode: 400 });
    expect(await errorOf(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
  });

  it('expands through lists to four levels and refuses what cannot be expanded', async () => {
    const session = await stripe.checkout.sessions.create(paymentParams());
    await submitPage(session.url ?? '');
    const { data } = await stripe.checkout.sessions.list({
      limit: 1,
      expand: ['data.payment_intent.latest_charge.balance_transaction.source', 'data.line_items'],
    });
    const intent = data[0]?.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    expect((charge.balance_transaction as Stripe.BalanceTransaction).source).toMatchObject({ id: charge.id });
    expect(data[0]?.line_items?.data).toHaveLength(1);
    await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const withRefunds = await stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
    expect(withRefunds.refunds?.data).toMatchObject([{ amount: 100 }]);
    for (const path of ['amount', 'nothing', 'a.b.c.d.e']) {
      const error = await errorOf(stripe.charges.retrieve(charge.id, { expand: [path] }));
      expect(error).toMatchObject({ statusCode: 400, param: 'expand[0]' });
    }
  });

  it('lists the lines of a session', async () => {
    const session = await stripe.checkout.sessions.create(paymentParams());
    const lines = await stripe.checkout.sessions.listLineItems(session.id);
    expect(lines.data).toMatchObject([{ quantity: 1, amount_total: 11_000, price: { unit_amount: 11_000 } }]);
  });

  it('does not start in production', async () => {
    const former = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      await expect(openSandbox()).rejects.toThrow();
    } finally {
      process.env.NODE_ENV = former;
    }
  });

  it('takes another port when the wanted one is taken', async () => {
    const second = await openSandbox({ port: opened.sandbox.port });
    await second.sandbox.close();
    expect(second.sandbox.port).not.toBe(opened.sandbox.port);
  });
});
