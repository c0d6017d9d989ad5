import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { type Desk, openDesk } from '../charges/support/desk';
import { codeOf } from '../charges/support/visits';

const PLAN = {
  payerName: 'Example Health Plan',
  payerId: '60054',
  memberId: 'W123456789',
  planType: 'commercial',
  networkStatus: 'in',
  effectiveFrom: '2026-01-01',
};

describe('Who pays for a patient', () => {
  let app: TestApp;
  let desk: Desk;
  let biller: Desk;
  let other: Desk;
  let patientId: string;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
    desk = await openDesk(app);
    biller = await desk.as('biller');
    other = await (await openDesk(app)).as('biller');
    patientId = await register(desk);
  });

  afterAll(() => app.close());

  const register = async (at: Desk): Promise<string> => {
    const { body } = await at.post<{ id: string }>('/v1/patients', {
      firstName: 'Ada',
      lastName: 'Canary',
      dateOfBirth: '1990-02-28',
    });
    return body.id;
  };
  const cover = (body: object, at = desk, id = patientId) =>
    at.post<{ id: string }>(`/v1/patients/${id}/coverages`, body);

  it('is a plan with what its card says', async () => {
    const full = {
      ...PLAN,
      effectiveTo: '2026-12-31',
      copayCents: 3000,
      coinsuranceBasisPoints: 2000,
      deductibleRemainingCents: 0,
      medicalBenefit: true,
      priority: 2,
    };
    const added = await cover(full);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({ ...full, id: expect.any(String), patientId });
    clock.advance({ milliseconds: 1 });
    const bare = await cover({ ...PLAN, payerName: 'EXAMPLE HP' });
    expect(bare.body).toMatchObject({ payerName: 'EXAMPLE HP', priority: 1, effectiveTo: null, copayCents: null });
    const list = await desk.get<{ data: object[] }>(`/v1/patients/${patientId}/coverages`);
    expect(list.body).toEqual({ data: [added.body, bare.body], nextCursor: null });
  });

  it.each([
    ['ends before it begins', { effectiveTo: '2025-12-31' }, 422, 'coverage_period_invalid'],
    ['has a copay in fractions of a cent', { copayCents: 30.5 }, 400, 'validation_failed'],
    ['has a copay in text', { copayCents: '3000' }, 400, 'validation_failed'],
    ['takes more than all', { coinsuranceBasisPoints: 10001 }, 400, 'validation_failed'],
    ['is of a kind nobody knows', { planType: 'tricare' }, 400, 'validation_failed'],
    ['carries an unknown field', { paid: true }, 400, 'validation_failed'],
  ])('is refused when a plan %s', async (_, wrong, status, problem) => {
    expect(codeOf(await cover({ ...PLAN, ...wrong }))).toEqual([status, problem]);
  });

  it('is an authorization with the units that are left', async () => {
    const { body: plan } = await cover(PLAN);
    const authorization = {
      coverageId: plan.id,
      number: 'PA998877',
      codes: ['J0013'],
      units: 672,
      from: '2026-11-01',
      to: '2027-04-30',
    };
    const path = `/v1/patients/${patientId}/authorizations`;
    const added = await biller.post(path, authorization);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...authorization, unitsRemaining: 672, countedIn: 'milligrams' });
    const visits = await biller.post(path, { ...authorization, number: 'PA2', units: 8 });
    expect(visits.body).toMatchObject({ unitsRemaining: 8, countedIn: 'visits' });
    const bundled = await biller.post(path, { ...authorization, number: 'PA3', codes: ['G2082', 'G2083'], units: 100 });
    expect(bundled.body).toMatchObject({ countedIn: 'visits' });
    expect((await desk.get<{ data: object[] }>(path)).body.data).toHaveLength(3);
    expect(codeOf(await biller.post(path, { ...authorization, to: '2026-10-31' }))).toEqual([
      422,
      'authorization_period_invalid',
    ]);
    expect(codeOf(await biller.post(path, { ...authorization, codes: ['j0013'] }))).toEqual([400, 'validation_failed']);
    expect(added.body).toMatchObject({ doseTierMg: null, providerNpi: null });
    const narrow = { doseTierMg: 84, providerNpi: '1234567893' };
    expect((await biller.post(path, { ...authorization, number: 'PA4', ...narrow })).body).toMatchObject(narrow);
    for (const wrong of [{ doseTierMg: 28 }, { providerNpi: '1234567890' }])
      expect(codeOf(await biller.post(path, { ...authorization, ...wrong }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await desk.post(path, authorization))).toEqual([403, 'forbidden']);
    const another = await register(desk);
    const answer = await biller.post(`/v1/patients/${another}/authorizations`, authorization);
    expect(codeOf(answer)).toEqual([404, 'coverage_unknown']);
  });

  it('is the patient’s own wish, with its day', async () => {
    const path = `/v1/patients/${patientId}/self-pay-elections`;
    const wish = { reason: 'Wants privacy', signedAt: '2026-11-22T16:30:00.000Z' };
    const visit = await desk.post(path, { ...wish, scope: 'visit' });
    expect(visit.body).toMatchObject({ ...wish, scope: 'visit', dateOfService: '2026-11-22', serviceCode: null });
    const later = await desk.post(path, { ...wish, scope: 'visit', dateOfService: '2026-12-01' });
    expect(later.body).toMatchObject({ dateOfService: '2026-12-01' });
    const service = await desk.post(path, { ...wish, scope: 'service', serviceCode: 'integration' });
    expect(service.body).toMatchObject({ serviceCode: 'integration', dateOfService: null });
    expect((await desk.get<{ data: object[] }>(path)).body.data).toHaveLength(3);
    expect(codeOf(await desk.post(path, { ...wish, scope: 'service' }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await desk.post(path, { ...wish, scope: 'all', serviceCode: 'intake' }))).toEqual([
      400,
      'validation_failed',
    ]);
    expect(codeOf(await desk.post(path, { ...wish, scope: 'service', serviceCode: 'nothing' }))).toEqual([
      404,
      'service_unknown',
    ]);
    const future = { ...wish, scope: 'all', signedAt: '2026-11-22T17:06:00Z' };
    expect(codeOf(await desk.post(path, future))).toEqual([400, 'validation_failed']);
    expect(codeOf(await desk.post(path, { ...wish, scope: 'all', signedAt: '2026-02-30T10:00:00Z' }))).toEqual([
      400,
      'validation_failed',
    ]);
  });

  it('is nobody else’s business', async () => {
    const { body: plan } = await cover(PLAN);
    for (const id of [patientId, randomUUID()]) {
      expect(codeOf(await cover(PLAN, other, id))).toEqual([404, 'patient_unknown']);
      for (const list of ['coverages', 'authorizations', 'self-pay-elections'])
        expect(codeOf(await other.get(`/v1/patients/${id}/${list}`))).toEqual([404, 'patient_unknown']);
      const wish = { scope: 'all', reason: 'x', signedAt: '2026-11-22T16:30:00Z' };
      expect(codeOf(await other.post(`/v1/patients/${id}/self-pay-elections`, wish))).toEqual([404, 'patient_unknown']);
    }
    const theirs = await register(other);
    for (const coverageId of [plan.id, randomUUID()]) {
      const body = { coverageId, number: 'PA1', codes: ['G2082'], units: 1, from: '2026-11-01', to: '2026-12-31' };
      expect(codeOf(await other.post(`/v1/patients/${theirs}/authorizations`, body))).toEqual([
        404,
        'coverage_unknown',
      ]);
    }
    const books = await desk.as('accountant');
    expect(codeOf(await books.get(`/v1/patients/${patientId}/coverages`))).toEqual([403, 'forbidden']);
  });
});
