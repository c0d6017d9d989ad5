import { randomUUID } from 'node:crypto';
import type { PaymentId } from '../../src/kernel/ids';
import { EveryClinic } from '../../src/modules/clinics/every-clinic';
import { EndCheckout } from '../../src/modules/payments/checkout/end-checkout';
import { SweepCheckoutsJob } from '../../src/modules/payments/jobs/sweep-checkouts.job';
import { RequestContext } from '../../src/platform/context/request-context';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok } from '../support/desk';
import { checkoutDesk } from './checkout-desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';

describe('A hosted checkout while things go wrong', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let at: ReturnType<typeof checkoutDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    at = checkoutDesk(app, desk);
  });
  afterEach(async () => {
    await at.control('chaos', { clear: true });
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it.each([
    { fault: 'server_error', when: 'before', times: 9 },
    { fault: 'server_error', when: 'after', times: 9 },
    { fault: 'reset', when: 'before', times: 9 },
    { fault: 'reset', when: 'after', times: 9 },
    { fault: 'timeout', when: 'after', times: 9, delayMs: 50 },
    { fault: 'rate_limit', when: 'before', times: 9 },
  ])('answers 503 to $fault $when processing, and the same key then finds the one page', async (rule) => {
    const invoiceId = await at.invoiceOf();
    const key = randomUUID();
    await at.chaos({ method: 'POST', ...rule });
    const refused = await at.start(invoiceId, {}, key);
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'checkout_unavailable' },
      headers: { 'retry-after': '5' },
    });
    expect((await at.payCash(await at.invoiceOf(), 22_000)).status).toBe(201);
    await at.control('chaos', { clear: true });
    const page = ok(await at.start(invoiceId, {}, key));
    expect(ok(await at.start(invoiceId, {}, key))).toEqual(page);
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'open' }]);
    expect(await at.openAtStripe(invoiceId)).toHaveLength(1);
  });

  it('gets through a short spell of 429 without the desk noticing', async () => {
    const invoiceId = await at.invoiceOf();
    await at.chaos({ method: 'POST', fault: 'rate_limit', times: 2 });
    ok(await at.start(invoiceId));
    expect(await at.openAtStripe(invoiceId)).toHaveLength(1);
  });

  it('is not blamed on the caller when Stripe refuses our request', async () => {
    const invoiceId = await at.invoiceOf();
    const key = randomUUID();
    await at.chaos({ method: 'POST', fault: 'server_error', when: 'before', times: 9 });
    expect((await at.start(invoiceId, {}, key)).status).toBe(503);
    await at.control('chaos', { clear: true });
    await app.database.query(
      `UPDATE checkout_sessions SET expires_at = now() - interval '1 day' WHERE invoice_id = $1`,
      [invoiceId],
    );
    const refused = await at.start(invoiceId, {}, key);
    expect(refused).toMatchObject({ status: 503, body: { code: 'checkout_unavailable' } });
  });

  it('is one page for two desks that open it at once, however often', async () => {
    const invoiceId = await at.invoiceOf();
    const answers = await Promise.all(Array.from({ length: 8 }, () => at.start(invoiceId)));
    const urls = answers.map((answer) => ok(answer).url);
    expect(new Set(urls).size).toBe(1);
    expect(await at.openAtStripe(invoiceId)).toHaveLength(1);
  });

  it('ends the first page at Stripe when another amount is asked for', async () => {
    const invoiceId = await at.invoiceOf();
    const first = ok(await at.start(invoiceId));
    const second = ok(await at.start(invoiceId, { amountCents: 10_000 }));
    expect(second.url).not.toBe(first.url);
    expect((await at.atStripe(invoiceId)).map(({ status, amount_total }) => [status, amount_total]).sort()).toEqual([
      ['expired', 22_000],
      ['open', 10_000],
    ]);
    expect(await at.sessions(invoiceId)).toMatchObject([
      { state: 'expired', payment_state: 'canceled' },
      { state: 'open', payment_state: 'pending' },
    ]);
  });

  it('never leaves a second page alive when another amount is asked for while Stripe is still making the first', async () => {
    const invoiceId = await at.invoiceOf();
    await at.chaos({ method: 'POST', fault: 'slow', when: 'after', delayMs: 600 });
    const before = (await at.sentCreates()).length;
    const slow = at.start(invoiceId);
    await eventually(async () => (await at.sentCreates()).length > before, 'the first request is on its way');
    const other = await at.start(invoiceId, { amountCents: 10_000 });
    const first = await slow;
    const open = await at.openAtStripe(invoiceId);
    expect(open.length).toBeLessThanOrEqual(1);
    for (const { status, body } of [first, other])
      if (status === 201) expect(open.map(({ url }) => url)).toContain(body.url);
      else expect(body.code).toBe('payment_in_progress');
  });

  it('gives nobody a page for an invoice that was paid in cash while Stripe was making it', async () => {
    const invoiceId = await at.invoiceOf();
    await at.chaos({ method: 'POST', fault: 'slow', when: 'after', delayMs: 1_500 });
    const before = (await at.sentCreates()).length;
    const slow = at.start(invoiceId);
    await eventually(async () => (await at.sentCreates()).length > before, 'the request is on its way');
    ok(await at.payCash(invoiceId, 22_000));
    await eventually(
      async () => (await at.sessions(invoiceId)).every(({ state }) => state === 'failed'),
      'the job has ended the attempt',
    );
    expect(await slow).toMatchObject({ status: 409, body: { code: 'invoice_closed' } });
    expect(await at.openAtStripe(invoiceId)).toEqual([]);
  });

  it('books a page whose answer was lost and that was paid all the same', async () => {
    const invoiceId = await at.invoiceOf();
    await at.chaos({ method: 'POST', fault: 'reset', when: 'after', times: 9 });
    expect((await at.start(invoiceId)).status).toBe(503);
    await at.control('chaos', { clear: true });
    const [lost] = await at.openAtStripe(invoiceId);
    expect((await payHosted(lost!.url!)).status).toBe(303);
    await eventually(
      async () => (await at.sessions(invoiceId))[0]?.payment_state === 'succeeded',
      'the webhook teaches us the session',
    );
    expect(ok(await desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'paid', balanceCents: 0 });
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'complete', stripe_session_id: lost!.id }]);
  });

  it('is ended at Stripe before cash at the desk is said to be taken', async () => {
    const invoiceId = await at.invoiceOf();
    ok(await at.start(invoiceId));
    ok(await at.payCash(invoiceId, 22_000));
    expect(await at.openAtStripe(invoiceId)).toEqual([]);
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'expired', payment_state: 'canceled' }]);
  });

  it('paid a moment before the cash, leaves nothing for the cash to pay', async () => {
    const invoiceId = await at.invoiceOf();
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const page = ok(await at.start(invoiceId));
    expect((await payHosted(page.url)).status).toBe(303);
    const cash = await at.payCash(invoiceId, 22_000);
    app.stripe.setWebhook(`${app.url}/v1/webhooks/stripe`, app.database.secrets.webhook);
    expect(cash).toMatchObject({ status: 409, body: { code: 'invoice_closed' } });
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'complete', payment_state: 'succeeded' }]);
    expect(await at.credit(invoiceId)).toBe(0);
  });

  it('paid after our row says expired, is booked when the news comes', async () => {
    const invoiceId = await at.invoiceOf();
    const page = ok(await at.start(invoiceId));
    await app.database.query(`UPDATE checkout_sessions SET state = 'expired' WHERE payment_id = $1`, [page.paymentId]);
    await app.database.query(`UPDATE payments SET state = 'canceled' WHERE id = $1`, [page.paymentId]);
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(
      async () => (await at.sessions(invoiceId))[0]?.payment_state === 'succeeded',
      'the webhook is applied',
    );
    expect(ok(await desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'paid', balanceCents: 0 });
  });

  it('stays as it is while Stripe is down, and the sweep finds it later', async () => {
    const invoiceId = await at.invoiceOf();
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const page = ok(await at.start(invoiceId));
    expect((await payHosted(page.url)).status).toBe(303);
    app.stripe.setWebhook(`${app.url}/v1/webhooks/stripe`, app.database.secrets.webhook);
    await app.database.query(
      `UPDATE checkout_sessions SET expires_at = now() - interval '1 minute' WHERE payment_id = $1`,
      [page.paymentId],
    );
    const sweep = () => app.get(SweepCheckoutsJob).handle();
    await at.chaos({ fault: 'server_error', times: 30 });
    await expect(sweep()).rejects.toMatchObject({ code: 'checkout_unavailable' });
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'open', payment_state: 'pending' }]);
    await at.control('chaos', { clear: true });
    await sweep();
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'complete', payment_state: 'succeeded' }]);
  });

  it('that Stripe knows nothing of, does not keep the invoice from being paid', async () => {
    const invoiceId = await at.invoiceOf();
    const lost = ok(await at.start(invoiceId));
    await app.database.query(`UPDATE checkout_sessions SET stripe_session_id = 'cs_test_gone' WHERE payment_id = $1`, [
      lost.paymentId,
    ]);
    const next = ok(await at.start(invoiceId, { amountCents: 5_000 }));
    expect(next.paymentId).not.toBe(lost.paymentId);
    expect(await at.sessions(invoiceId)).toMatchObject([
      { state: 'failed', payment_state: 'canceled' },
      { state: 'open', payment_state: 'pending' },
    ]);
  });

  it('of one clinic in trouble does not keep the sweep from the others', async () => {
    const done: string[] = [];
    const all = app.get(EveryClinic).run('test', () => {
      const { clinicId } = app.get(RequestContext);
      done.push(clinicId);
      return clinicId === cascade.id ? Promise.reject(new Error('in trouble')) : Promise.resolve();
    });
    await expect(all).rejects.toThrow('in trouble');
    expect([...done].sort()).toEqual([cascade.id, potomac.id].sort());
  });

  it('ending it twice, or when it is over, does nothing', async () => {
    const invoiceId = await at.invoiceOf();
    const { paymentId } = ok(await at.start(invoiceId));
    const end = () => app.as(cascade.id, () => app.get(EndCheckout).execute(paymentId as PaymentId));
    await Promise.all([end(), end()]);
    await end();
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'expired', payment_state: 'canceled' }]);
  });
});
