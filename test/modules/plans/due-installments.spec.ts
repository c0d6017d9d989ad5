import { parseBusinessDate } from '../../../src/kernel/business-date';
import { type DueInstallment, DueInstallmentsReader } from '../../../src/modules/plans/due-installments.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { openPlan, payCash, planOf } from '../../support/plans';
import { type Biller, openBiller } from '../charges/support/biller';

describe('What is due', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;

  const due = (on: string, page: Parameters<DueInstallmentsReader['on']>[1] = { limit: 100 }, clinic = cascade) =>
    app.as(clinic.id, () => app.get(DueInstallmentsReader).on(parseBusinessDate(on), page));
  const brief = ({ planId, number, left, heldFor }: DueInstallment) => [planId, number, left.toJSON(), heldFor];

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
  });
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('is the same as the plans themselves say, whatever happened to them', async () => {
    const BILLS = [['intake'], ['integration']];
    const fresh = await openPlan(desk, BILLS, { agreement: { signedName: 'Ada' } });
    const ahead = await openPlan(desk, BILLS);
    await payCash(desk, ahead.invoiceIds, 20_000);
    const lowered = await openPlan(desk, BILLS);
    ok(await at.courtesy(await at.firstCharge([...lowered.invoiceIds].sort()[0]!), 10_000));
    const paused = await openPlan(desk, BILLS);
    ok(await desk.post(`/v1/payment-plans/${paused.id}/pause`, {}));
    const canceled = await openPlan(desk, BILLS);
    ok(await desk.post(`/v1/payment-plans/${canceled.id}/cancel`, {}));
    const paid = await openPlan(desk, BILLS);
    await payCash(desk, paid.invoiceIds, 39_000);
    const withDown = await openPlan(desk, BILLS, { downPaymentCents: 9_000 });
    const again = await openPlan(desk, BILLS);
    await payCash(desk, again.invoiceIds, 15_000);
    ok(
      await desk.post(`/v1/payment-plans/${again.id}/reschedule`, {
        installments: 2,
        frequency: 'weekly',
        firstDueOn: '2026-03-10',
      }),
    );
    expect((await due('2026-03-02')).map(brief)).toEqual([[withDown.id, 0, 9_000, null]]);
    // In the order of their ids; the clock stands still, so it is not that of their opening.
    const plans = [fresh, ahead, lowered, paused, canceled, paid, withDown, again].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    for (const day of ['2026-03-30', '2026-03-31', '2026-05-31']) {
      const expected = [];
      for (const plan of plans) {
        const { downPayment, installments, heldFor } = await planOf(desk, plan);
        for (const part of downPayment ? [downPayment, ...installments] : installments)
          if (part.leftCents > 0 && part.dueOn <= day) expected.push([plan.id, part.number, part.leftCents, heldFor]);
      }
      expect((await due(day)).map(brief)).toEqual(expected);
    }
    const first = (await due('2026-03-31')).find(({ planId }) => planId === fresh.id);
    expect(first).toMatchObject({ isSigned: true, invoiceIds: [...fresh.invoiceIds].sort(), dueOn: '2026-03-31' });
    expect(await due('2026-05-31', undefined, potomac)).toEqual([]);
    // Page by page, nothing twice and nothing left out.
    const pages: DueInstallment[] = [];
    for (let page = await due('2026-05-31', { limit: 2 }); page.length > 0;) {
      pages.push(...page);
      page = await due('2026-05-31', { limit: 2, after: page.at(-1)! });
    }
    expect(pages).toEqual(await due('2026-05-31'));
  });
});
