import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { payCash, type Plan, planOf } from '../support/plans';

/** DOMAIN.md S2: four experiential and four integration sessions, $2,880.00, on a plan of six with $100.00 down. */
describe('S2: a series of eight sessions on a plan of six', () => {
  const clock = FixedClock.at('2026-03-02T18:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let patientId: string;
  const invoiceIds: string[] = [];
  let plan: Plan;

  const owed = async () =>
    ok(await cascade.desk.get<{ patientOwesCents: number }>(`/v1/patients/${patientId}/account`)).patientOwesCents;
  const newEntries = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const entryCount = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    patientId = (await registerPatient(cascade.desk)).id;
  });
  afterAll(() => app.close());

  it('takes the deposit at signing: Dr 1030 / Cr 2100 $100.00', async () => {
    const before = await entryCount();
    ok(
      await cascade.desk.post(`/v1/patients/${patientId}/deposits`, {
        purpose: 'deposit',
        tenders: [{ type: 'external_card', amountCents: 10_000, reference: 'terminal 0042' }],
      }),
    );
    expect(await newEntries(before)).toEqual([['Dr 1030 10000', 'Cr 2100 10000']]);
  });

  it('books each session as it is given: Dr 1100 / Cr 4010 $550.00, Dr 1100 / Cr 4020 $170.00', async () => {
    const before = await entryCount();
    for (let week = 0; week < 4; week += 1)
      for (const code of ['experiential-im', 'integration'])
        invoiceIds.push((await postVisit(cascade.desk, [code], { patientId, dateOfService: '2026-03-02' })).invoiceId);
    const experiential = ['Dr 1100 55000', 'Cr 4010 55000'];
    const integration = ['Dr 1100 17000', 'Cr 4020 17000'];
    expect(await newEntries(before)).toEqual(Array.from({ length: 4 }, () => [experiential, integration]).flat());
    expect(await owed()).toBe(288_000);
  });

  it('opens the plan with the deposit as its down payment: Dr 2100 / Cr 1100 once, and nothing else', async () => {
    const before = await entryCount();
    plan = ok(
      await cascade.desk.post<Plan>('/v1/payment-plans', {
        patientId,
        invoiceIds,
        downPaymentCents: 10_000,
        downPaymentFromHeld: true,
        installments: 6,
        frequency: 'monthly',
        firstDueOn: '2026-03-31',
        agreement: { signedName: 'Ada Lovelace' },
      }),
    );
    expect(await newEntries(before)).toEqual([['Dr 2100 10000', 'Cr 1100 10000']]);
    expect(plan).toMatchObject({
      status: 'active',
      totalCents: 288_000,
      paidCents: 10_000,
      leftCents: 278_000,
      downPayment: { amountCents: 10_000, paidCents: 10_000, status: 'paid' },
      disclosures: {
        aprBasisPoints: 0,
        financeChargeCents: 0,
        amountFinancedCents: 278_000,
        totalOfPaymentsCents: 278_000,
        totalSalePriceCents: 288_000,
        tilaRequired: true,
      },
      agreement: { signedName: 'Ada Lovelace', method: 'paper' },
      longPlans: { thisYear: 1, lastYear: 0, threshold: 25, level: 'few' },
    });
    expect(plan.schedule).toEqual([
      { number: 1, dueOn: '2026-03-31', amountCents: 46_334 },
      { number: 2, dueOn: '2026-04-30', amountCents: 46_334 },
      { number: 3, dueOn: '2026-05-31', amountCents: 46_333 },
      { number: 4, dueOn: '2026-06-30', amountCents: 46_333 },
      { number: 5, dueOn: '2026-07-31', amountCents: 46_333 },
      { number: 6, dueOn: '2026-08-31', amountCents: 46_333 },
    ]);
  });

  it('goes down by each installment, whichever bills it pays: $2,316.66, $1,853.32, $1,389.99', async () => {
    for (const [due, amount, left] of [
      ['2026-03-31', 46_334, 231_666],
      ['2026-04-30', 46_334, 185_332],
      ['2026-05-31', 46_333, 138_999],
    ] as const) {
      clock.set(`${due}T18:00:00Z`);
      expect((await planOf(cascade.desk, plan)).next).toEqual({ dueOn: due, amountCents: amount });
      await payCash(cascade.desk, invoiceIds, amount);
      expect(await owed()).toBe(left);
      expect(await planOf(cascade.desk, plan)).toMatchObject({ leftCents: left });
    }
    const { installments } = await planOf(cascade.desk, plan);
    expect(installments.map(({ status }) => status)).toEqual([
      'paid',
      'paid',
      'paid',
      'scheduled',
      'scheduled',
      'scheduled',
    ]);
  });

  it('is on the patient’s account', async () => {
    const account = ok(await cascade.desk.get<{ plan: unknown }>(`/v1/patients/${patientId}/account`));
    expect(account.plan).toEqual({
      id: plan.id,
      number: plan.number,
      status: 'active',
      leftCents: 138_999,
      nextDueOn: '2026-06-30',
      nextCents: 46_333,
      isLate: false,
    });
  });

  it('is paid off after the third for $1,389.99, in one payment, without a penalty', async () => {
    const before = await entryCount();
    const tenders = [{ type: 'venmo', amountCents: 138_999, reference: 'VNM-138999' }];
    const short = [{ ...tenders[0], amountCents: 138_998 }];
    expect(await cascade.desk.post(`/v1/payment-plans/${plan.id}/pay-off`, { tenders: short })).toMatchObject({
      status: 422,
      body: { code: 'plan_pay_off_differs', leftCents: 138_999 },
    });
    const done = ok(await cascade.desk.post<Plan>(`/v1/payment-plans/${plan.id}/pay-off`, { tenders }));
    expect(done).toMatchObject({ status: 'paid_off', leftCents: 0, paidCents: 288_000, next: null });
    expect(done.installments.every(({ status }) => status === 'paid')).toBe(true);
    const [entry, ...others] = await newEntries(before);
    expect(entry?.[0]).toBe('Dr 1035 138999');
    expect(others).toEqual([]);
    expect(await owed()).toBe(0);
    const account = ok(await cascade.desk.get<{ plan: unknown }>(`/v1/patients/${patientId}/account`));
    expect(account.plan).toBeNull();
  });

  it('leaves the ledger balanced and tied', () => expectLedgerTies(app, cascade.id));
});
