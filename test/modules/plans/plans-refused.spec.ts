import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { openBills, openPlan, payCash, type Plan } from '../../support/plans';
import { type Biller, openBiller } from '../charges/support/biller';

const STORED = `SELECT (SELECT count(*) FROM payment_plans)::int AS plans, (SELECT count(*) FROM installments)::int AS installments,
  (SELECT count(*) FROM payments)::int AS payments, (SELECT count(*) FROM journal_entries)::int AS entries,
  (SELECT coalesce(sum(last_number), 0) FROM number_sequences WHERE kind = 'payment_plan')::int AS numbers`;

describe('A plan that cannot be', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;
  let bills: { patientId: string; invoiceIds: string[] };

  const terms = (change: Record<string, unknown> = {}) => ({
    ...bills,
    installments: 3,
    frequency: 'monthly',
    firstDueOn: '2026-03-31',
    ...change,
  });
  /** Preview and opening refuse alike, and nothing is stored. */
  const refused = async (body: Record<string, unknown>, at: readonly string[] = ['/preview', '']) => {
    const before = await app.database.query(STORED);
    const answers = [];
    for (const path of at) answers.push(await desk.post(`/v1/payment-plans${path}`, body));
    expect(await app.database.query(STORED)).toEqual(before);
    return answers.map(({ status, body: { code, errors } }) => [
      status,
      code,
      (errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer) ?? [],
    ]);
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
    bills = await openBills(desk, [['intake'], ['experiential-im']]);
  });
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it.each<[string, Record<string, unknown>, number, string, string[]]>([
    ['no installments', { installments: 0 }, 400, 'validation_failed', ['/installments']],
    ['fewer than none', { installments: -3 }, 400, 'validation_failed', ['/installments']],
    ['half an installment', { installments: 2.5 }, 400, 'validation_failed', ['/installments']],
    ['more than the clinic gives', { installments: 25 }, 422, 'plan_terms_invalid', ['/installments']],
    [
      'installments below the least',
      { installments: 24, downPaymentCents: 20_000 },
      422,
      'plan_terms_invalid',
      ['/installments'],
    ],
    ['a down payment below zero', { downPaymentCents: -1 }, 400, 'validation_failed', ['/downPaymentCents']],
    ['a down payment of all of it', { downPaymentCents: 77_000 }, 422, 'plan_terms_invalid', ['/downPaymentCents']],
    ['a down payment above all of it', { downPaymentCents: 99_000 }, 422, 'plan_terms_invalid', ['/downPaymentCents']],
    ['half a cent', { downPaymentCents: 0.5 }, 400, 'validation_failed', ['/downPaymentCents']],
    ['a first day gone by', { firstDueOn: '2026-03-01' }, 422, 'plan_terms_invalid', ['/firstDueOn']],
    ['a first day far off', { firstDueOn: '2026-06-03' }, 422, 'plan_terms_invalid', ['/firstDueOn']],
    ['a day that is none', { firstDueOn: '2026-02-30' }, 400, 'validation_failed', ['/firstDueOn']],
    ['a rhythm nobody has', { frequency: 'daily' }, 400, 'validation_failed', ['/frequency']],
    ['no invoices', { invoiceIds: [] }, 400, 'validation_failed', ['/invoiceIds']],
    ['neither invoices nor a package', { invoiceIds: undefined }, 400, 'validation_failed', ['/invoiceIds']],
    ['both invoices and a package', { packageId: randomUUID() }, 400, 'validation_failed', ['/invoiceIds']],
    ['a package nobody sold', { invoiceIds: undefined, packageId: randomUUID() }, 404, 'package_unknown', []],
    ['an invoice nobody has', { invoiceIds: [randomUUID()] }, 404, 'invoice_unknown', []],
    ['a stranger', { patientId: randomUUID() }, 404, 'patient_unknown', []],
    ['a field nobody knows', { interest: 5 }, 400, 'validation_failed', ['/interest']],
  ])('with %s', async (_name, change, status, code, pointers) => {
    const answer = [status, code, pointers];
    expect(await refused(terms(change))).toEqual([answer, answer]);
  });

  it('names an invoice twice', async () => {
    const [id] = bills.invoiceIds;
    const answer = [400, 'validation_failed', ['/invoiceIds']];
    expect(await refused(terms({ invoiceIds: [id, id] }))).toEqual([answer, answer]);
  });

  it('covers another patient’s bill, or another clinic’s', async () => {
    const other = await openBills(desk, [['intake']]);
    const foreign = await openBills(potomac.desk, [['intake']]);
    const unknown = [404, 'invoice_unknown', []];
    expect(await refused(terms({ invoiceIds: [...bills.invoiceIds, ...other.invoiceIds] }))).toEqual([
      unknown,
      unknown,
    ]);
    expect(await refused(terms({ invoiceIds: foreign.invoiceIds }))).toEqual([unknown, unknown]);
    const stranger = [404, 'patient_unknown', []];
    expect(await refused(terms({ patientId: foreign.patientId }))).toEqual([stranger, stranger]);
  });

  it('covers a bill that is paid, or void', async () => {
    const closed = [409, 'invoice_closed', []];
    const paid = await openBills(desk, [['intake']]);
    await payCash(desk, paid.invoiceIds, 22_000);
    expect(await refused(terms(paid))).toEqual([closed, closed]);
    const voided = await openBills(desk, [['intake']]);
    ok(await at.voidInvoice(voided.invoiceIds[0]!));
    expect(await refused(terms(voided))).toEqual([closed, closed]);
  });

  it('covers a bill that is on a plan already', async () => {
    const { patientId, invoiceIds, id } = await openPlan(desk, [['intake']]);
    const more = (await postVisit(desk, ['experiential-im'], { patientId })).invoiceId;
    const taken = [409, 'invoice_on_plan', []];
    expect(await refused(terms({ patientId, invoiceIds: [more, ...invoiceIds] }))).toEqual([taken, taken]);
    expect((await desk.post('/v1/payment-plans', terms({ patientId, invoiceIds }))).body).toMatchObject({ planId: id });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'less than the down payment',
      { downPaymentTenders: [{ type: 'cash', amountCents: 9_999 }] },
      'plan_terms_invalid',
      '/downPaymentTenders',
    ],
    [
      'more than it',
      { downPaymentTenders: [{ type: 'cash', amountCents: 10_001 }] },
      'plan_terms_invalid',
      '/downPaymentTenders',
    ],
    [
      'a check without a number',
      { downPaymentTenders: [{ type: 'check', amountCents: 10_000 }] },
      'tender_reference_required',
      '/tenders/0/reference',
    ],
    ['money nobody holds', { downPaymentFromHeld: true }, 'amount_exceeds_balance', '/amountCents'],
    [
      'a saved card',
      { downPaymentTenders: [{ type: 'card_on_file', amountCents: 10_000, paymentMethodId: randomUUID() }] },
      'tender_not_offered',
      '/downPaymentTenders/0/type',
    ],
  ])('has a down payment taken by %s', async (_name, change, code, pointer) => {
    expect(await refused(terms({ downPaymentCents: 10_000, ...change }), [''])).toEqual([[422, code, [pointer]]]);
  });

  it('was signed tomorrow, or in other words', async () => {
    const signed = (more: object) => terms({ agreement: { signedName: 'Ada', ...more } });
    expect(await refused(signed({ signedAt: '2026-03-03T20:00:00Z' }), [''])).toEqual([
      [400, 'validation_failed', ['/agreement/signedAt']],
    ]);
    expect(await refused(signed({ textSha256: 'a'.repeat(64) }), [''])).toEqual([[409, 'plan_agreement_changed', []]]);
  });

  it('is asked for without a key, or by somebody who may not', async () => {
    expect(await desk.post('/v1/payment-plans', terms(), null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_missing' },
    });
    const accountant = await openDesk(app, cascade.id, 'accountant');
    expect((await accountant.post('/v1/payment-plans', terms())).status).toBe(403);
    const { id } = await openPlan(desk, [['intake']], { agreement: { signedName: 'Ada' } });
    const seen = ok(await accountant.get<Plan>(`/v1/payment-plans/${id}`));
    expect(seen.agreement).toMatchObject({ signedName: null, method: 'paper' });
    expect(JSON.stringify(seen)).not.toContain('Ada');
  });

  it('does not exist for another clinic', async () => {
    const { id } = await openPlan(desk, [['intake']]);
    const unknown = { status: 404, body: { code: 'plan_unknown' } };
    expect(await potomac.desk.get(`/v1/payment-plans/${id}`)).toMatchObject(unknown);
    for (const [act, body] of [
      ['cancel', {}],
      ['pause', {}],
      ['resume', {}],
      ['sign', { signedName: 'Eve' }],
      ['reschedule', { installments: 2, frequency: 'monthly', firstDueOn: '2026-04-01' }],
      ['pay-off', { tenders: [{ type: 'cash', amountCents: 22_000 }] }],
    ] as const)
      expect(await potomac.desk.post(`/v1/payment-plans/${id}/${act}`, body)).toMatchObject(unknown);
    const { id: patientId } = await registerPatient(potomac.desk);
    expect(ok(await potomac.desk.get(`/v1/payment-plans?patientId=${patientId}`))).toMatchObject({ data: [] });
    expect(ok(await potomac.desk.get('/v1/payment-plans'))).toMatchObject({ data: [] });
  });

  it('is opened once, however often the request comes', async () => {
    const { patientId, invoiceIds } = await openBills(desk, [['intake'], ['integration']]);
    const key = randomUUID();
    const body = terms({
      patientId,
      invoiceIds,
      downPaymentCents: 30_000,
      downPaymentTenders: [{ type: 'cash', amountCents: 30_000 }],
    });
    const first = await desk.post('/v1/payment-plans', body, key);
    expect(first.status).toBe(201);
    const again = await desk.post('/v1/payment-plans', body, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first.body]);
    const rivals = await Promise.all(
      [1, 2, 3].map(async () => {
        const { patientId, invoiceIds } = await openBills(desk, [['intake']]);
        const answers = await Promise.all(
          Array.from({ length: 4 }, () => desk.post('/v1/payment-plans', terms({ patientId, invoiceIds }))),
        );
        return answers.map(({ status }) => status).sort();
      }),
    );
    expect(rivals).toEqual(Array.from({ length: 3 }, () => [201, 409, 409, 409]));
  });
});
