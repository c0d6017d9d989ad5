import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { openPlan, payCash, type Plan, planOf } from '../../support/plans';
import { type Biller, openBiller } from '../charges/support/biller';

/** Two bills, $220.00 and $170.00, in three parts of $130.00 due March 31, April 30 and May 31. */
describe('A plan follows what is paid on its bills', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const BILLS = [['intake'], ['integration']] as const;
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;

  const statuses = async (plan: { id: string }) =>
    (await planOf(desk, plan)).installments.map(({ status, paidCents }) => `${status} ${paidCents}`);

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('ahead of its days, over both bills, and knows what is next', async () => {
    const plan = await openPlan(desk, BILLS);
    await payCash(desk, plan.invoiceIds, 25_000);
    expect(await statuses(plan)).toEqual(['paid 13000', 'partly_paid 12000', 'scheduled 0']);
    expect(await planOf(desk, plan)).toMatchObject({
      paidCents: 25_000,
      leftCents: 14_000,
      next: { dueOn: '2026-04-30', amountCents: 1_000 },
    });
  });

  it('through the plan itself: one payment over both bills, never more than is left', async () => {
    const plan = await openPlan(desk, BILLS);
    const pay = (amountCents: number) =>
      desk.post<Plan>(`/v1/payment-plans/${plan.id}/payments`, { tenders: [{ type: 'cash', amountCents }] });
    expect(ok(await pay(23_000))).toMatchObject({ paidCents: 23_000, leftCents: 16_000 });
    expect(await pay(16_001)).toMatchObject({
      status: 422,
      body: { code: 'plan_pay_off_differs', leftCents: 16_000 },
    });
    const taken = ok(await desk.get<{ data: { amountCents: number }[] }>(`/v1/payments?patientId=${plan.patientId}`));
    expect(taken.data.map(({ amountCents }) => amountCents)).toEqual([23_000]);
    expect(ok(await pay(16_000))).toMatchObject({ status: 'paid_off' });
    expect(await pay(1)).toMatchObject({ status: 409, body: { code: 'plan_closed' } });
  });

  it('not what was paid of them before', async () => {
    const { patientId, invoiceIds } = await openPlan(desk, BILLS).then(async (plan) => {
      await payCash(desk, plan.invoiceIds, 9_000);
      ok(await desk.post(`/v1/payment-plans/${plan.id}/cancel`, {}));
      return plan;
    });
    const body = { patientId, invoiceIds, installments: 3, frequency: 'monthly', firstDueOn: '2026-03-31' };
    const plan = ok(await desk.post<Plan>('/v1/payment-plans', body));
    expect(plan).toMatchObject({ totalCents: 30_000, paidCents: 0, leftCents: 30_000 });
    expect(await statuses(plan)).toEqual(['scheduled 0', 'scheduled 0', 'scheduled 0']);
  });

  it('back, when a payment is refunded or voided', async () => {
    const plan = await openPlan(desk, BILLS);
    const [first] = await payCash(desk, plan.invoiceIds, 13_000);
    expect(await statuses(plan)).toEqual(['paid 13000', 'scheduled 0', 'scheduled 0']);
    const refund = { amountCents: 3_000, reason: 'requested_by_patient' };
    ok(await at.biller.post(`/v1/payments/${first}/refunds`, refund));
    expect(await statuses(plan)).toEqual(['partly_paid 10000', 'scheduled 0', 'scheduled 0']);
    const [second] = await payCash(desk, plan.invoiceIds, 5_000);
    expect(await statuses(plan)).toEqual(['paid 13000', 'partly_paid 2000', 'scheduled 0']);
    ok(await desk.post(`/v1/payments/${second}/void`, { reason: 'Typed wrong' }));
    expect(await statuses(plan)).toEqual(['partly_paid 10000', 'scheduled 0', 'scheduled 0']);
    expect((await planOf(desk, plan)).leftCents).toBe(29_000);
  });

  it('to a shorter tail, when a bill is lowered, and longer again when that is taken back', async () => {
    const plan = await openPlan(desk, BILLS);
    await payCash(desk, plan.invoiceIds, 13_000);
    const courtesy = ok(await at.courtesy(await at.firstCharge(plan.invoiceIds[0]!), 5_000));
    const lowered = await planOf(desk, plan);
    expect(lowered.installments.map(({ leftCents, reducedCents }) => [leftCents, reducedCents])).toEqual([
      [0, 0],
      [13_000, 0],
      [8_000, 5_000],
    ]);
    expect(lowered).toMatchObject({ paidCents: 13_000, leftCents: 21_000 });
    ok(await at.reverse(courtesy.id));
    expect(await planOf(desk, plan)).toMatchObject({ leftCents: 26_000 });
  });

  it('into being due, late and paid, by the clinic’s own day', async () => {
    const plan = await openPlan(desk, BILLS);
    // One minute before and after midnight in Portland.
    clock.set('2026-03-31T06:59:00Z');
    expect(await statuses(plan)).toEqual(['scheduled 0', 'scheduled 0', 'scheduled 0']);
    clock.set('2026-03-31T07:01:00Z');
    expect(await statuses(plan)).toEqual(['due 0', 'scheduled 0', 'scheduled 0']);
    clock.set('2026-04-06T06:59:00Z');
    expect(await statuses(plan)).toEqual(['due 0', 'scheduled 0', 'scheduled 0']);
    clock.set('2026-04-06T07:01:00Z');
    expect((await planOf(desk, plan)).installments[0]).toMatchObject({ status: 'late', daysLate: 6 });
    const account = ok(await desk.get<{ plan: object }>(`/v1/patients/${plan.patientId}/account`));
    expect(account.plan).toMatchObject({ isLate: true, nextDueOn: '2026-03-31', nextCents: 13_000 });
    await payCash(desk, plan.invoiceIds, 13_000);
    expect(await statuses(plan)).toEqual(['paid 13000', 'scheduled 0', 'scheduled 0']);
  });

  it('not into being late while it is paused; what came due meanwhile is due when it goes on', async () => {
    const plan = await openPlan(desk, BILLS);
    const act = (name: string, body: object = {}) => desk.post<Plan>(`/v1/payment-plans/${plan.id}/${name}`, body);
    expect(ok(await act('pause', { reason: 'In hospital' }))).toMatchObject({ status: 'paused', heldFor: 'paused' });
    expect(ok(await act('pause'))).toMatchObject({ status: 'paused', reason: 'In hospital' });
    clock.set('2026-04-20T20:00:00Z');
    expect((await planOf(desk, plan)).installments[0]).toMatchObject({ status: 'due', daysLate: 0 });
    expect(ok(await act('resume'))).toMatchObject({ status: 'active', heldFor: null, reason: null });
    clock.set('2026-04-25T20:00:00Z');
    expect((await planOf(desk, plan)).installments[0]).toMatchObject({ status: 'due', daysLate: 0 });
    clock.set('2026-04-26T20:00:00Z');
    expect((await planOf(desk, plan)).installments[0]).toMatchObject({ status: 'late', daysLate: 6 });
  });

  it('by a down payment that is due the day it is opened, until it is taken', async () => {
    const plan = await openPlan(desk, BILLS, { downPaymentCents: 9_000 });
    expect(plan.downPayment).toMatchObject({ dueOn: '2026-03-02', amountCents: 9_000, status: 'due' });
    await payCash(desk, plan.invoiceIds, 9_000);
    expect(await planOf(desk, plan)).toMatchObject({ downPayment: { status: 'paid' }, leftCents: 30_000 });
    expect(await statuses(plan)).toEqual(['scheduled 0', 'scheduled 0', 'scheduled 0']);
  });

  it('by a down payment of several tenders over several bills: one payment and one receipt', async () => {
    const plan = await openPlan(desk, BILLS, {
      downPaymentCents: 30_000,
      downPaymentTenders: [
        { type: 'venmo', amountCents: 25_000, reference: 'VNM-250' },
        { type: 'cash', amountCents: 5_000, tenderedCents: 6_000 },
      ],
    });
    expect(plan).toMatchObject({ paidCents: 30_000, leftCents: 9_000, downPayment: { status: 'paid' } });
    const payments = ok(
      await desk.get<{
        data: {
          id: string;
          invoiceId: null;
          changeDueCents: number;
          allocations: { invoiceId: string; amountCents: number }[];
        }[];
      }>(`/v1/payments?patientId=${plan.patientId}`),
    ).data;
    expect(payments).toHaveLength(1);
    const sums = new Map<string, number>();
    for (const { invoiceId, amountCents } of payments[0]!.allocations)
      sums.set(invoiceId, (sums.get(invoiceId) ?? 0) + amountCents);
    expect([...sums.keys()].sort()).toEqual([...plan.invoiceIds].sort());
    expect([...sums.values()].reduce((sum, cents) => sum + cents, 0)).toBe(30_000);
    expect(payments[0]!.changeDueCents).toBe(1_000);
    for (const id of plan.invoiceIds)
      expect(ok(await desk.get(`/v1/payments?invoiceId=${id}`))).toMatchObject({ data: [{ id: payments[0]!.id }] });
    expect((await desk.get(`/v1/payments/${payments[0]!.id}/receipt.pdf`)).status).toBe(200);
    // What it paid is given back like any payment's.
    const refund = { amountCents: 30_000, reason: 'requested_by_patient' };
    const refunded = await at.biller.post(`/v1/payments/${payments[0]!.id}/refunds`, refund);
    expect(refunded.status).toBe(201);
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 0, leftCents: 39_000, downPayment: { status: 'due' } });
  });

  it('and is paid off by an HSA card where the care is eligible, and once only', async () => {
    const plan = await openPlan(desk, BILLS);
    const payOff = (type: string, more: object = {}) =>
      desk.post<Plan>(`/v1/payment-plans/${plan.id}/pay-off`, { tenders: [{ type, amountCents: 39_000, ...more }] });
    const answers = await Promise.all([
      payOff('hsa_fsa_card', { reference: 't 1' }),
      payOff('cash'),
      payOff('check', { reference: '1001' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await planOf(desk, plan)).toMatchObject({ status: 'paid_off', leftCents: 0 });
    const paid = await desk.get<{ data: unknown[] }>(`/v1/payments?patientId=${plan.patientId}`);
    expect(ok(paid).data).toHaveLength(1);
  });

  it('counts the long plans of the calendar year', async () => {
    const before = (await openPlan(desk, BILLS)).longPlans.thisYear;
    clock.set('2026-12-31T20:00:00Z');
    const long = { installments: 5, firstDueOn: '2027-01-31' };
    expect((await openPlan(desk, BILLS, long)).longPlans).toMatchObject({ thisYear: before + 1, lastYear: 0 });
    clock.set('2027-01-01T20:00:00Z');
    const short = await openPlan(desk, BILLS, { installments: 4, firstDueOn: '2027-01-31' });
    expect(short.longPlans).toMatchObject({ thisYear: 0, lastYear: before + 1, threshold: 25, level: 'few' });
    expect(short.disclosures).toMatchObject({ tilaRequired: false });
  });

  it('is one of the lists of its patient, and of the unsigned', async () => {
    const { patientId, id } = await openPlan(desk, BILLS);
    const list = async (query: string) =>
      ok(
        await desk.get<{ data: Plan[]; nextCursor: string | null }>(`/v1/payment-plans?patientId=${patientId}${query}`),
      ).data;
    expect((await list('')).map((plan) => plan.id)).toEqual([id]);
    expect((await list('&unsigned=true')).map((plan) => plan.id)).toEqual([id]);
    const { agreement } = (await list(''))[0]!;
    const signature = { signedName: 'Ada Lovelace', method: 'in_person', textSha256: agreement.textSha256 };
    expect(ok(await desk.post<Plan>(`/v1/payment-plans/${id}/sign`, signature)).agreement).toMatchObject({
      signedName: 'Ada Lovelace',
      method: 'in_person',
      textSha256: agreement.textSha256,
    });
    expect(await list('&unsigned=true')).toEqual([]);
    expect((await list('&unsigned=false')).map((plan) => plan.id)).toEqual([id]);
    expect(await desk.post(`/v1/payment-plans/${id}/sign`, signature)).toMatchObject({
      status: 409,
      body: { code: 'plan_agreement_signed' },
    });
    const stranger = await registerPatient(desk);
    expect(ok(await desk.get(`/v1/payment-plans?patientId=${stranger.id}`))).toMatchObject({ data: [] });
    const biller = await openDesk(app, cascade.id, 'biller');
    expect((await biller.get('/v1/payment-plans?cursor=nonsense')).status).toBe(400);
  });
});
