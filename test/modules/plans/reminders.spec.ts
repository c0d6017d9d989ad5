import { SendDueNoticesJob } from '../../../src/modules/notices/jobs/send-due-notices.job';
import type { NoticeView } from '../../../src/modules/notices/notice.view';
import { RemindOfLateMoneyJob } from '../../../src/modules/plans/jobs/remind-of-late-money.job';
import { startTestApp, type TestApp } from '../../support/app';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { ok } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type MailServer, startMailServer } from '../../support/mail-server';
import { openPlan, payCash } from '../../support/plans';

describe('Late money', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let mail: MailServer;
  const on = (day: string, time = '20:00') => clock.set(`${day}T${time}:00Z`);
  const remind = () => app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
  const send = () => app.as(cascade.id, () => app.get(SendDueNoticesJob).sweep());
  /** A bill of $220.00, due on April 1. */
  const bill = async () => {
    const patient = await registerPatient(cascade.desk, { email: 'ada@example.com' });
    const { invoiceId } = await postVisit(cascade.desk, ['intake'], { patientId: patient.id });
    return { patientId: patient.id, invoiceId };
  };
  const reminders = async (patientId: string) =>
    ok(
      await cascade.desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${patientId}&kind=payment_reminder`),
    ).data.map(({ occasionOn, status, reason }) => [occasionOn, status, reason]);
  const calls = async (id: string) =>
    ok(await cascade.desk.get<{ data: { amountCents: number }[] }>(`/v1/tasks?kind=late_money&subjectId=${id}`)).data;

  beforeAll(async () => {
    mail = await startMailServer();
    app = await startTestApp({ clock, settings: { mail: { smtpUrl: mail.url, from: 'billing@clinic.test' } } });
    ({ cascade } = await openDemo(app));
  });
  beforeEach(() => on('2026-03-02'));
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
    await mail.close();
  });

  it('is reminded of step by step, once each, and then a person calls', async () => {
    const { patientId, invoiceId } = await bill();
    for (const day of [
      '2026-03-30',
      '2026-04-04',
      '2026-04-05',
      '2026-04-11',
      '2026-04-26',
      '2026-05-11',
      '2026-06-01',
    ]) {
      on(day);
      await remind();
      await remind();
      await send();
    }
    expect((await reminders(patientId)).sort()).toEqual([
      ['2026-04-04', 'sent', null],
      ['2026-04-11', 'sent', null],
      ['2026-04-26', 'sent', null],
    ]);
    expect(await calls(invoiceId)).toMatchObject([{ amountCents: 22_000 }]);
  });

  it('is not reminded of three times at once after nothing ran for weeks', async () => {
    const { patientId } = await bill();
    on('2026-04-28');
    await remind();
    expect(await reminders(patientId)).toEqual([['2026-04-26', 'queued', null]]);
  });

  it('that is paid in the night is not asked for in the morning', async () => {
    const { patientId, invoiceId } = await bill();
    on('2026-04-05', '05:00');
    await remind();
    expect(await reminders(patientId)).toEqual([['2026-04-04', 'queued', null]]);
    await payCash(cascade.desk, [invoiceId], 22_000);
    on('2026-04-05', '16:00');
    await send();
    expect(await reminders(patientId)).toEqual([['2026-04-04', 'canceled', 'paid']]);
    on('2026-04-20');
    await remind();
    expect(await reminders(patientId)).toHaveLength(1);
  });

  it('is not asked for while a Good Faith Estimate is disputed, and is afterwards', async () => {
    const { patientId } = await bill();
    ok(await cascade.desk.post(`/v1/patients/${patientId}/reminder-hold`, { reason: 'estimate_dispute' }));
    on('2026-04-05');
    await remind();
    expect(await reminders(patientId)).toEqual([]);
    ok(await cascade.desk.delete(`/v1/patients/${patientId}/reminder-hold`));
    await remind();
    expect(await reminders(patientId)).toHaveLength(1);
  });

  it('on a plan is asked for by its oldest installment, never by its bills', async () => {
    const plan = await openPlan(cascade.desk, [['intake']], { firstDueOn: '2026-03-10', frequency: 'monthly' });
    on('2026-04-20');
    await remind();
    const all = ok(await cascade.desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${plan.patientId}`)).data.map(
      ({ about, amountCents, reason }) => [about.type, about.id, amountCents, reason],
    );
    // Forty-one days after March 10 a person calls; the three reminders were missed.
    expect(all).toEqual([]);
    expect(await calls(plan.id)).toMatchObject([{ amountCents: 7_334 }]);
    await payCash(cascade.desk, plan.invoiceIds, 7_334);
    await remind();
    expect(
      ok(await cascade.desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${plan.patientId}`)).data,
    ).toMatchObject([{ about: { type: 'payment_plan', id: plan.id }, amountCents: 7_333, reason: 'no_address' }]);
  });

  it('follows the clinic’s own steps, which have to rise', async () => {
    const change = (body: object) =>
      app.app.inject({
        method: 'PATCH',
        url: '/v1/clinic/policies',
        headers: {
          authorization: `Bearer ${cascade.users.find(({ role }) => role === 'admin')!.apiKey}`,
          'content-type': 'application/json',
        },
        payload: { version: 1, ...body },
      });
    expect((await change({ reminderDays: [10, 3] })).statusCode).toBe(400);
    expect((await change({ reminderDays: [], reminderCallDays: 0 })).statusCode).toBe(200);
    const { patientId } = await bill();
    on('2026-09-01');
    await remind();
    expect(await reminders(patientId)).toEqual([]);
  });
});
