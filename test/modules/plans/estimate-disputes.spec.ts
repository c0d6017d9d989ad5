import type { NoticeView } from '../../../src/modules/notices/notice.view';
import { SendDueNoticesJob } from '../../../src/modules/notices/jobs/send-due-notices.job';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { DueInstallmentsReader } from '../../../src/modules/plans/due-installments.reader';
import { RemindOfLateMoneyJob } from '../../../src/modules/plans/jobs/remind-of-late-money.job';
import { startTestApp, type TestApp } from '../../support/app';
import { autopayDesk } from '../../support/autopay';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { type Desk, ok, openDesk } from '../../support/desk';
import { billUnder, type IssuedEstimate, issueEstimate, openDispute } from '../../support/estimates';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { planOf } from '../../support/plans';

describe('While a patient disputes a bill as beyond its estimate', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const terms = { installments: 2, frequency: 'monthly', firstDueOn: '2026-04-10' };
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let autopay: ReturnType<typeof autopayDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    biller = await openDesk(app, cascade.id, 'biller');
    autopay = autopayDesk(app, cascade);
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const at = (day: string) => clock.set(`${day}T20:00:00Z`);
  const remind = () => app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
  const reminders = async (patientId: string) =>
    ok(await desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${patientId}&kind=payment_reminder`)).data;
  const estimated = () => issueEstimate(desk, { lines: [{ serviceCode: 'intake' }], scheduledFor: '2026-03-18' });
  /** An intake of $220.00 was estimated; a journey of $550.00 was given besides. */
  const beyond = async (promised?: IssuedEstimate) => {
    const estimate = promised ?? (await estimated());
    at('2026-03-18');
    const { invoiceId } = ok(
      await billUnder(biller, estimate, {
        codes: ['intake', 'experiential-im'],
        on: '2026-03-18',
        estimateOverride: { reason: 'Agreed with the patient' },
      }),
    );
    return { ...estimate, invoiceId };
  };
  const dispute = async (estimate: { id: string }, day: string) => ok(await openDispute(biller, estimate.id, day));
  const decide = async ({ id }: { id: string }) =>
    ok(await biller.post(`/v1/estimate-disputes/${id}/decide`, { outcome: 'provider_prevails' }));

  it('nobody is reminded of it, of their other bills they are, and of it once it is decided', async () => {
    const promised = await estimated();
    const { patientId } = promised;
    const other = await postVisit(desk, ['intake'], { patientId, dateOfService: '2026-03-02' });
    const { invoiceId, ...estimate } = await beyond(promised);
    const open = await dispute(estimate, '2026-03-18');
    at('2026-04-21');
    await remind();
    expect((await reminders(patientId)).map(({ about }) => about.id)).toEqual([other.invoiceId]);
    await decide(open);
    await remind();
    expect((await reminders(patientId)).map(({ about, amountCents }) => [about.id, amountCents])).toEqual(
      expect.arrayContaining([[invoiceId, 77_000]]),
    );
  });

  it('a reminder that waits for the morning is not sent any more', async () => {
    const { patientId, ...estimate } = await beyond();
    await app.database.query(`UPDATE patients SET email = 'ada@example.com' WHERE id = $1`, [patientId]);
    clock.set('2026-04-21T05:00:00Z');
    await remind();
    expect(await reminders(patientId)).toMatchObject([{ status: 'queued' }]);
    await dispute(estimate, '2026-04-20');
    clock.set('2026-04-21T17:00:00Z');
    await app.as(cascade.id, () => app.get(SendDueNoticesJob).sweep());
    expect(await reminders(patientId)).toMatchObject([{ status: 'canceled', reason: 'disputed' }]);
  });

  it('its plan is held: no card is charged, nothing becomes late, and both go on once it is decided', async () => {
    const { patientId, invoiceId, ...estimate } = await beyond();
    const plan = ok(
      await desk.post<{ id: string }>('/v1/payment-plans', {
        patientId,
        invoiceIds: [invoiceId],
        ...terms,
        agreement: { signedName: 'Ada Lovelace' },
      }),
    );
    const card = await autopay.cards.save(patientId, undefined, { label: 'personal' });
    ok(await autopay.start(plan, card));
    const open = await dispute(estimate, '2026-03-18');
    at('2026-04-30');
    await autopay.collect();
    await remind();
    expect(await autopay.taken({ invoiceIds: [invoiceId] })).toEqual([]);
    expect(await reminders(patientId)).toEqual([]);
    const held = await planOf(desk, plan);
    expect([held.heldFor, held.installments[0]?.daysLate]).toEqual(['estimate_dispute', 0]);
    const due = () =>
      app.as(cascade.id, () => app.get(DueInstallmentsReader).on(parseBusinessDate('2026-04-30'), { limit: 10 }));
    expect(await due()).toMatchObject([{ planId: plan.id, heldFor: 'estimate_dispute' }]);

    await decide(open);
    expect(await due()).toMatchObject([{ planId: plan.id, heldFor: null }]);
    await autopay.collect();
    expect(await autopay.taken({ invoiceIds: [invoiceId] })).toEqual([38_500]);
    expect(await planOf(desk, plan)).toMatchObject({ heldFor: null, paidCents: 38_500, leftCents: 38_500 });
  });

  it('they may pay it all the same', async () => {
    const { invoiceId, ...estimate } = await beyond();
    await dispute(estimate, '2026-03-18');
    const tenders = [{ type: 'cash', amountCents: 77_000 }];
    expect(ok(await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders }))).toMatchObject({
      status: 'succeeded',
    });
  });
});
