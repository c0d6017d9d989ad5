import { randomUUID } from 'node:crypto';
import { Idempotency, type IdempotentOptions } from '../../src/platform/http/idempotency';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { heldWork } from '../support/held-work';
import { expectLedgerTies } from '../support/ledger';
import { StoppableClock } from '../support/stoppable-clock';

interface Page {
  paymentId: string;
  url: string;
}

const REFUSED = 'refused';

describe('A key of idempotency while things go wrong', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const clock = new StoppableClock();
  const start = (invoiceId: string, key: string) =>
    desk.post<Page & { code?: string }>(`/v1/invoices/${invoiceId}/checkout-sessions`, {}, key);
  const invoiceOf = async () =>
    (await postVisit(desk, ['intake'], { dateOfService: new Date().toISOString().slice(0, 10) })).invoiceId;
  const once = (
    key: string,
    work: () => Promise<unknown>,
    options: IdempotentOptions = {},
    fingerprint: unknown = {},
  ) => app.as(cascade.id, () => app.get(Idempotency).run({ route: 'POST /test', key, fingerprint }, work, options));
  const expireLease = (key: string) =>
    app.database.query(`UPDATE idempotency_keys SET running_until = now() - interval '1 second' WHERE key = $1`, [key]);
  /** As a process that died after the claim leaves it. */
  const forgetAnswer = (key: string, lease: string) =>
    app.database.query(
      `UPDATE idempotency_keys SET status = NULL, body = NULL, running_until = now() + $2::interval WHERE key = $1`,
      [key, lease],
    );
  const createdAtStripe = async (paymentId: string) => {
    const { requests } = (await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).json()) as {
      requests: { method: string; path: string; headers: Record<string, string> }[];
    };
    return requests
      .filter(({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions')
      .map(({ headers }) => headers['idempotency-key'])
      .filter((key) => key?.includes(paymentId));
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(() => {
    clock.go();
    return expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it('held by a process that died, is refused while the lease runs and then resumes the one page', async () => {
    const invoiceId = await invoiceOf();
    const key = randomUUID();
    const page = ok(await start(invoiceId, key));
    await forgetAnswer(key, '60 seconds');
    // It died before it could keep what Stripe had made.
    await app.database.query(
      `UPDATE checkout_sessions SET state = 'creating', stripe_session_id = NULL, url = NULL WHERE payment_id = $1`,
      [page.paymentId],
    );
    expect(await start(invoiceId, key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency_in_progress' },
      headers: { 'retry-after': '1' },
    });
    await expireLease(key);
    expect(ok(await start(invoiceId, key))).toEqual(page);
    const keys = await createdAtStripe(page.paymentId);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    expect(await start(invoiceId, key)).toMatchObject({
      status: 201,
      body: page,
      headers: { 'idempotent-replayed': 'true' },
    });
  });

  it('of a dead process is not given to another request', async () => {
    const invoiceId = await invoiceOf();
    const key = randomUUID();
    ok(await start(invoiceId, key));
    await forgetAnswer(key, '-1 second');
    expect((await start(await invoiceOf(), key)).body.code).toBe('idempotency_key_reused');
  });

  it('sent ten times at once to a route that calls Stripe, opens one page', async () => {
    const invoiceId = await invoiceOf();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => start(invoiceId, key)));
    const opened = answers.filter(({ status }) => status === 201);
    expect(new Set(opened.map(({ body }) => body.url)).size).toBe(1);
    for (const { status, body } of answers) if (status !== 201) expect(body.code).toBe('idempotency_in_progress');
    expect(await createdAtStripe(opened[0]!.body.paymentId)).toHaveLength(1);
  });

  it('whose lease ran out under slow work, keeps the answer of who took it over', async () => {
    const key = randomUUID();
    const [slow, next] = [heldWork(), heldWork()];
    const first = once(key, slow.work, { staged: true });
    await slow.begun;
    await expireLease(key);
    const second = once(key, next.work, { staged: true });
    await next.begun;
    next.finish('second');
    await second;
    slow.finish('first');
    await first;
    expect(await once(key, () => Promise.resolve('third'), { staged: true })).toMatchObject({
      body: '"second"',
      replayed: true,
    });
  });

  it.each([[false], [true]])(
    'taken over, is not set free by the failure of the slow one (at the same instant: %s)',
    async (isSameInstant) => {
      if (isSameInstant) clock.stop();
      const key = randomUUID();
      const [slow, next] = [heldWork(), heldWork()];
      const first = once(key, slow.work, { staged: true });
      await slow.begun;
      await expireLease(key);
      const second = once(key, next.work, { staged: true });
      await next.begun;
      slow.fail(new Error(REFUSED));
      await expect(first).rejects.toThrow(REFUSED);
      await expect(once(key, () => Promise.resolve('third'), { staged: true })).rejects.toMatchObject({
        code: 'idempotency_in_progress',
      });
      next.finish('second');
      expect(await second).toMatchObject({ body: '"second"' });
      clock.go();
    },
  );

  it('that cannot be set free after a refusal, still tells the refusal', async () => {
    const key = randomUUID();
    await app.database.query(`
      CREATE FUNCTION refuse_release() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57014'; END $$;
      CREATE TRIGGER refuse_release BEFORE DELETE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION refuse_release();`);
    const refused = once(key, () => Promise.reject(new Error(REFUSED)), { staged: true });
    await expect(refused).rejects.toThrow(REFUSED);
    await app.database.query('DROP TRIGGER refuse_release ON idempotency_keys');
    await expireLease(key);
    expect(await once(key, () => Promise.resolve(1), { staged: true })).toMatchObject({ body: '1', replayed: false });
  });

  it.each([[true], [false]])(
    'gives the first status and answer again, also when that is nothing (staged: %s)',
    async (staged) => {
      const key = randomUUID();
      const first = await once(key, () => Promise.resolve(undefined), { staged, status: 202 });
      const again = await once(key, () => Promise.reject(new Error('ran twice')), { staged, status: 200 });
      expect([first, again]).toEqual([
        { status: 202, body: 'null', replayed: false },
        { status: 202, body: 'null', replayed: true },
      ]);
    },
  );

  it.each([[''], ['a b'], ['x'.repeat(256)], ['nul\0'], ['é'], ['line\nbreak'], ['\u{1f600}']])(
    'that is not usable (%j) is refused before anything runs',
    async (key) => {
      let ran = false;
      const work = () => Promise.resolve((ran = true));
      await expect(once(key, work)).rejects.toMatchObject({ code: 'idempotency_key_invalid' });
      expect(ran).toBe(false);
    },
  );

  it('is the same request when the fields come in another order, and another one when a value differs', async () => {
    const key = 'k'.repeat(255);
    await once(key, () => Promise.resolve(1), {}, { a: [{ b: 1, c: 2 }], d: null });
    expect(await once(key, () => Promise.resolve(2), {}, { d: null, a: [{ c: 2, b: 1 }] })).toMatchObject({
      body: '1',
    });
    for (const other of [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: '1', c: 2 }], d: null }, { a: { b: 1, c: 2 }, d: null }])
      await expect(once(key, () => Promise.resolve(3), {}, other)).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
  });

  it.each([['40P01'], ['40001']])('has one effect when the database asks for a second attempt (%s)', async (state) => {
    await app.database.query(`
      CREATE SEQUENCE IF NOT EXISTS payment_failures MINVALUE -1000;
      GRANT USAGE, UPDATE ON payment_failures TO billing_app;
      SELECT setval('payment_failures', -2);
      CREATE OR REPLACE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('payment_failures') <= 0 THEN RAISE EXCEPTION 'asked for' USING ERRCODE = '${state}'; END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER fail_twice BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION fail_twice();`);
    const invoiceId = await invoiceOf();
    const body = { tenders: [{ type: 'cash', amountCents: 10_000 }] };
    const key = randomUUID();
    const paid = await desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, body, key);
    await app.database.query('DROP TRIGGER fail_twice ON payments');
    expect(paid.status).toBe(201);
    expect((await desk.post(`/v1/invoices/${invoiceId}/payments`, body, key)).body).toEqual(paid.body);
    expect(ok(await desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ paidCents: 10_000, balanceCents: 12_000 });
    expect(
      await app.database.query(`SELECT 1 FROM audit_events WHERE subject_id = $1 AND action = 'payment.take'`, [
        paid.body.id,
      ]),
    ).toHaveLength(1);
  });

  it('answers 503, and takes the payment under the same key once the database lets it', async () => {
    await app.database.query(`
      CREATE OR REPLACE FUNCTION always_deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'asked for' USING ERRCODE = '40P01'; END $$;
      CREATE TRIGGER always_deadlock BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION always_deadlock();`);
    const invoiceId = await invoiceOf();
    const body = { tenders: [{ type: 'cash', amountCents: 22_000 }] };
    const key = randomUUID();
    const refused = await desk.post(`/v1/invoices/${invoiceId}/payments`, body, key);
    await app.database.query('DROP TRIGGER always_deadlock ON payments');
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'service_unavailable' },
      headers: { 'retry-after': '2' },
    });
    expect((await desk.post(`/v1/invoices/${invoiceId}/payments`, body, key)).status).toBe(201);
  });
});
