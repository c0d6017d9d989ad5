import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { openBills, openPlan, payCash, type Plan, planOf } from '../../support/plans';
import { type Biller, openBiller } from '../charges/support/biller';

describe('A plan and its bills that change', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const BILLS = [['intake'], ['integration']] as const;
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;

  const act = (plan: { id: string }, name: string, body: object = {}) =>
    desk.post<Plan>(`/v1/payment-plans/${plan.id}/${name}`, body);

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('are rescheduled over what is left, with an agreement of their own, and the past is kept', async () => {
    const plan = await openPlan(desk, BILLS, { agreement: { signedName: 'Ada' } });
    await payCash(desk, plan.invoiceIds, 20_000);
    clock.set('2026-04-10T20:00:00Z');
    const terms = { installments: 5, frequency: 'biweekly', firstDueOn: '2026-04-20' };
    const changed = ok(await act(plan, 'reschedule', terms));
    expect(changed).toMatchObject({
      version: 2,
      totalCents: 19_000,
      paidCents: 0,
      leftCents: 19_000,
      downPayment: null,
      disclosures: { tilaRequired: true, amountFinancedCents: 19_000 },
      agreement: { signedName: null },
      longPlans: { thisYear: 1 },
    });
    expect(changed.installments.map(({ dueOn, amountCents }) => [dueOn, amountCents])).toEqual([
      ['2026-04-20', 3_800],
      ['2026-05-04', 3_800],
      ['2026-05-18', 3_800],
      ['2026-06-01', 3_800],
      ['2026-06-15', 3_800],
    ]);
    expect(changed.history).toMatchObject([
      {
        version: 1,
        agreement: { signedName: 'Ada' },
        installments: [
          { status: 'paid', paidCents: 13_000 },
          { status: 'canceled', paidCents: 7_000, reducedCents: 6_000 },
          { status: 'canceled', paidCents: 0, reducedCents: 13_000 },
        ],
      },
    ]);
    await payCash(desk, plan.invoiceIds, 3_800);
    expect((await planOf(desk, plan)).installments.map(({ status }) => status)).toEqual([
      'paid',
      'scheduled',
      'scheduled',
      'scheduled',
      'scheduled',
    ]);
    expect(await act(plan, 'reschedule', { ...terms, installments: 0 })).toMatchObject({ status: 400 });
    expect(await act(plan, 'reschedule', { ...terms, firstDueOn: '2026-04-09' })).toMatchObject({
      status: 422,
      body: { code: 'plan_terms_invalid' },
    });
    expect((await planOf(desk, plan)).version).toBe(2);
  });

  it('are canceled: what was paid stays paid, the rest is owed on the bills, which are free for another plan', async () => {
    const plan = await openPlan(desk, BILLS);
    await payCash(desk, plan.invoiceIds, 20_000);
    const ended = ok(await act(plan, 'cancel', { reason: 'Moved away' }));
    expect(ended).toMatchObject({
      status: 'canceled',
      paidCents: 20_000,
      leftCents: 0,
      next: null,
      reason: 'Moved away',
    });
    expect(ended.installments.map(({ status, paidCents }) => [status, paidCents])).toEqual([
      ['paid', 13_000],
      ['canceled', 7_000],
      ['canceled', 0],
    ]);
    const account = ok(await desk.get(`/v1/patients/${plan.patientId}/account`));
    expect(account).toMatchObject({ patientOwesCents: 19_000, plan: null });
    // What is paid afterwards does not change how it ended.
    await payCash(desk, plan.invoiceIds, 1_000);
    expect(await planOf(desk, plan)).toEqual(ended);
    expect(ok(await act(plan, 'cancel'))).toEqual(ended);
    for (const [name, body] of [
      ['pause', {}],
      ['resume', {}],
      ['sign', { signedName: 'Ada' }],
      ['reschedule', { installments: 2, frequency: 'monthly', firstDueOn: '2026-04-01' }],
      ['pay-off', { tenders: [{ type: 'cash', amountCents: 18_000 }] }],
    ] as const)
      expect(await act(plan, name, body)).toMatchObject({
        status: 409,
        body: { code: 'plan_closed', planStatus: 'canceled' },
      });
    const stillOpen = ok(await desk.get<{ openInvoices: { id: string }[] }>(`/v1/patients/${plan.patientId}/account`));
    const { patientId } = plan;
    const again = {
      patientId,
      invoiceIds: stillOpen.openInvoices.map(({ id }) => id),
      installments: 2,
      frequency: 'weekly',
      firstDueOn: '2026-03-10',
    };
    expect(ok(await desk.post<Plan>('/v1/payment-plans', again))).toMatchObject({ totalCents: 18_000 });
  });

  it('are not voided, not written off, and not given a discount for paying at once', async () => {
    const plan = await openPlan(desk, BILLS, { installments: 6 });
    const [invoiceId] = plan.invoiceIds as [string];
    const chargeId = await at.firstCharge(invoiceId);
    const onPlan = { status: 409, body: { code: 'invoice_on_plan', planId: plan.id } };
    expect(await at.voidInvoice(invoiceId)).toMatchObject(onPlan);
    expect(await at.writeOff(invoiceId)).toMatchObject(onPlan);
    const { visitId } = ok(await desk.get<{ visitId: string }>(`/v1/invoices/${invoiceId}`));
    expect(await at.biller.post(`/v1/visits/${visitId}/void`, { reason: 'Wrong patient' })).toMatchObject(onPlan);
    for (const type of ['package_discount', 'prompt_pay_discount']) {
      const answer = await at.adjust(chargeId, { type, amountCents: 1_950 });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'plan_discount_conflict', discountCents: 1_950, financeChargeCents: 1_950 },
      });
      expect(answer.body).toHaveProperty('aprBasisPoints', expect.any(Number));
      expect((answer.body as unknown as { aprBasisPoints: number }).aprBasisPoints).toBeGreaterThan(1_000);
    }
    expect(await planOf(desk, plan)).toMatchObject({ leftCents: 39_000 });
    ok(await act(plan, 'cancel'));
    ok(await at.voidInvoice(invoiceId));
  });

  it('are not planned at 0 % with a discount for paying at once, and are once it is taken back', async () => {
    const bills = await openBills(desk, BILLS);
    const charge = await at.firstCharge(bills.invoiceIds[0]!);
    const discount = ok(await at.adjust(charge, { type: 'prompt_pay_discount', amountCents: 1_950 }));
    const terms = { ...bills, installments: 6, frequency: 'monthly', firstDueOn: '2026-04-02' };
    for (const path of ['/v1/payment-plans/preview', '/v1/payment-plans']) {
      const answer = await desk.post(path, terms);
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'plan_discount_conflict', discountCents: 1_950, financeChargeCents: 1_950 },
      });
    }
    ok(await at.reverse(discount.id));
    expect(ok(await desk.post<Plan>('/v1/payment-plans', terms))).toMatchObject({
      totalCents: 39_000,
      disclosures: { aprBasisPoints: 0, financeChargeCents: 0 },
    });
  });

  it('are not given by approval what nobody may give alone', async () => {
    const bills = await openBills(desk, [['experiential-im']]);
    const charge = await at.firstCharge(bills.invoiceIds[0]!);
    const waiting = ok(await at.adjust(charge, { type: 'package_discount', amountCents: 20_000 }));
    expect(waiting.status).toBe('awaiting_approval');
    ok(
      await desk.post('/v1/payment-plans', {
        ...bills,
        installments: 3,
        frequency: 'monthly',
        firstDueOn: '2026-04-02',
      }),
    );
    expect(await at.decide(waiting.approvalId)).toMatchObject({
      status: 422,
      body: { code: 'plan_discount_conflict' },
    });
    ok(await at.decide(waiting.approvalId, 'reject'));
  });

  it('say in the preview what would be agreed, word for word', async () => {
    const bills = await openBills(desk, BILLS);
    const terms = {
      ...bills,
      installments: 6,
      frequency: 'monthly',
      firstDueOn: '2026-03-31',
      downPaymentCents: 9_000,
    };
    const preview = ok(
      await desk.post<Plan & { agreement: { holderNotice: string | null; clauses: { heading: string }[] } }>(
        '/v1/payment-plans/preview',
        terms,
      ),
    );
    expect(preview).toMatchObject({
      totalCents: 39_000,
      downPayment: { amountCents: 9_000, dueOn: '2026-03-02' },
      disclosures: { amountFinancedCents: 30_000, totalSalePriceCents: 39_000, tilaRequired: true },
      lateFee: null,
      graceDays: 5,
    });
    expect(preview.agreement.holderNotice).toContain('CLAIMS AND DEFENSES');
    expect(preview.schedule).toHaveLength(6);
    const { textSha256 } = preview.agreement;
    const agreement = { signedName: 'Ada', textSha256 };
    expect(ok(await desk.post<Plan>('/v1/payment-plans', { ...terms, agreement })).agreement).toMatchObject({
      textSha256,
    });
    const short = ok(
      await desk.post<{ agreement: { holderNotice: string | null } }>('/v1/payment-plans/preview', {
        ...(await openBills(desk, BILLS)),
        installments: 4,
        frequency: 'monthly',
        firstDueOn: '2026-03-31',
      }),
    );
    expect(short.agreement.holderNotice).toBeNull();
  });

  it('keep what was agreed, whoever tries to change it', async () => {
    const plan = await openPlan(desk, BILLS, { agreement: { signedName: 'Ada' } });
    for (const sql of [
      `UPDATE installments SET amount_cents = 1 WHERE plan_id = $1`,
      `DELETE FROM plan_schedules WHERE plan_id = $1`,
      `UPDATE plan_agreements SET signed_name = 'Eve' WHERE plan_id = $1`,
    ])
      await expect(app.database.query(sql, [plan.id])).rejects.toMatchObject({ code: '23001' });
  });
});
