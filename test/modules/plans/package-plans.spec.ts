import { RemindOfLateMoneyJob } from '../../../src/modules/plans/jobs/remind-of-late-money.job';
import type { PackageView } from '../../../src/modules/packages/package.view';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { type Answer, type Desk, ok, openDesk } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { cash, offerPackage, sellPackage } from '../../support/packages';
import { type Plan, planOf } from '../../support/plans';

type PackagePlan = Plan & { package: { id: string; number: string; amountCents: number } | null; invoices: object[] };

describe('A payment plan over a package of $2,880.00', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const terms = { installments: 6, frequency: 'monthly', firstDueOn: '2026-03-31' };
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    biller = await openDesk(app, cascade.id, 'biller');
    await app.database.query(
      `UPDATE clinics SET policies = policies || '{"refundApprovalCents": 1000000}' WHERE id = $1`,
      [cascade.id],
    );
    await offerPackage(app, cascade.id, 'plain', { discountBasisPoints: 0 });
    await offerPackage(app, cascade.id, 'course-4');
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const sold = async (offerCode = 'plain', sale: object = {}) =>
    sellPackage(desk, { patientId: (await registerPatient(desk)).id, offerCode, ...sale });
  const openOver = (
    { id: packageId, patientId }: { id: string; patientId: string },
    wish: object = {},
  ): Promise<Answer<PackagePlan & { code?: string; planId?: string }>> =>
    desk.post('/v1/payment-plans', { patientId, packageId, ...terms, ...wish });
  const planned = async (wish: object = {}, sale: object = {}) => {
    const pack = await sold('plain', sale);
    return { pack, plan: ok(await openOver(pack, wish)) };
  };
  const pay = (plan: { id: string }, tenders: object[], how = 'payments') =>
    desk.post<PackagePlan & { code?: string }>(`/v1/payment-plans/${plan.id}/${how}`, { tenders });
  const cashOf = (amountCents: number) => [{ type: 'cash', amountCents }];
  const packageOf = async ({ id }: { id: string }) => ok(await desk.get<PackageView>(`/v1/packages/${id}`));
  const statuses = ({ installments }: Plan) => installments.map(({ status }) => status);
  const entries = async () => (await journalOf(app, cascade.id)).length;
  const since = async (before: number) => (await journalOf(app, cascade.id)).slice(before);

  it('is previewed and opened over what is unpaid, disclosed as any plan is, and takes its down payment ahead', async () => {
    const pack = await sold('plain', cash(8_000));
    const wish = { patientId: pack.patientId, packageId: pack.id, ...terms, downPaymentCents: 40_000 };
    // $2,800.00 are unpaid: $400.00 down, then six of $400.00.
    expect(ok(await desk.post('/v1/payment-plans/preview', wish))).toMatchObject({
      totalCents: 280_000,
      invoices: [],
      package: { id: pack.id, number: pack.number, amountCents: 280_000 },
      schedule: Array.from({ length: 6 }, () => ({ amountCents: 40_000 })),
      disclosures: {
        aprBasisPoints: 0,
        financeChargeCents: 0,
        amountFinancedCents: 240_000,
        totalOfPaymentsCents: 240_000,
        totalSalePriceCents: 280_000,
        tilaRequired: true,
      },
    });
    const before = await entries();
    const plan = ok(await openOver(pack, { downPaymentCents: 40_000, downPaymentTenders: cashOf(40_000) }));
    expect(plan).toMatchObject({
      package: { id: pack.id, amountCents: 280_000 },
      invoices: [],
      paidCents: 40_000,
      leftCents: 240_000,
      downPayment: { status: 'paid' },
    });
    expect(await since(before)).toEqual([['Dr 1020 40000', 'Cr 2100 40000']]);
    expect(await packageOf(pack)).toMatchObject({ unpaidCents: 240_000, deferredCents: 48_000 });
  });

  it('follows what is paid by either door, before and after sessions are given', async () => {
    const { pack, plan } = await planned();
    expect(plan).toMatchObject({ totalCents: 288_000, leftCents: 288_000, next: { amountCents: 48_000 } });
    expect(ok(await pay(plan, cashOf(48_000)))).toMatchObject({ paidCents: 48_000, leftCents: 240_000 });
    ok(await desk.post(`/v1/packages/${pack.id}/payments`, cash(50_000)));
    expect(statuses(await planOf(desk, plan))).toEqual(['paid', 'paid', 'partly_paid', ...Array(3).fill('scheduled')]);
    // Two journeys of $550.00: of $980.00 held, all is earned, and $120.00 are owed on the bill.
    const visit = { patientId: pack.patientId, dateOfService: '2026-03-02' };
    const { invoiceId } = await postVisit(desk, ['experiential-im', 'experiential-im'], visit);
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 98_000, leftCents: 190_000 });
    // Paid as the bill it is, it counts as well.
    ok(await desk.post(`/v1/invoices/${invoiceId}/payments`, cash(5_000)));
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 103_000, leftCents: 185_000 });
    const before = await entries();
    expect(ok(await pay(plan, cashOf(41_000)))).toMatchObject({ paidCents: 144_000, leftCents: 144_000 });
    expect((await since(before)).sort()).toEqual([
      ['Dr 1020 41000', 'Cr 2100 41000'],
      ['Dr 2100 7000', 'Cr 1100 7000'],
    ]);
    expect(statuses(await planOf(desk, plan))).toEqual([...Array(3).fill('paid'), ...Array(3).fill('scheduled')]);
    expect(await packageOf(pack)).toMatchObject({ unpaidCents: 144_000, deferredCents: 34_000 });
  });

  it('is paid ahead and paid off to the cent, never by an HSA or FSA card', async () => {
    const { pack, plan } = await planned();
    const health = [{ type: 'hsa_fsa_card', amountCents: 48_000, reference: 'T-1' }];
    expect((await pay(plan, health)).body.code).toBe('hsa_fsa_not_eligible');
    expect(
      (
        await openOver(await sold(), {
          downPaymentCents: 10_000,
          downPaymentTenders: [{ type: 'hsa_fsa_card', amountCents: 10_000, reference: 'T-2' }],
        })
      ).body.code,
    ).toBe('hsa_fsa_not_eligible');
    expect((await pay(plan, cashOf(288_001))).body.code).toBe('plan_pay_off_differs');
    expect(statuses(ok(await pay(plan, cashOf(100_000))))).toEqual([
      'paid',
      'paid',
      'partly_paid',
      ...Array(3).fill('scheduled'),
    ]);
    expect((await pay(plan, cashOf(187_999), 'pay-off')).body.code).toBe('plan_pay_off_differs');
    expect(ok(await pay(plan, cashOf(188_000), 'pay-off'))).toMatchObject({
      status: 'paid_off',
      paidCents: 288_000,
      leftCents: 0,
    });
    expect(await packageOf(pack)).toMatchObject({ unpaidCents: 0, deferredCents: 288_000 });
    expect((await pay(plan, cashOf(1))).body.code).toBe('plan_closed');
  });

  it('takes a saved card for an installment, once', async () => {
    const { pack, plan } = await planned();
    const cards = cardDesk(app, desk);
    const card = await cards.save(pack.patientId, undefined, { label: 'personal' });
    const tenders = [{ type: 'card_on_file', amountCents: 48_000, paymentMethodId: card.id }];
    const send = () => desk.post<PackagePlan>(`/v1/payment-plans/${plan.id}/payments`, { tenders }, `card-${plan.id}`);
    const first = await send();
    expect(ok(first)).toMatchObject({ paidCents: 48_000, leftCents: 240_000 });
    expect((await send()).body).toEqual(first.body);
    const other = await planned();
    const health = await cards.save(other.pack.patientId, undefined, { label: 'fsa' });
    const refused = await pay(other.plan, [{ type: 'hsa_fsa_card', amountCents: 48_000, paymentMethodId: health.id }]);
    expect(refused.body.code).toBe('hsa_fsa_not_eligible');
    expect(await packageOf(pack)).toMatchObject({ deferredCents: 48_000 });
  });

  it('is canceled by itself: the package stands, with what was paid, and may be planned anew', async () => {
    const { pack, plan } = await planned();
    ok(await pay(plan, cashOf(48_000)));
    expect((await openOver(pack)).body).toMatchObject({ code: 'package_on_plan', planId: plan.id });
    expect(ok(await desk.post(`/v1/payment-plans/${plan.id}/cancel`, {}))).toMatchObject({
      status: 'canceled',
      paidCents: 48_000,
      leftCents: 0,
    });
    expect(await packageOf(pack)).toMatchObject({ status: 'active', unpaidCents: 240_000, deferredCents: 48_000 });
    expect(ok(await openOver(pack))).toMatchObject({ totalCents: 240_000, paidCents: 0, leftCents: 240_000 });
    expect(await planOf(desk, plan)).toMatchObject({ status: 'canceled', paidCents: 48_000 });
  });

  it('ends with the package: what was given is kept of what was paid, the rest goes back, nothing more is asked for', async () => {
    const { pack, plan } = await planned();
    ok(await pay(plan, cashOf(96_000)));
    await postVisit(desk, ['experiential-im'], { patientId: pack.patientId, dateOfService: '2026-03-02' });
    const before = await entries();
    // $960.00 were paid, $550.00 earned.
    ok(await biller.post(`/v1/packages/${pack.id}/cancel`, { reason: 'Moves away', refundCents: 41_000 }));
    expect(await since(before)).toEqual([['Dr 2100 41000', 'Cr 1020 41000']]);
    const ended = await planOf(desk, plan);
    expect(ended).toMatchObject({ status: 'canceled', paidCents: 96_000, leftCents: 0, next: null });
    expect(statuses(ended)).toEqual(['paid', 'paid', ...Array(4).fill('canceled')]);
    expect((await pay(plan, cashOf(1))).body.code).toBe('plan_closed');
    ok(await desk.post(`/v1/payment-plans/${plan.id}/cancel`, {}));
    expect((await openOver(pack)).body.code).toBe('package_not_active');
    clock.set('2026-06-30T20:00:00Z');
    await app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
    const { data } = ok(await desk.get<{ data: object[] }>(`/v1/tasks?kind=late_money&subjectId=${plan.id}`));
    expect(data).toEqual([]);
  });

  it('that is late is asked for once, by the plan and not by the bills of its sessions', async () => {
    const { pack, plan } = await planned();
    const { invoiceId } = await postVisit(desk, ['integration'], {
      patientId: pack.patientId,
      dateOfService: '2026-03-02',
    });
    clock.set('2026-06-30T20:00:00Z');
    await app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
    const asked = async (id: string) =>
      ok(await desk.get<{ data: { amountCents: number }[] }>(`/v1/tasks?kind=late_money&subjectId=${id}`)).data.map(
        ({ amountCents }) => amountCents,
      );
    expect([await asked(plan.id), await asked(invoiceId)]).toEqual([[48_000], []]);
    // Nor is such a bill planned apart.
    const apart = await desk.post('/v1/payment-plans', {
      ...terms,
      firstDueOn: '2026-07-31',
      installments: 2,
      patientId: pack.patientId,
      invoiceIds: [invoiceId],
    });
    expect(apart).toMatchObject({ status: 409, body: { code: 'package_on_plan', planId: plan.id } });
  });

  it('gets new dates over what is left', async () => {
    const { plan } = await planned();
    ok(await pay(plan, cashOf(48_000)));
    const next = ok(
      await desk.post<PackagePlan>(`/v1/payment-plans/${plan.id}/reschedule`, { ...terms, installments: 3 }),
    );
    expect(next).toMatchObject({ version: 2, totalCents: 240_000, paidCents: 0, leftCents: 240_000 });
    expect(next.schedule.map(({ amountCents }) => amountCents)).toEqual([80_000, 80_000, 80_000]);
    expect(ok(await pay(plan, cashOf(80_000)))).toMatchObject({ paidCents: 80_000, leftCents: 160_000 });
  });

  it('is refused where a discount was given for buying ahead, for a package that is paid, and for another patient’s', async () => {
    // $2,736.00 ahead, $2,880.00 on a plan of six with $100.00 down (DOMAIN.md §7.3).
    const discounted = await sold('course-4');
    const conflict = await openOver(discounted, { downPaymentCents: 10_000 });
    expect(conflict).toMatchObject({
      status: 422,
      body: {
        code: 'plan_discount_conflict',
        discountCents: 14_400,
        financeChargeCents: 14_400,
        aprBasisPoints: 1_849,
      },
    });
    const paid = await sold('plain', cash(288_000));
    expect((await openOver(paid)).body).toMatchObject({ code: 'amount_exceeds_balance', maximumCents: 0 });
    const other = await registerPatient(desk);
    expect((await openOver({ id: discounted.id, patientId: other.id })).body.code).toBe('package_unknown');
  });
});
