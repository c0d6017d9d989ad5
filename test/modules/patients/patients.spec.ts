import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { type Answer, type Desk, openDesk } from '../charges/support/desk';
import { codeOf } from '../charges/support/visits';

interface Patient {
  id: string;
  accountNumber: string;
  firstName: string;
  lastName: string;
  preferredName: string | null;
  otherNames: string[];
  email: string | null;
  address: object | null;
  version: number;
  possibleDuplicates?: string[];
}

const ZOE = {
  firstName: 'Zoë',
  lastName: 'Łukasz-Nguyễn',
  dateOfBirth: '1985-01-31',
  otherNames: ['Kowalczyk'],
  phone: '(503) 555-0142',
  address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
};

describe('Patients of a clinic', () => {
  let app: TestApp;
  let desk: Desk;
  let other: Desk;
  let zoe: Patient;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
    desk = await openDesk(app);
    other = await openDesk(app);
    const registered = await desk.post<Patient>('/v1/patients', ZOE);
    expect(registered.status).toBe(201);
    zoe = registered.body;
  });

  afterAll(() => app.close());

  const register = (body: object) => desk.post<Patient>('/v1/patients', body);
  const find = async (query: string): Promise<string[]> => {
    const answer = await desk.get<{ data: Patient[] }>(`/v1/patients?query=${encodeURIComponent(query)}`);
    expect(answer.status).toBe(200);
    return answer.body.data.map((patient) => patient.id);
  };

  it('come back exactly as they were written down', async () => {
    expect(zoe).toMatchObject({
      ...ZOE,
      address: { ...ZOE.address, line2: null },
      middleName: null,
      sex: null,
      version: 1,
      createdAt: '2026-11-22T17:00:00.000Z',
      possibleDuplicates: [],
    });
    const { possibleDuplicates: _, ...stored } = zoe;
    expect((await desk.get(`/v1/patients/${zoe.id}`)).body).toEqual(stored);
  });

  it.each([
    ['luka zoe', 'beginnings of names without their accents'],
    ['ZOË łuk', 'accents and capitals'],
    ['nguyen', 'the second half of a hyphenated name'],
    ['kowal', 'a former name'],
    ['1985-01-31', 'the birth date'],
    ['01/31/1985', 'the birth date as Americans write it'],
    ['1/31/1985 zoe', 'the birth date without leading zeros, and a name'],
    ['5035550142', 'the phone digits'],
    ['+1 (503) 555-0142', 'the phone as written'],
    ['0142', 'the last four digits'],
  ])('are found by "%s": %s', async (query) => {
    await register({ firstName: 'Zora', lastName: 'Lundgren', dateOfBirth: '1985-02-28' });
    expect(await find(query)).toEqual([zoe.id]);
  });

  it('are found by their account number', async () => {
    expect(await find(zoe.accountNumber)).toEqual([zoe.id]);
  });

  it('are not found when a word fits nothing', async () => {
    expect(await find('luka zebra')).toEqual([]);
    expect(await find('!!!')).toEqual([]);
    expect(await find("%' OR 1=1")).toEqual([]);
  });

  it('are numbered one after the other in each clinic', async () => {
    const first = await other.post<Patient>('/v1/patients', {
      firstName: 'A',
      lastName: 'B',
      dateOfBirth: '1990-01-01',
    });
    const second = await other.post<Patient>('/v1/patients', {
      firstName: 'C',
      lastName: 'D',
      dateOfBirth: '1990-01-01',
    });
    expect([first.body.accountNumber, second.body.accountNumber]).toEqual(['10001', '10002']);
  });

  it('are registered though they may be there already, and the answer says so', async () => {
    const twin = await register({ firstName: 'Zoey', lastName: 'Nguyen', dateOfBirth: '1985-01-31' });
    expect([twin.status, twin.body.possibleDuplicates]).toEqual([201, [zoe.id]]);
    const married = await register({ firstName: 'Zoe', lastName: 'Kowalczyk', dateOfBirth: '1985-01-31' });
    expect(married.body.possibleDuplicates).toEqual([zoe.id]);
    const stranger = await register({ firstName: 'Zoë', lastName: 'Other', dateOfBirth: '1985-01-31' });
    expect(stranger.body.possibleDuplicates).toEqual([]);
  });

  it('change one editor at a time', async () => {
    const { body: ada } = await register({
      firstName: 'Ada',
      lastName: 'Canary',
      dateOfBirth: '1990-02-28',
      email: 'ada@example.com',
    });
    const path = `/v1/patients/${ada.id}`;
    const changed = await desk.patch<Patient>(path, {
      version: 1,
      lastName: 'Wren',
      email: null,
      otherNames: ['Canary'],
    });
    expect(changed.body).toMatchObject({ version: 2, lastName: 'Wren', email: null, firstName: 'Ada' });
    expect(codeOf(await desk.patch(path, { version: 1, lastName: 'Lost' }))).toEqual([409, 'version_stale']);
    const byHeader = await desk.patch<Patient>(path, { preferredName: 'Addie' }, { 'if-match': '"2"' });
    expect([byHeader.status, byHeader.body.version]).toEqual([200, 3]);
    expect(codeOf(await desk.patch(path, { preferredName: 'Lost' }, { 'if-match': '2' }))).toEqual([
      409,
      'version_stale',
    ]);
    expect(codeOf(await desk.patch(path, { preferredName: 'Lost' }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await desk.patch(path, { version: 3, preferredName: 'Lost' }, { 'if-match': '2' }))).toEqual([
      400,
      'validation_failed',
    ]);
    expect(await find('wren')).toEqual([ada.id]);
    expect(await find('canary ada')).toEqual([ada.id]);
    expect(await find('addie')).toEqual([ada.id]);
  });

  it('lose the words of a name that is no longer theirs', async () => {
    const { body: eve } = await register({ firstName: 'Eve', lastName: 'Typpo', dateOfBirth: '1991-03-03' });
    await desk.patch(`/v1/patients/${eve.id}`, { version: 1, lastName: 'Typo' });
    expect(await find('typpo')).toEqual([]);
    expect(await find('typo')).toEqual([eve.id]);
  });

  it('let only one of two racing editors win', async () => {
    const { body: eve } = await register({ firstName: 'Eve', lastName: 'Race', dateOfBirth: '1991-03-03' });
    const edits = Array.from({ length: 8 }, (_, n) =>
      desk.patch(`/v1/patients/${eve.id}`, { version: 1, firstName: `Eve${n}` }),
    );
    const statuses = (await Promise.all(edits)).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  it.each([
    ['a day that does not exist', { dateOfBirth: '2026-02-30' }],
    ['a birth in the future', { dateOfBirth: '2026-11-23' }],
    ['a NUL in a name', { firstName: 'A\u0000' }],
    ['a lone surrogate', { firstName: 'A\uD800' }],
    ['an empty name', { lastName: '' }],
    ['a name of spaces', { lastName: '   ' }],
    ['a name of 101 characters', { lastName: 'x'.repeat(101) }],
    ['an unknown field', { isAdmin: true }],
    ['a null for a required field', { firstName: null }],
    ['a state in words', { address: { ...ZOE.address, state: 'Oregon' } }],
    ['an unknown field of the address', { address: { ...ZOE.address, country: 'US' } }],
    ['a sex nobody defined', { sex: 'F' }],
  ])('are refused with %s', async (_, wrong) => {
    const answer = await register({ firstName: 'A', lastName: 'B', dateOfBirth: '1990-01-01', ...wrong });
    expect(codeOf(answer)).toEqual([400, 'validation_failed']);
  });

  it('born on the clinic’s today are accepted while it is tomorrow in UTC', async () => {
    clock.set('2026-11-23T05:00:00Z');
    expect((await register({ firstName: 'New', lastName: 'Born', dateOfBirth: '2026-11-22' })).status).toBe(201);
    expect((await register({ firstName: 'New', lastName: 'Born', dateOfBirth: '2026-11-23' })).status).toBe(400);
    clock.set('2026-11-22T17:00:00Z');
  });

  it('are paged through without skipping or repeating anyone', async () => {
    const clinic = await openDesk(app);
    for (let n = 0; n < 7; n += 1)
      await clinic.post('/v1/patients', { firstName: `Sam${n}`, lastName: `Same${n % 2}`, dateOfBirth: '1990-01-01' });
    for (const query of ['', 'query=sam&', 'query=1990%20sam&']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Answer<{ data: Patient[]; nextCursor: string | null }> = await clinic.get(
          `/v1/patients?${query}limit=3${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.body.data.map((patient) => patient.id));
        cursor = page.body.nextCursor;
      }
      expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    }
    expect(codeOf(await clinic.get('/v1/patients?cursor=nonsense'))).toEqual([400, 'cursor_invalid']);
  });

  it('of another clinic do not exist', async () => {
    const unknown = randomUUID();
    for (const id of [zoe.id, unknown]) {
      expect(codeOf(await other.get(`/v1/patients/${id}`))).toEqual([404, 'patient_unknown']);
      expect(codeOf(await other.patch(`/v1/patients/${id}`, { version: 1, firstName: 'X' }))).toEqual([
        404,
        'patient_unknown',
      ]);
    }
    expect((await other.get('/v1/patients/not-a-uuid')).status).toBe(404);
    const { body } = await other.get<{ data: Patient[] }>('/v1/patients?query=zo');
    expect(body.data).toEqual([]);
  });

  it('leave a trace when they are read or changed, without their names', async () => {
    await desk.get(`/v1/patients/${zoe.id}`);
    const rows = await app.database.query<{ action: string; facts: object }>(
      'SELECT action, facts FROM audit_events WHERE clinic_id = $1 AND subject_id = $2 ORDER BY id',
      [desk.clinicId, zoe.id],
    );
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['patient.register', 'patient.read']));
    expect(JSON.stringify(rows)).not.toContain('Zo');
  });

  it('are not shown to an accountant', async () => {
    const books = await desk.as('accountant');
    expect(codeOf(await books.get(`/v1/patients/${zoe.id}`))).toEqual([403, 'forbidden']);
  });
});
