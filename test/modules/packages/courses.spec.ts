import type { CoursePriceView, EnrollmentView } from '../../../src/modules/packages/course.view';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

describe('A course of treatment', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const price = (course: object, by = desk) =>
    by.post<CoursePriceView & { missing?: string[] }>('/v1/courses/price', course);
  const enroll = async (patientId: string, course: object = { protocolCode: 'im-weekly', weeks: 4 }) =>
    desk.post<EnrollmentView & { code?: string }>(`/v1/patients/${patientId}/enrollments`, course);
  const read = async (id: string) => ok(await desk.get<EnrollmentView>(`/v1/enrollments/${id}`));

  it('costs $3,100.00 once a week, and up to twice that with what is left open', async () => {
    expect(ok(await price({ protocolCode: 'im-weekly', weeks: 4 }))).toMatchObject({
      priceMinCents: 310_000,
      priceMaxCents: 310_000,
      lines: [
        { serviceCode: 'intake', least: 1, most: 1, amountMinCents: 22_000 },
        { serviceCode: 'experiential-im', least: 4, most: 4, amountMinCents: 220_000 },
        { serviceCode: 'integration', least: 4, most: 4, amountMinCents: 68_000 },
      ],
    });
    expect(ok(await price({ protocolCode: 'im-series' }))).toMatchObject({
      priceMinCents: 310_000,
      priceMaxCents: 615_000,
    });
  });

  it('is not priced in part', async () => {
    const { data } = ok(await potomac.desk.get<{ data: { code: string }[] }>('/v1/protocols'));
    const answers = await Promise.all(data.map(({ code }) => price({ protocolCode: code }, potomac.desk)));
    const refused = answers.filter(({ status }) => status === 422);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'price_not_set', missing: expect.any(Array) });
    expect((await price({ protocolCode: 'yoga' })).body).toMatchObject({ code: 'protocol_unknown' });
  });

  it('is counted down by what was charged from its first day on, and up again by a void', async () => {
    const { id: patientId } = await registerPatient(desk);
    await postVisit(desk, ['experiential-im'], { patientId, dateOfService: '2026-03-01' });
    const { id } = ok(await enroll(patientId));
    await postVisit(desk, ['intake', 'experiential-im'], { patientId });
    const second = await postVisit(desk, [], {
      patientId,
      lines: [{ serviceCode: 'integration', quantity: 2 }, { serviceCode: 'no-show-fee' }],
    });
    expect(await read(id)).toMatchObject({
      status: 'active',
      startsOn: '2026-03-02',
      endsOn: '2026-03-29',
      chargedCents: 22_000 + 55_000 + 34_000,
      lines: [
        { serviceCode: 'intake', done: 1, leftLeast: 0, leftMost: 0 },
        { serviceCode: 'experiential-im', done: 1, leftLeast: 3, leftMost: 3 },
        { serviceCode: 'integration', done: 2, leftLeast: 2, leftMost: 2 },
      ],
      phases: [{ serviceCode: 'experiential-im', done: 1, leftMost: 3 }],
    });
    const biller = await openDesk(app, cascade.id, 'biller');
    ok(await biller.post(`/v1/visits/${second.id}/void`, { reason: 'Wrong patient' }));
    expect((await read(id)).lines[2]).toMatchObject({ done: 0, leftLeast: 4 });
  });

  it('is one at a time, keeps its price, and ends once', async () => {
    const { id: patientId } = await registerPatient(desk);
    const first = ok(await enroll(patientId));
    expect(await enroll(patientId)).toMatchObject({ status: 409, body: { code: 'enrollment_active' } });
    const both = await Promise.all([
      enroll((await registerPatient(desk)).id),
      enroll((await registerPatient(desk)).id),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    clock.set('2026-03-20T20:00:00Z');
    const end = () => desk.post<EnrollmentView>(`/v1/enrollments/${first.id}/end`, { reason: 'stopped' });
    expect(ok(await end())).toMatchObject({ status: 'ended', endedOn: '2026-03-20', endReason: 'stopped' });
    expect(await end()).toMatchObject({ status: 409, body: { code: 'enrollment_ended' } });
    clock.set('2026-03-25T20:00:00Z');
    await postVisit(desk, ['integration'], { patientId, dateOfService: '2026-03-25' });
    expect((await read(first.id)).lines[2]).toMatchObject({ done: 0 });
    const second = ok(await enroll(patientId));
    expect(ok(await desk.get(`/v1/patients/${patientId}/enrollments`))).toMatchObject({
      data: [{ id: second.id, lines: [{}, {}, { done: 1 }] }, { id: first.id }],
    });
  });

  it('of another clinic answers as one that does not exist; an accountant sees none', async () => {
    const { id: patientId } = await registerPatient(desk);
    const { id } = ok(await enroll(patientId));
    expect((await potomac.desk.get(`/v1/enrollments/${id}`)).body['code']).toBe('enrollment_unknown');
    expect((await potomac.desk.post(`/v1/enrollments/${id}/end`, { reason: 'stopped' })).body['code']).toBe(
      'enrollment_unknown',
    );
    const foreign = await potomac.desk.post(`/v1/patients/${patientId}/enrollments`, { protocolCode: 'iv-series' });
    expect(foreign.body['code']).toBe('patient_unknown');
    const accountant = await openDesk(app, cascade.id, 'accountant');
    expect((await accountant.get(`/v1/enrollments/${id}`)).status).toBe(403);
  });
});
