import { UpdateClinicPolicies } from '../../src/modules/clinics/update-clinic-policies';
import { WatchUnclaimedCredits } from '../../src/modules/payments/credits/watch-unclaimed-credits';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';

interface Task {
  subject: { id: string };
  amountCents: number;
}

/** DOMAIN.md S11 to its end: $20.00 paid too much in March 2026, which nobody ever asks for. */
describe('S11: a credit of $20.00 that nobody claims for three years', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let accountant: Desk;
  let admin: Desk;
  let paymentId: string;
  let patientId: string;

  const on = (day: string) => clock.set(`${day}T20:00:00Z`);
  const watched = async () => {
    await app.as(cascade.id, () => app.get(WatchUnclaimedCredits).execute());
    const list = await admin.get<{ data: Task[] }>('/v1/tasks?kind=unclaimed_credit&status=open');
    return ok(list).data.map(({ subject, amountCents }) => [subject.id, amountCents]);
  };
  const letter = (sentOn: string) => accountant.post(`/v1/payments/${paymentId}/unclaimed-letters`, { sentOn });
  const ask = () =>
    accountant.post<{ approvalId: string; code?: string }>(`/v1/payments/${paymentId}/unclaimed-transfers`, {});
  const decide = (approvalId: string, word = 'approve', who = admin) =>
    who.post(`/v1/approvals/${approvalId}/${word}`, {});
  const booked = async () => (await journalOf(app, cascade.id)).slice(2);

  beforeEach(async () => {
    on('2026-03-02');
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    [accountant, admin] = await Promise.all([
      openDesk(app, cascade.id, 'accountant'),
      openDesk(app, cascade.id, 'admin'),
    ]);
    const visit = await postVisit(cascade.desk, ['intake']);
    ({ patientId } = visit);
    const tenders = [{ type: 'cash', amountCents: 24_000 }];
    ({ id: paymentId } = ok(
      await cascade.desk.post<{ id: string }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders,
        keepExcessAsCredit: true,
      }),
    ));
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('is on the list on the day, moved sixty days after the letter, by two people, and never income', async () => {
    on('2029-03-01');
    expect(await watched()).toEqual([]);
    expect(await letter('2029-03-01')).toMatchObject({
      status: 422,
      body: { code: 'credit_not_unclaimed', unclaimedFrom: '2029-03-02' },
    });
    on('2029-03-02');
    expect(await watched()).toEqual([[paymentId, 2_000]]);
    expect(await ask()).toMatchObject({ status: 422, body: { code: 'unclaimed_letter_required', movableFrom: null } });
    expect((await letter('2029-03-03')).body).toMatchObject({ code: 'date_in_future' });
    expect((await letter('2029-03-02')).status).toBe(204);
    expect(await watched()).toEqual([]);
    on('2029-04-30');
    expect(await ask()).toMatchObject({ status: 422, body: { movableFrom: '2029-05-01' } });
    on('2029-05-01');
    expect(await watched()).toEqual([[paymentId, 2_000]]);
    const { approvalId } = ok(await ask());
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'unclaimed_transfer_requested' } });
    expect(await booked()).toEqual([]);
    expect((await decide(approvalId, 'approve', accountant)).status).toBe(403);
    ok(await decide(approvalId));
    expect(await booked()).toEqual([['Dr 2000 2000', 'Cr 2200 2000']]);
    expect(await watched()).toEqual([]);
    expect(ok(await admin.get(`/v1/patients/${patientId}/account`))).toMatchObject({ unappliedCreditCents: 0 });
    expect(ok(await admin.get(`/v1/payments/${paymentId}`))).toMatchObject({ refundableCents: 22_000 });
    ok(await decide(approvalId));
    expect(await booked()).toHaveLength(1);
  });

  it('stays the patient’s when they claim it while somebody is asked', async () => {
    on('2029-03-02');
    await letter('2029-03-02');
    on('2029-05-01');
    const first = ok(await ask());
    ok(await decide(first.approvalId, 'reject'));
    const { approvalId } = ok(await ask());
    expect(approvalId).not.toBe(first.approvalId);
    ok(await admin.post(`/v1/payments/${paymentId}/refunds`, { amountCents: 500, reason: 'overpayment' }));
    expect(await decide(approvalId)).toMatchObject({ status: 422, body: { code: 'credit_not_unclaimed' } });
    ok(await admin.post(`/v1/payments/${paymentId}/refunds`, { amountCents: 1_500, reason: 'overpayment' }));
    expect(await decide(approvalId)).toMatchObject({ status: 404, body: { code: 'payment_unknown' } });
    ok(await decide(approvalId, 'reject'));
    expect(await booked()).toEqual([
      ['Dr 2000 500', 'Cr 1020 500'],
      ['Dr 2000 1500', 'Cr 1020 1500'],
    ]);
    expect(await watched()).toEqual([]);
  });

  it('lies as long as the owner’s state says whatever the clinic set, else as the clinic set, and another clinic never sees it', async () => {
    const { version } = ok(await admin.get<{ version: number }>('/v1/clinic'));
    await app.as(cascade.id, () => app.get(UpdateClinicPolicies).execute({ version, unclaimedAfterMonths: 12 }));
    const listed = async () => ok(await accountant.get<{ data: object[] }>('/v1/unclaimed-credits')).data;
    const livesIn = (state: string) =>
      app.database.query(`UPDATE patients SET address_state = $3 WHERE clinic_id = $1 AND id = $2`, [
        cascade.id,
        patientId,
        state,
      ]);
    const report = async () => ok(await accountant.get<{ rows: object[] }>('/v1/reports/unapplied-credits')).rows;
    on('2027-03-02');
    // Oregon's rule is on file, and longer: neither watch nor move counts it, and the report says the same.
    expect(await watched()).toEqual([]);
    expect(await listed()).toEqual([]);
    expect(await letter('2027-03-02')).toMatchObject({ status: 422, body: { unclaimedFrom: '2029-03-02' } });
    expect(await report()).toMatchObject([
      { watch: 'no', dormantOn: '2029-03-02', dormancyRule: expect.stringContaining('OAR') },
    ]);
    await livesIn('NV');
    expect(await watched()).toEqual([[paymentId, 2_000]]);
    expect(await listed()).toMatchObject([
      {
        paymentId,
        amountCents: 2_000,
        lastMovedOn: '2026-03-02',
        unclaimedFrom: '2027-03-02',
        dormancyMonths: 12,
        dormancyRule: null,
        status: 'unclaimed',
      },
    ]);
    expect(await report()).toMatchObject([{ watch: 'dormant', dormantOn: '2027-03-02' }]);
    expect((await letter('2027-03-02')).status).toBe(204);
    on('2027-05-01');
    const { approvalId } = ok(await ask());
    // They moved to a state whose time is not over before the second person looked.
    await livesIn('OR');
    expect(await decide(approvalId)).toMatchObject({ status: 422, body: { code: 'credit_not_unclaimed' } });
    ok(await decide(approvalId, 'reject'));
    const foreign = await openDesk(app, potomac.id, 'admin');
    expect(await foreign.post(`/v1/payments/${paymentId}/unclaimed-transfers`, {})).toMatchObject({
      status: 404,
      body: { code: 'payment_unknown' },
    });
  });
});
