import { AssessLateFeesJob } from '../../../src/modules/plans/jobs/assess-late-fees.job';
import { startTestApp, type TestApp } from '../../support/app';
import { autopayDesk } from '../../support/autopay';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { type Desk, ok, openDesk } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { openPlan, payCash, type Plan, planOf } from '../../support/plans';

/** A Virginian clinic that takes $10.00 at most: 90 days after the due day, and no more than 3 % a year (Va. Code § 59.1-612). */
describe('The late fee of a payment plan', () => {
  const clock = FixedClock.at('2026-07-02T20:00:00Z');
  /** $220.00, due on July 10. */
  const terms = {
    installments: 1,
    frequency: 'monthly',
    firstDueOn: '2026-07-10',
    agreement: { signedName: 'Ada Lovelace' },
  };
  const DAY_90 = '2026-10-08';
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    biller = await openDesk(app, cascade.id, 'biller');
  });
  beforeEach(async () => {
    clock.set('2026-07-02T20:00:00Z');
    await set({ state: 'VA', cents: 1_000 });
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.database
      .query(`UPDATE payment_plans SET state = 'canceled', canceled_on = '2026-12-31', canceled_paid_cents = 0
      WHERE state <> 'canceled'`);
  });
  afterAll(() => app.close());

  const set = async ({ state, cents }: { state: string; cents: number }) => {
    await app.database.query('UPDATE clinics SET state = $2 WHERE id = $1', [cascade.id, state]);
    const policies = { planLateFeeCents: cents, planLateFeeServiceCode: 'no-show-fee' };
    await app.database.query('UPDATE clinics SET policies = policies || $2 WHERE id = $1', [
      cascade.id,
      JSON.stringify(policies),
    ]);
  };
  const open = (wish: object = {}): Promise<Plan & { invoiceIds: string[] }> =>
    openPlan(desk, [['intake']], { ...terms, ...wish });
  const at = (day: string) => clock.set(`${day}T20:00:00Z`);
  const sweep = () => app.as(cascade.id, () => app.get(AssessLateFeesJob).sweep());
  /** What a day's sweep books; twice over, it books it once. */
  const on = async (day: string): Promise<string[][]> => {
    at(day);
    const before = (await journalOf(app, cascade.id)).length;
    await sweep();
    await Promise.all([sweep(), sweep()]);
    return (await journalOf(app, cascade.id)).slice(before);
  };
  const billOf = async ({ patientId, invoiceIds }: { patientId: string; invoiceIds: string[] }) => {
    const { data } = ok(
      await desk.get<{
        data: { id: string; balanceCents: number; hsaFsaEligibleCents: number; lines: { chargeId: string }[] }[];
      }>(`/v1/invoices?patientId=${patientId}`),
    );
    return data.find(({ id }) => !invoiceIds.includes(id));
  };

  it('is off until the clinic asks for one, and where its state has no rule', async () => {
    await set({ state: 'VA', cents: 0 });
    await open();
    await set({ state: 'VA', cents: 1_000 });
    // Nobody agreed to it: it was not disclosed.
    expect(await on(DAY_90)).toEqual([]);
    at('2026-07-02');
    await set({ state: 'OR', cents: 1_000 });
    await open();
    expect(await on(DAY_90)).toEqual([]);
    at('2026-07-02');
    await set({ state: 'VA', cents: 1_000 });
    await open();
    await set({ state: 'VA', cents: 0 });
    expect(await on(DAY_90)).toEqual([]);
  });

  it('is charged once, 90 days after the due day, to the cent of the state’s share, on a bill of its own', async () => {
    const plan = await open();
    expect(await on('2026-10-07')).toEqual([]);
    // $220.00 at 3 % a year for 90 days: $1.6273.
    expect(await on(DAY_90)).toEqual([['Dr 1100 162', 'Cr 4090 162']]);
    expect(await on('2026-10-09')).toEqual([]);
    expect(await on('2027-06-30')).toEqual([]);
    expect(await planOf(desk, plan)).toMatchObject({ totalCents: 22_000, leftCents: 22_000 });
    const bill = await billOf(plan);
    expect(bill).toMatchObject({ balanceCents: 162, hsaFsaEligibleCents: 0 });
    const fee = {
      number: 1,
      chargedOn: DAY_90,
      daysLate: 90,
      lateCents: 22_000,
      feeCents: 162,
      rule: 'Va. Code § 59.1-612',
      invoiceId: bill!.id,
      chargeId: bill!.lines[0]!.chargeId,
    };
    const feesOf = async () => (await planOf(desk, plan)).lateFees;
    expect(await feesOf()).toMatchObject([{ ...fee, waivedCents: 0, paidCents: 0, openCents: 162, status: 'open' }]);
    await payCash(desk, [bill!.id], 62);
    expect(await feesOf()).toMatchObject([{ paidCents: 62, openCents: 100, status: 'open' }]);
    // Waived like any other charge, by who may lower one; what was paid of it becomes the patient's credit.
    const waived = { type: 'courtesy', amountCents: 162, reason: 'First time late' };
    const path = `/v1/charges/${fee.chargeId}/adjustments`;
    expect(await desk.post(path, waived)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    ok(await biller.post(path, waived));
    expect(await billOf(plan)).toMatchObject({ balanceCents: 0 });
    expect(await feesOf()).toMatchObject([{ ...fee, waivedCents: 162, paidCents: 0, openCents: 0, status: 'waived' }]);
    expect(await on('2027-07-31')).toEqual([]);
  });

  it('is told as paid once it is, and as waived where its bill was voided', async () => {
    const [paid, voided] = [await open(), await open()];
    await on(DAY_90);
    await payCash(desk, [(await billOf(paid))!.id], 162);
    expect((await planOf(desk, paid)).lateFees).toMatchObject([{ paidCents: 162, openCents: 0, status: 'paid' }]);
    const { id } = (await billOf(voided))!;
    ok(await biller.post(`/v1/invoices/${id}/void`, { reason: 'The clinic was closed' }));
    expect((await planOf(desk, voided)).lateFees).toMatchObject([
      { invoiceId: id, feeCents: 162, waivedCents: 162, paidCents: 0, openCents: 0, status: 'waived' },
    ]);
  });

  it('is never more than the clinic’s own, and goes by what is late of the installment', async () => {
    await set({ state: 'VA', cents: 100 });
    await open();
    expect(await on(DAY_90)).toEqual([['Dr 1100 100', 'Cr 4090 100']]);
    at('2026-07-02');
    await set({ state: 'VA', cents: 1_000 });
    const plan = await open();
    await payCash(desk, plan.invoiceIds, 12_000);
    // $100.00 late for 90 days: $0.7397.
    expect(await on(DAY_90)).toContainEqual(['Dr 1100 73', 'Cr 4090 73']);
  });

  it('is charged for each late installment, and for none that is paid', async () => {
    const plan = await open({ installments: 2 });
    // $110.00 each: $0.8136, then nothing until the second is 90 days late.
    expect(await on(DAY_90)).toEqual([['Dr 1100 81', 'Cr 4090 81']]);
    await payCash(desk, plan.invoiceIds, 11_000);
    expect(await on('2026-11-07')).toEqual([]);
    expect(await on('2026-11-08')).toEqual([['Dr 1100 81', 'Cr 4090 81']]);
  });

  it('needs a signature, and a fee that was agreed with the schedule in force', async () => {
    await open({ agreement: undefined });
    expect(await on(DAY_90)).toEqual([]);
  });

  it('waits while the plan is paused or its patient is held, and is counted from then', async () => {
    const plan = await open();
    at('2026-09-01');
    ok(await desk.post(`/v1/payment-plans/${plan.id}/pause`, {}));
    expect(await on(DAY_90)).toEqual([]);
    ok(await desk.post(`/v1/payment-plans/${plan.id}/resume`, {}));
    expect(await on('2026-10-09')).toEqual([]);
    ok(await desk.post(`/v1/patients/${plan.patientId}/reminder-hold`, { reason: 'hardship' }));
    expect(await on('2026-11-30')).toEqual([]);
    await app.database.query('UPDATE reminder_holds SET ended_at = now() WHERE ended_at IS NULL');
    expect(await on('2027-02-27')).toEqual([]);
    expect(await on('2027-02-28')).toEqual([['Dr 1100 162', 'Cr 4090 162']]);
  });

  it('is not taken for what the clinic’s own automatic charge did not collect yet', async () => {
    const autopay = autopayDesk(app, cascade);
    const plan = await autopay.open([['intake']], terms);
    expect(await on(DAY_90)).toEqual([]);
    ok(await desk.post(`/v1/payment-plans/${plan.id}/autopay/stop`, {}));
    expect(await on('2026-10-09')).toEqual([['Dr 1100 164', 'Cr 4090 164']]);
  });
});
