import { Money } from '../../../src/kernel/money';
import type { PackageView } from '../../../src/modules/packages/package.view';
import { StartPlanCheckout } from '../../../src/modules/plans/start-plan-checkout';
import { startTestApp, type TestApp } from '../../support/app';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../../support/demo';
import { type Desk, ok } from '../../support/desk';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectInvariants } from '../../support/invariants';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { cash, offerPackage, sellPackage } from '../../support/packages';
import { openPlan, type Plan, planOf } from '../../support/plans';
import { stripeDesk } from '../../support/stripe-desk';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('A plan over a package of $2,880.00, paid by its patient on a hosted page', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    await offerPackage(app, cascade.id, 'plain', { discountBasisPoints: 0 });
  });
  afterEach(async () => {
    await stripeDesk(app, desk).quiet();
    await expectLedgerTies(app, cascade.id);
    await expectInvariants(app.database, stripeDesk(app, desk).api());
  });
  afterAll(() => app.close());

  /** Six of $480.00. */
  const planned = async () => {
    const pack = await sellPackage(desk, { patientId: (await registerPatient(desk)).id, offerCode: 'plain' });
    const terms = { installments: 6, frequency: 'monthly', firstDueOn: inDays(30) };
    const over = { patientId: pack.patientId, packageId: pack.id };
    return { pack, plan: ok(await desk.post<Plan>('/v1/payment-plans', { ...terms, ...over })) };
  };
  const start = ({ id: planId }: { id: string }, cents?: number) =>
    app.as(cascade.id, () =>
      app.get(StartPlanCheckout).execute({ planId, amount: cents === undefined ? undefined : Money.cents(cents) }),
    );
  const packageOf = async ({ id }: { id: string }) => ok(await desk.get<PackageView>(`/v1/packages/${id}`));
  const statuses = async (plan: Plan) => (await planOf(desk, plan)).installments.map(({ status }) => status);
  const entries = async () => (await journalOf(app, cascade.id)).length;
  const since = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const stored = () =>
    app.database.query(`SELECT (SELECT count(*) FROM payments) AS payments,
      (SELECT count(*) FROM checkout_sessions) AS pages, (SELECT count(*) FROM package_payments) AS ties`);
  const isLeft = (plan: Plan, cents: number) => async () => (await planOf(desk, plan)).leftCents === cents;

  it('asks for the next installment, or what the patient writes, and pays the installments in order', async () => {
    const { pack, plan } = await planned();
    const before = await entries();
    const page = await start(plan);
    expect(page.amountCents).toBe(48_000);
    expect(await entries()).toBe(before);
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(isLeft(plan, 240_000), 'an installment is paid');
    await stripeDesk(app, desk).quiet();
    expect((await since(before))[0]).toEqual(['Dr 1030 48000', 'Cr 2100 48000']);
    expect(await statuses(plan)).toEqual(['paid', ...Array(5).fill('scheduled')]);
    // One more, and a part of the third.
    await payHosted((await start(plan, 60_000)).url);
    await eventually(isLeft(plan, 180_000), 'some is paid ahead');
    expect(await statuses(plan)).toEqual(['paid', 'paid', 'partly_paid', ...Array(3).fill('scheduled')]);
    expect(await packageOf(pack)).toMatchObject({ unpaidCents: 180_000, deferredCents: 108_000 });
    // What is left of the third.
    expect((await start(plan)).amountCents).toBe(36_000);
    await payHosted((await start(plan, 180_000)).url);
    await eventually(async () => (await planOf(desk, plan)).status === 'paid_off', 'all of it is paid');
    await expect(start(plan)).rejects.toMatchObject({ code: 'plan_closed' });
  });

  it('has one page at a time: asked again, the page before is ended, and its money is taken once', async () => {
    const { plan } = await planned();
    const first = await start(plan);
    const again = await start(plan);
    await expect(payHosted(first.url)).rejects.toThrow('410');
    await payHosted(again.url);
    await eventually(isLeft(plan, 240_000), 'one installment is paid');
    const pages = await Promise.allSettled([start(plan), start(plan)]);
    const opened = pages.flatMap((page) => (page.status === 'fulfilled' ? [page.value.url] : []));
    const answers = await Promise.all(opened.map(async (url) => (await fetch(url)).status));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    ok(await desk.post(`/v1/payment-plans/${plan.id}/payments`, cash(48_000)));
    for (const url of opened) expect((await fetch(url)).status).not.toBe(200);
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 96_000, leftCents: 192_000 });
  });

  it('is not asked for more than is left, nor for nothing, nor where a bill is paid; a refusal stores nothing', async () => {
    const { pack, plan } = await planned();
    ok(await desk.post(`/v1/payment-plans/${plan.id}/payments`, cash(48_000)));
    const { id: overBills } = await openPlan(desk, [['intake']], { firstDueOn: inDays(30) });
    const before = await stored();
    await expect(start(plan, 240_001)).rejects.toMatchObject({
      code: 'amount_exceeds_balance',
      facts: { maximumCents: 240_000 },
    });
    await expect(start({ id: overBills })).rejects.toMatchObject({ code: 'plan_unknown' });
    await expect(start({ id: pack.id })).rejects.toMatchObject({ code: 'plan_unknown' });
    ok(await desk.post(`/v1/payment-plans/${plan.id}/cancel`, {}));
    await expect(start(plan, 48_000)).rejects.toMatchObject({ code: 'plan_closed' });
    expect(await stored()).toEqual(before);
  });
});
