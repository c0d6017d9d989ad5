import { unzipSync } from 'fflate';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, postVisit } from '../../support/demo';
import { payCash, refusal } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectBooksTie } from '../../support/ledger';
import { writeManyEntries } from '../../support/many-entries';
import { tellMarch } from './support/march';
import { fetchBytes } from './support/wire';
import { keepBooks, noEntryIsHeldBack } from '../../support/keep-books';

interface Batch {
  id: string;
  program: string;
  number: number;
  entryCount: number;
  debitCents: number;
  firstOn: string;
  lastOn: string;
  fileUrl: string;
}

describe('Journals for bookkeeping programs', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;

  const ask = (program: string, more: object = {}) =>
    accountant.post<Batch>('/v1/journal-batches', { program, ...more });
  const make = async (program: string, more: object = {}) => {
    await noEntryIsHeldBack(app);
    return ask(program, more);
  };
  const file = async ({ fileUrl }: Batch) =>
    (await fetchBytes(app, cascade.users.find(({ role }) => role === 'accountant')!.apiKey, fileUrl)).body;
  const put = (program: string, accounts: object[], role = 'accountant') =>
    app.app.inject({
      method: 'PUT',
      url: `/v1/account-mappings/${program}`,
      headers: { authorization: `Bearer ${cascade.users.find((user) => user.role === role)!.apiKey}` },
      payload: { accounts },
    });

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock, listen: true });
    ({ cascade, potomac } = await tellMarch(app, clock));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterEach(async () => {
    await expectBooksTie(app, cascade.id);
    await app.close();
  });

  it('hand over every entry once, in numbered batches that are the same file every time', async () => {
    const first = ok(await make('qbo'));
    expect(first).toMatchObject({ number: 1, firstOn: '2026-03-02', lastOn: '2026-03-03' });
    const entries = await app.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM journal_entries WHERE clinic_id = $1',
      [cascade.id],
    );
    expect(first.entryCount).toBe(entries[0]!.n);
    const before = await file(first);
    expect(before.toString()).toContain('CB20260302-B1');
    expect(refusal(await make('qbo'))).toEqual({ status: 409, code: 'journal_nothing_new' });

    clock.advance({ minutes: 1 });
    const visit = await postVisit(desk, ['intake'], { dateOfService: '2026-03-03' });
    await payCash(desk, visit, 22_000);
    const second = ok(await make('qbo'));
    expect(second).toMatchObject({ number: 2, entryCount: 2, debitCents: 44_000 });
    expect((await file(second)).toString().split('\r\n')).toHaveLength(6);
    expect(await file(first)).toEqual(before);
    await keepBooks(app, cascade.id);
    expect(await file(first)).toEqual(before);
    // Another program has batches of its own, from the beginning.
    expect(ok(await make('xero'))).toMatchObject({ number: 1, entryCount: first.entryCount + 2 });
    const { data } = ok(await accountant.get<{ data: Batch[] }>('/v1/journal-batches?program=qbo'));
    expect(data.map(({ number }) => number)).toEqual([2, 1]);
  });

  it('call accounts what the clinic calls them, from the next batch on', async () => {
    const first = ok(await make('qbo'));
    const before = await file(first);
    const named = await put('qbo', [{ accountNumber: 1100, name: 'Clinic:Patients', type: 'OCASSET' }]);
    expect(named.statusCode).toBe(200);
    expect(
      named.json<{ data: { accountNumber: number }[] }>().data.find(({ accountNumber }) => accountNumber === 1100),
    ).toMatchObject({ name: 'Clinic:Patients' });
    expect(await file(first)).toEqual(before);
    await postVisit(desk, ['intake'], { dateOfService: '2026-03-03' });
    const second = (await file(ok(await make('qbo')))).toString();
    expect(second).toContain('Clinic:Patients');
    expect(second).not.toContain('Patient A/R');
  });

  it.each([
    ['qbo', { accountNumber: 1101, name: 'X' }, 422, 'journal_mapping_invalid'],
    ['qbo', { accountNumber: 1100, name: 'Parent:' }, 422, 'journal_mapping_invalid'],
    ['xero', { accountNumber: 1100, name: 'Patient receivables' }, 422, 'journal_mapping_invalid'],
    ['iif', { accountNumber: 1100, name: 'Patients', type: 'AR' }, 400, 'validation_failed'],
    ['sage', { accountNumber: 1100, name: 'Patients' }, 404, 'journal_program_unknown'],
  ])('refuse a name that %s would not take: %j', async (program, account, status, code) => {
    const answer = await put(program, [account]);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('are cut for Xero into numbered files of at most 300 lines, no journal across two', async () => {
    await writeManyEntries(app, cascade.id, 400);
    const batch = ok(await make('xero', { detail: 'entry' }));
    const bytes = await file(batch);
    const parts = Object.entries(unzipSync(new Uint8Array(bytes)));
    expect(parts.map(([name]) => name)).toEqual(['journal-001.csv', 'journal-002.csv', 'journal-003.csv']);
    const seen = new Set<string>();
    for (const [, part] of parts) {
      const lines = Buffer.from(part).toString().trimEnd().split('\r\n').slice(1);
      expect(lines.length).toBeLessThanOrEqual(300);
      const journals = new Set(lines.map((line) => line.split(',')[0]!));
      for (const journal of journals) expect(seen.has(journal)).toBe(false);
      journals.forEach((journal) => seen.add(journal));
    }
    expect(seen.size).toBe(batch.entryCount);
    expect(await file(batch)).toEqual(bytes);
  });

  it('are made once by two at the same moment, and no entry is in both', async () => {
    await noEntryIsHeldBack(app);
    const answers = await Promise.all([ask('iif'), ask('iif')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('are not handed out while an entry is not as it was posted', async () => {
    const batch = ok(await make('qbo'));
    await app.database.query('SET session_replication_role = replica');
    await app.database.query(
      `UPDATE journal_lines SET amount_cents = amount_cents + 1 WHERE clinic_id = $1 AND account_number = 1010`,
      [cascade.id],
    );
    expect(await accountant.get(batch.fileUrl)).toMatchObject({
      status: 409,
      body: {
        code: 'report_does_not_tie',
        differenceCents: 1,
        differences: expect.arrayContaining([
          expect.objectContaining({ subject: expect.stringMatching(/^entry:/) as string }),
        ]) as object[],
      },
    });
    await app.database.query(
      `UPDATE journal_lines SET amount_cents = amount_cents - 1 WHERE clinic_id = $1 AND account_number = 1010`,
      [cascade.id],
    );
    await app.database.query('SET session_replication_role = origin');
  });

  it('of another clinic do not exist here, and are not for the front desk', async () => {
    const batch = ok(await make('qbo'));
    const stranger = await openDesk(app, potomac.id, 'accountant');
    for (const path of [batch.fileUrl, `/v1/journal-batches/${batch.id}`])
      expect(refusal(await stranger.get(path))).toEqual({ status: 404, code: 'journal_batch_unknown' });
    expect(await desk.post('/v1/journal-batches', { program: 'qbo' })).toMatchObject({ status: 403 });
  });
});
