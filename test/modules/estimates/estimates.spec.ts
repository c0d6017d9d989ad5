import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

interface Estimate {
  id: string;
  number: string | null;
  version: number;
  status: string;
  dueBy: string | null;
  dueRule: string | null;
  isOverdue: boolean;
  items: { serviceCode: string; quantityMin: number; quantityMax: number; unitPriceCents: number }[];
  totalMinCents: number;
  totalMaxCents: number;
  billedToDateCents: number;
  excessCents: number;
  disputeEligible: boolean;
  standing: { level: string; leftUntilStopCents: number };
}

describe('Good Faith Estimates', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let providerId: string;

  const estimate = (body: Record<string, unknown>) => desk.post<Estimate>('/v1/estimates', { providerId, ...body });
  const course = async (more: Record<string, unknown> = {}) => {
    const { id: patientId } = await registerPatient(desk);
    const issued = ok(
      await estimate({
        patientId,
        protocolCode: 'im-weekly',
        scheduledFor: '2026-03-18',
        diagnoses: ['F33.2'],
        ...more,
      }),
    );
    return { patientId, ...issued };
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    providerId = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic')).providers[0]!.id;
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('estimate a course of four weeks at $3,100.00, three business days after scheduling it twelve ahead', async () => {
    expect(await course()).toMatchObject({
      number: expect.stringMatching(/^GFE-\d{6}$/) as string,
      version: 1,
      status: 'issued',
      dueBy: '2026-03-05',
      dueRule: 'scheduled_10_days_ahead',
      startsOn: '2026-03-18',
      endsOn: '2027-03-16',
      totalMinCents: 310_000,
      totalMaxCents: 310_000,
      billedToDateCents: 0,
      items: [
        { serviceCode: 'intake', quantityMin: 1, unitPriceCents: 22_000, procedureCodes: ['99204'] },
        { serviceCode: 'experiential-im', quantityMin: 4, unitPriceCents: 55_000, procedureCodes: [] },
        { serviceCode: 'integration', quantityMin: 4, unitPriceCents: 17_000, procedureCodes: ['90834'] },
      ],
    });
  });

  it('give a range where the course leaves one open', async () => {
    const range = await course({ protocolCode: 'im-series' });
    expect([range.totalMinCents, range.totalMaxCents]).toEqual([310_000, 615_000]);
  });

  it('list the sliding-scale price the patient will pay', async () => {
    const group = await course({
      protocolCode: undefined,
      lines: [{ serviceCode: 'group-im', quantity: 3 }],
      householdSize: 1,
      householdIncomeCents: 3_000_000,
    });
    expect([group.items[0]!.unitPriceCents, group.totalMaxCents]).toEqual([18_000, 54_000]);
  });

  it('are owed from a cost question on, and given by the estimate that follows', async () => {
    const { id: patientId } = await registerPatient(desk);
    const owed = ok(await estimate({ patientId, requestedAt: '2026-03-02T17:00:00Z' }));
    expect(owed).toMatchObject({ status: 'owed', number: null, dueBy: '2026-03-05', dueRule: 'requested', items: [] });
    const queue = async () =>
      ok(await desk.get<{ data: Estimate[] }>(`/v1/estimates?dueBefore=2026-03-05&patientId=${patientId}`)).data;
    expect((await queue()).map(({ id }) => id)).toEqual([owed.id]);
    clock.set('2026-03-06T20:00:00Z');
    expect((await queue())[0]).toMatchObject({ isOverdue: true });
    const issued = ok(
      await estimate({
        patientId,
        protocolCode: 'im-trial',
        startsOn: '2026-03-09',
        requestedAt: '2026-03-06T18:00:00Z',
      }),
    );
    expect(issued).toMatchObject({ dueBy: '2026-03-05', isOverdue: true, totalMaxCents: 94_000 });
    expect((await queue()).map(({ id }) => id)).toEqual([issued.id]);
    const delivered = ok(await desk.post<Estimate>(`/v1/estimates/${issued.id}/deliver`, { method: 'portal' }));
    expect(delivered).toMatchObject({ status: 'delivered', deliveryMethod: 'portal', isOverdue: false });
    expect(await queue()).toEqual([]);
  });

  it('know what was billed so far, up to the stop at $400.00 above', async () => {
    const { patientId, id } = await course({
      protocolCode: undefined,
      lines: [{ serviceCode: 'intake' }],
      scheduledFor: '2026-03-05',
    });
    const bill = async (...codes: string[]) => {
      clock.set('2026-03-10T20:00:00Z');
      await postVisit(desk, codes, { patientId, providerId, dateOfService: '2026-03-09' });
      return ok(await desk.get<Estimate>(`/v1/estimates/${id}`));
    };
    expect(await bill('intake')).toMatchObject({
      billedToDateCents: 22_000,
      excessCents: 0,
      standing: { level: 'within' },
    });
    expect(await bill('integration')).toMatchObject({ excessCents: 17_000, standing: { level: 'within' } });
    expect(await bill('integration')).toMatchObject({
      excessCents: 34_000,
      disputeEligible: false,
      standing: { level: 'alarm', leftUntilStopCents: 6_000 },
    });
    expect(await bill('no-show-fee')).toMatchObject({ excessCents: 39_000, standing: { leftUntilStopCents: 1_000 } });
    await billBeyond(patientId);
    expect(ok(await desk.get(`/v1/estimates/${id}`))).toMatchObject({
      excessCents: 44_000,
      disputeEligible: true,
      standing: { level: 'stop', leftUntilStopCents: 0 },
    });
  });

  /** A biller says why it is billed. */
  const billBeyond = async (patientId: string) =>
    postVisit(await openDesk(app, cascade.id, 'biller'), ['no-show-fee'], {
      patientId,
      providerId,
      dateOfService: '2026-03-09',
      estimateOverride: { reason: 'Missed twice' },
    });

  it('are replaced by a changed one no later than a business day before, and keep what they said', async () => {
    const first = await course();
    const change = {
      patientId: first.patientId,
      lines: [
        { serviceCode: 'intake' },
        { serviceCode: 'experiential-im', quantity: 4 },
        { serviceCode: 'integration', quantity: 7 },
      ],
      startsOn: '2026-03-18',
      requestedAt: '2026-03-02T18:00:00Z',
      replaces: first.id,
    };
    expect(await estimate({ ...change, changesFrom: '2026-03-02' })).toMatchObject({
      status: 422,
      body: { code: 'estimate_reissue_too_late', lastDay: '2026-02-27' },
    });
    const second = ok(await estimate({ ...change, changesFrom: '2026-03-03' }));
    expect(second).toMatchObject({ number: first.number, version: 2, replaces: first.id, totalMaxCents: 361_000 });
    expect(ok(await desk.get(`/v1/estimates/${first.id}`))).toMatchObject({
      status: 'replaced',
      totalMaxCents: 310_000,
    });
    expect(await estimate({ ...change, changesFrom: '2026-03-03' })).toMatchObject({
      status: 409,
      body: { code: 'estimate_already_replaced' },
    });
    expect(await desk.post(`/v1/estimates/${first.id}/deliver`, { method: 'paper' })).toMatchObject({ status: 409 });
    await expect(
      app.database.query(`UPDATE estimates SET total_max_cents = total_max_cents + 1 WHERE id = $1`, [second.id]),
    ).rejects.toMatchObject({ constraint: 'ck_estimates_kept' });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    [
      'both a course and lines',
      { protocolCode: 'im-trial', lines: [{ serviceCode: 'intake' }] },
      400,
      'validation_failed',
    ],
    ['no first day', { protocolCode: 'im-trial', scheduledFor: undefined }, 400, 'validation_failed'],
    ['nothing that starts a clock', { protocolCode: undefined, scheduledFor: undefined }, 400, 'validation_failed'],
    ['a question asked tomorrow', { requestedAt: '2026-03-04T18:00:00Z' }, 400, 'validation_failed'],
    ['a service gone by', { scheduledFor: '2026-03-01' }, 400, 'validation_failed'],
    ['more than a year', { weeks: 53 }, 400, 'validation_failed'],
    ['a course nobody gives', { protocolCode: 'yoga' }, 404, 'protocol_unknown'],
    ['a service nobody offers', { protocolCode: undefined, lines: [{ serviceCode: 'yoga' }] }, 404, 'service_unknown'],
    [
      'income without household',
      { protocolCode: undefined, lines: [{ serviceCode: 'group-im' }], householdIncomeCents: 1 },
      422,
      'household_size_required',
    ],
    ['words for a diagnosis', { diagnoses: ['sad'] }, 422, 'diagnosis_invalid'],
    ['a stranger', { patientId: randomUUID() }, 404, 'patient_unknown'],
    ['an estimate of nobody', { replaces: randomUUID(), changesFrom: '2026-03-20' }, 404, 'estimate_unknown'],
  ])('are refused with %s, and nothing is stored', async (_name, change, status, code) => {
    const { id: patientId } = await registerPatient(desk);
    const count = () => app.database.query('SELECT count(*)::int AS n FROM estimates');
    const before = await count();
    const wish = { patientId, protocolCode: 'im-trial', scheduledFor: '2026-03-18' };
    expect(await estimate({ ...wish, ...change })).toMatchObject({ status, body: { code } });
    expect(await count()).toEqual(before);
  });

  it('name every service of a course that has no price', async () => {
    const { id: patientId } = await registerPatient(potomac.desk);
    const clinic = ok(await potomac.desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
    const answer = await potomac.desk.post('/v1/estimates', {
      patientId,
      providerId: clinic.providers[0]!.id,
      lines: [{ serviceCode: 'experiential-im' }, { serviceCode: 'group-im' }, { serviceCode: 'intake' }],
      scheduledFor: '2026-03-18',
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'price_not_set', missing: ['experiential-im', 'group-im'] },
    });
  });

  it('do not exist for another clinic, nor for the accountant', async () => {
    const { id } = await course();
    expect(await potomac.desk.get(`/v1/estimates/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'estimate_unknown' },
    });
    const accountant = await openDesk(app, cascade.id, 'accountant');
    expect((await accountant.get(`/v1/estimates/${id}`)).status).toBe(403);
  });
});
