import type { EstimateDisputeView } from '../../src/modules/estimates/estimate-dispute.view';
import { CollectionHolds } from '../../src/modules/charges/collection-holds';
import type { ChargeId, PatientId } from '../../src/kernel/ids';
import { RemindOfLateMoneyJob } from '../../src/modules/plans/jobs/remind-of-late-money.job';
import type { TaskView } from '../../src/modules/tasks/task.view';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { billUnder, issueEstimate, type IssuedEstimate, openDispute } from '../support/estimates';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';

describe('S7: $3,610.00 are billed on an estimate of $3,100.00', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const entries = async () => (await journalOf(app, cascade.id)).length;
  const since = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const remind = () => app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
  /** What of the patient's somebody is to call about by now. */
  const askedFor = async ({ patientId }: IssuedEstimate): Promise<number[]> =>
    ok(await desk.get<{ data: TaskView[] }>('/v1/tasks?kind=late_money&limit=100'))
      .data.filter((task) => task.patientId === patientId)
      .map(({ amountCents }) => amountCents ?? 0)
      .sort((one, other) => one - other);
  const standing = async (id: string) => ok(await desk.get(`/v1/estimates/${id}`));

  /** GFE of one intake, four journeys and four integrations; the whole course is given and billed. */
  const course = async (): Promise<IssuedEstimate> => {
    const estimate = await issueEstimate(desk, { protocolCode: 'im-weekly', scheduledFor: '2026-03-18' });
    clock.set('2026-03-18T20:00:00Z');
    ok(await billUnder(desk, estimate, { codes: ['intake'], on: '2026-03-18' }));
    for (const on of ['2026-03-19', '2026-03-26', '2026-04-02', '2026-04-09']) {
      clock.set(`${on}T20:00:00Z`);
      ok(await billUnder(desk, estimate, { codes: ['experiential-im', 'integration'], on }));
    }
    expect(await standing(estimate.id)).toMatchObject({ billedToDateCents: 310_000, excessCents: 0 });
    return estimate;
  };

  /** Three integrations more, on April 16, 17 and 18; the third needs a reason. */
  const extra = async (estimate: IssuedEstimate) => {
    clock.set('2026-04-16T20:00:00Z');
    ok(await billUnder(desk, estimate, { codes: ['integration'], on: '2026-04-16' }));
    clock.set('2026-04-17T20:00:00Z');
    ok(await billUnder(desk, estimate, { codes: ['integration'], on: '2026-04-17' }));
    expect(await standing(estimate.id)).toMatchObject({ excessCents: 34_000, standing: { level: 'alarm' } });
    clock.set('2026-04-18T20:00:00Z');
    const visit = { codes: ['integration'], on: '2026-04-18' };
    expect(await billUnder(desk, estimate, visit)).toMatchObject({
      status: 409,
      body: { code: 'estimate_exceeded', excessCents: 51_000, billedToDateCents: 361_000, estimatedCents: 310_000 },
    });
    const estimateOverride = { reason: 'A relapse; the patient asked for it' };
    return ok(await billUnder(biller, estimate, { ...visit, estimateOverride }));
  };

  it('A: a changed estimate a business day before the first extra session leaves no excess', async () => {
    const estimate = await course();
    clock.set('2026-04-13T20:00:00Z');
    const lines = [
      { serviceCode: 'intake' },
      { serviceCode: 'experiential-im', quantity: 4 },
      { serviceCode: 'integration', quantity: 7 },
    ];
    const { patientId, providerId } = estimate;
    const second = ok(
      await desk.post<{ id: string }>('/v1/estimates', {
        patientId,
        providerId,
        lines,
        startsOn: '2026-03-18',
        requestedAt: '2026-04-13T18:00:00Z',
        replaces: estimate.id,
        changesFrom: '2026-04-16',
      }),
    );
    for (const on of ['2026-04-16', '2026-04-17', '2026-04-18']) {
      clock.set(`${on}T20:00:00Z`);
      ok(await billUnder(desk, estimate, { codes: ['integration'], on }));
    }
    expect(await standing(second.id)).toMatchObject({
      totalMaxCents: 361_000,
      billedToDateCents: 361_000,
      excessCents: 0,
      disputeEligible: false,
    });
    expect((await openDispute(biller, second.id, '2026-04-18')).body.code).toBe('estimate_dispute_not_eligible');
  });

  it('B: the patient disputes it on day 119, nothing is collected meanwhile, and pays $3,100.00 less their fee', async () => {
    const estimate = await course();
    const { charges } = await extra(estimate);
    expect(await standing(estimate.id)).toMatchObject({ excessCents: 51_000, disputeEligible: true });

    // The first bill beyond the estimate is that of April 16; day 119 is August 13.
    clock.set('2026-08-20T20:00:00Z');
    expect((await openDispute(desk, estimate.id, '2026-08-13')).body.code).toBe('forbidden');
    const dispute = ok(await openDispute(biller, estimate.id, '2026-08-13'));
    expect(dispute).toMatchObject({
      status: 'open',
      firstBilledOn: '2026-04-16',
      estimatedCents: 310_000,
      billedCents: 361_000,
      excessCents: 51_000,
    });
    expect(dispute.charges).toHaveLength(12);
    const held = () =>
      app
        .as(cascade.id, () => app.get(CollectionHolds).ofPatient(estimate.patientId as PatientId))
        .then((map) => map.size);
    expect(await held()).toBe(12);
    const own = charges[0]!.id as ChargeId;
    expect(await app.as(cascade.id, () => app.get(CollectionHolds).ofCharges([own]))).toEqual(
      new Map([[own, { chargeId: own, because: 'estimate_dispute', subjectId: dispute.id }]]),
    );
    expect((await openDispute(biller, estimate.id, '2026-08-13')).body.code).toBe('estimate_dispute_open');
    await remind();
    expect(await askedFor(estimate)).toEqual([]);

    const before = await entries();
    const ruling = { outcome: 'patient_prevails', payableCents: 310_000 };
    const key = 'ruling-of-s7';
    const decide = () => biller.post<EstimateDisputeView>(`/v1/estimate-disputes/${dispute.id}/decide`, ruling, key);
    const decided = await decide();
    expect(ok(decided)).toMatchObject({ status: 'decided', payableCents: 310_000, feeCreditCents: 2_500 });
    expect((await since(before)).sort()).toEqual([
      ['Dr 4960 17000', 'Cr 1100 17000'],
      ['Dr 4960 17000', 'Cr 1100 17000'],
      ['Dr 4960 17000', 'Cr 1100 17000'],
      ['Dr 4960 2500', 'Cr 1100 2500'],
    ]);
    expect(ok(await desk.get(`/v1/patients/${estimate.patientId}/account`))).toMatchObject({
      patientOwesCents: 307_500,
    });
    expect(await held()).toBe(0);
    // The intake and four journeys with their integration, the fee taken off one; of the extra sessions nothing is owed.
    await remind();
    expect(await askedFor(estimate)).toEqual([22_000, 69_500, 72_000, 72_000, 72_000]);

    // Sent again, also when the answer was lost.
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect((await decide()).body).toEqual(decided.body);
    const other = await biller.post(`/v1/estimate-disputes/${dispute.id}/decide`, ruling);
    expect(other.body['code']).toBe('estimate_dispute_decided');
    expect(await since(before)).toHaveLength(4);
  });

  it('on day 120 it may be disputed still, on day 121 not any more', async () => {
    const estimate = await course();
    await extra(estimate);
    clock.set('2026-09-01T20:00:00Z');
    expect(await openDispute(biller, estimate.id, '2026-08-15')).toMatchObject({
      status: 422,
      body: { code: 'estimate_dispute_too_late', lastDay: '2026-08-14' },
    });
    expect((await openDispute(biller, estimate.id, '2026-09-02')).body.code).toBe('date_in_future');
    const dispute = ok(await openDispute(biller, estimate.id, '2026-08-14'));
    const before = await entries();
    const lost = await biller.post(`/v1/estimate-disputes/${dispute.id}/decide`, { outcome: 'provider_prevails' });
    expect(ok(lost)).toMatchObject({ status: 'decided', payableCents: 361_000, feeCreditCents: 0 });
    expect(await since(before)).toEqual([]);
  });

  it('what was paid of it already is the patient’s credit', async () => {
    const estimate = await course();
    const { invoiceId } = await extra(estimate);
    ok(await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 17_000 }] }));
    const dispute = ok(await openDispute(biller, estimate.id, '2026-04-18'));
    const settled = { outcome: 'settled', payableCents: 344_000 };
    ok(await biller.post(`/v1/estimate-disputes/${dispute.id}/decide`, settled));
    expect(ok(await desk.get(`/v1/patients/${estimate.patientId}/account`))).toMatchObject({
      unappliedCreditCents: 17_000,
      patientOwesCents: 344_000,
    });
  });
});
