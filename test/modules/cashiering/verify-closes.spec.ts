import { DailyClosesReader } from '../../../src/modules/cashiering/daily-closes.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { closeDay, type DailyClose, readClose } from '../../support/daily-closes';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { closeDrawer, drawersOf, openDrawer, payCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { pdfReader } from '../documents/fetch-pdf';
import { readPdf, textOf } from '../documents/pdf-reader';

describe('A chain of daily closes', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const closes: DailyClose[] = [];
  const verify = () => app.as(cascade.id, () => app.get(DailyClosesReader).verify());

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    const [drawer] = await drawersOf(desk);
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
      clock.set(`${day}T20:00:00Z`);
      ok(await openDrawer(desk, drawer!.id));
      await payCash(desk, await postVisit(desk, ['intake'], { dateOfService: day }), 12_000);
      ok(await closeDrawer(desk, drawer!.id, 32_000, { depositCents: 12_000 }));
      closes.push(ok(await closeDay(desk)));
    }
  });
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('links each close to the one before, and holds', async () => {
    expect(closes.map(({ number }) => number)).toEqual(['DC-000001', 'DC-000002', 'DC-000003']);
    expect(closes.map(({ previousHash }) => previousHash)).toEqual(['', closes[0]!.hash, closes[1]!.hash]);
    expect(await verify()).toEqual([]);
    const list = ok(await desk.get<{ data: DailyClose[]; nextCursor: string }>('/v1/daily-closes?limit=2'));
    expect(list.data.map(({ number }) => number)).toEqual(['DC-000003', 'DC-000002']);
    const rest = ok(await desk.get<{ data: DailyClose[] }>(`/v1/daily-closes?limit=2&cursor=${list.nextCursor}`));
    expect(rest.data).toMatchObject([{ number: 'DC-000001', sealed: true, status: 'standing' }]);
  });

  it.each([
    [
      'words of a close',
      `UPDATE daily_closes SET content = replace(content, '12000', '11000') WHERE number = 'DC-000002'`,
      'close_altered',
    ],
    [
      'words of a close with a hash to match',
      `UPDATE daily_closes SET content = replace(content, '12000', '11000'), hash = sha256(previous_hash || convert_to(replace(content, '12000', '11000'), 'UTF8')) WHERE number = 'DC-000002'`,
      'close_chain_broken',
    ],
    ['a missing close', `DELETE FROM daily_closes WHERE number = 'DC-000002'`, 'close_chain_broken'],
    [
      'an entry taken out of a close',
      `DELETE FROM daily_close_entries WHERE ctid = (SELECT min(ctid) FROM daily_close_entries)`,
      'close_entries_altered',
    ],
    [
      'an entry slipped onto a sealed day',
      `INSERT INTO journal_entries SELECT (e).* FROM (SELECT jsonb_populate_record(j, jsonb_build_object('id', gen_random_uuid(), 'source_id', gen_random_uuid(), 'reverses_id', null)) AS e FROM journal_entries j LIMIT 1) x`,
      'sealed_entry_uncovered',
    ],
    ['a day opened by hand', `UPDATE ledger_books SET closed_through = '2026-03-03'`, 'closed_through_differs'],
    [
      'a cash movement made smaller',
      `UPDATE cash_movements SET amount_cents = amount_cents - 1`,
      'cash_movement_differs',
    ],
    [
      'a float made larger',
      `UPDATE drawer_sessions SET next_float_cents = next_float_cents + 1`,
      'drawer_session_differs',
    ],
  ])('shows %s, even when a superuser did it', async (_what, statement, finding) => {
    await app.database.query('BEGIN');
    try {
      await app.database.query('SET LOCAL session_replication_role = replica');
      await app.database.query('ALTER TABLE daily_closes DROP CONSTRAINT ck_daily_closes_hash');
      await app.database.query(statement);
      const rows = await app.database.query<{ finding: string }>('SELECT finding FROM verify_daily_closes($1)', [
        cascade.id,
      ]);
      expect(rows.map((row) => row.finding)).toContain(finding);
    } finally {
      await app.database.query('ROLLBACK');
    }
  });

  it('prints a close, the same bytes every time, with its number and hash', async () => {
    const read = await pdfReader(app, cascade.id, 'accountant');
    const path = `/v1/daily-closes/${closes[1]!.id}.pdf`;
    const first = await read(path);
    expect(first).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
    const text = textOf(await readPdf(first.bytes));
    for (const words of ['DC-000002', '03/03/2026', '$120.00', closes[1]!.hash.slice(0, 32), 'Front desk'])
      expect(text).toContain(words);
    expect((await read(path)).bytes.equals(first.bytes)).toBe(true);
    expect((await readClose(desk, closes[1]!.id)).intact).toBe(true);
  });
});
