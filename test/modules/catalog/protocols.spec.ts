import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';

const weekly = { sessions: 1, everyWeeks: 1 };
const series = {
  name: 'Four weeks',
  phases: [{ label: 'Series', serviceCode: 'experiential-im', weeks: 4, least: weekly, most: weekly }],
  companions: [],
  prerequisites: [],
};

describe('Courses of treatment', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let admin: Desk;
  const put = (code: string, body: unknown, key = cascade.users.find(({ role }) => role === 'admin')!.apiKey) =>
    app.app.inject({
      method: 'PUT',
      url: `/v1/protocols/${code}`,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade, potomac } = await openDemo(app));
    admin = await openDesk(app, cascade.id, 'admin');
  });
  afterAll(() => app.close());

  it('are those of the seeds in the demo clinics', async () => {
    const codes = async (desk: Desk) =>
      ok(await desk.get<{ data: { code: string }[] }>('/v1/protocols')).data.map(({ code }) => code);
    expect(await codes(cascade.desk)).toEqual(['im-series', 'im-trial', 'im-weekly']);
    expect(await codes(potomac.desk)).toEqual(['im-year', 'iv-month-and-on', 'iv-six', 'spravato']);
    expect(ok(await potomac.desk.get('/v1/protocols/iv-six'))).toMatchObject({
      phases: [{ serviceCode: 'iv-ketamine', sessions: { least: 6, most: 6 }, days: 21 }],
    });
  });

  it('are listed page by page', async () => {
    const first = ok(await cascade.desk.get<{ nextCursor: string }>('/v1/protocols?limit=2'));
    const rest = ok(
      await cascade.desk.get<{ data: unknown[]; nextCursor: null }>(`/v1/protocols?cursor=${first.nextCursor}`),
    );
    expect([rest.data.length, rest.nextCursor]).toEqual([1, null]);
  });

  it('are written down and changed by an administrator alone', async () => {
    expect((await put('mine', series)).statusCode).toBe(200);
    expect((await put('mine', { ...series, name: 'Another name' })).json()).toMatchObject({ name: 'Another name' });
    expect(ok(await admin.get('/v1/protocols/mine'))).toMatchObject({ name: 'Another name' });
    const frontDesk = cascade.users.find(({ role }) => role === 'front_desk')!.apiKey;
    expect((await put('mine', series, frontDesk)).statusCode).toBe(403);
    expect(await potomac.desk.get('/v1/protocols/mine')).toMatchObject({
      status: 404,
      body: { code: 'protocol_unknown' },
    });
  });

  it.each([
    [
      'a service that is not offered',
      { phases: [{ ...series.phases[0], serviceCode: 'massage' }] },
      '/phases/0/serviceCode',
    ],
    [
      'more at least than at most',
      { phases: [{ ...series.phases[0], least: { sessions: 2, everyWeeks: 1 } }] },
      '/phases/0',
    ],
    [
      'a first phase without an end',
      { phases: [{ ...series.phases[0], weeks: undefined }, series.phases[0]] },
      '/phases/0',
    ],
    ['more than a year', { phases: [{ ...series.phases[0], weeks: 52 }, series.phases[0]] }, '/phases'],
    [
      'both ways of counting',
      { phases: [{ ...series.phases[0], sessions: { least: 1, most: 2 }, days: 3 }] },
      '/phases/0',
    ],
    [
      'a companion nobody offers',
      { companions: [{ serviceCode: 'tea', offset: 'after' }] },
      '/companions/0/serviceCode',
    ],
  ])('are refused with %s', async (_name, change, pointer) => {
    const answer = await put('wrong', { ...series, ...change });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'protocol_invalid']);
    expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).toBe(pointer);
    expect((await admin.get('/v1/protocols/wrong')).status).toBe(404);
  });
});
