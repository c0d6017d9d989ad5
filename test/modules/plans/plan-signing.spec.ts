import { Temporal } from 'temporal-polyfill';
import type { VisitId } from '../../../src/kernel/ids';
import { RecordVisitTimes } from '../../../src/modules/charges/record-visit-times';
import { startTestApp, type TestApp } from '../../support/app';
import { autopayDesk } from '../../support/autopay';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { type Answer, ok } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { openBills, openPlan, planOf } from '../../support/plans';

const DOSE = '2026-03-02T17:00:00Z';
const LATER = '2026-03-02T17:30:00Z';
const DISCHARGE = '2026-03-02T19:30:00Z';

describe('Sober first: between dose and discharge nobody signs', () => {
  const clock = FixedClock.at('2026-03-02T16:00:00Z');
  const signedName = 'Ada Lovelace';
  const terms = { installments: 3, frequency: 'monthly', firstDueOn: '2026-03-31' };
  const refused = { status: 409, body: { code: 'signing_before_discharge', dosedAt: '2026-03-02T17:00:00.000Z' } };
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let autopay: ReturnType<typeof autopayDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    autopay = autopayDesk(app, cascade);
  });
  beforeEach(() => clock.set('2026-03-02T16:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const times = (visitId: string, change: { doseAt?: string; dischargedAt?: string }) =>
    app.as(cascade.id, () =>
      app.get(RecordVisitTimes).execute({
        visitId: visitId as VisitId,
        ...(change.doseAt ? { doseAt: Temporal.Instant.from(change.doseAt) } : {}),
        ...(change.dischargedAt ? { dischargedAt: Temporal.Instant.from(change.dischargedAt) } : {}),
      }),
    );
  /** Gives the patient a dose, and comes back half an hour later. */
  const dose = async (patientId: string): Promise<string> => {
    const { id } = await postVisit(cascade.desk, ['experiential-im'], { patientId, dateOfService: '2026-03-02' });
    clock.set(DOSE);
    await times(id, { doseAt: DOSE });
    clock.set(LATER);
    return id;
  };
  const discharge = async (visitId: string) => {
    clock.set(DISCHARGE);
    await times(visitId, { dischargedAt: DISCHARGE });
  };
  const open = (bills: { patientId: string }, agreement?: object) =>
    cascade.desk.post<{ id: string }>('/v1/payment-plans', { ...bills, ...terms, agreement });
  const sign = (plan: { id: string }, signedAt?: string) =>
    cascade.desk.post(`/v1/payment-plans/${plan.id}/sign`, { signedName, signedAt });
  const reschedule = (plan: { id: string }, agreement?: object) =>
    cascade.desk.post(`/v1/payment-plans/${plan.id}/reschedule`, { ...terms, installments: 2, agreement });
  const signedNameOf = async (plan: { id: string }) => (await planOf(cascade.desk, plan)).agreement.signedName;

  it('a plan that is opened: nothing of it is left behind, and unsigned it may be opened', async () => {
    const bills = await openBills(cascade.desk, [['intake']]);
    const visitId = await dose(bills.patientId);
    expect(await open(bills, { signedName })).toMatchObject(refused);
    expect(await app.database.query('SELECT 1 FROM payment_plans WHERE patient_id = $1', [bills.patientId])).toEqual(
      [],
    );
    const plan = ok(await open(bills));
    expect(await signedNameOf(plan)).toBeNull();
    await discharge(visitId);
    ok(await sign(plan));
    expect(await signedNameOf(plan)).toBe(signedName);
  });

  it('an open plan, unless it was signed before the dose, nor a plan’s new dates', async () => {
    const plan = await openPlan(cascade.desk, [['intake']], terms);
    await dose(plan.patientId);
    expect([await sign(plan), await sign(plan, '2026-03-02T17:10:00Z')]).toMatchObject([refused, refused]);
    ok(await sign(plan, '2026-03-02T16:59:59Z'));
    expect(await reschedule(plan, { signedName })).toMatchObject(refused);
    expect(await planOf(cascade.desk, plan)).toMatchObject({ version: 1 });
  });

  it('automatic payments, in words that are shown again after the discharge', async () => {
    const plan = await openPlan(cascade.desk, [['intake']], { ...terms, agreement: { signedName } });
    const card = await autopay.cards.save(plan.patientId);
    const visitId = await dose(plan.patientId);
    const start = (): Promise<Answer<object>> => autopay.start(plan, card);
    expect(await start()).toMatchObject(refused);
    expect(await autopay.autopayOf(plan)).toMatchObject({ status: 'off', consent: null });
    await discharge(visitId);
    ok(await start());
    expect(await autopay.autopayOf(plan)).toMatchObject({ status: 'on' });
  });
});
