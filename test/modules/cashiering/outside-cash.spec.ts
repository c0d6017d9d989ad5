import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import {
  closeDrawer,
  type Drawer,
  drawersOf,
  expectClosesHold,
  openDrawer,
  payCash,
  postCash,
  refusal,
} from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

const TODAY = '2026-03-02';

describe('Cash outside any drawer', () => {
  const clock = FixedClock.at(`${TODAY}T20:00:00Z`);
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let drawer: Drawer;
  /** What is on 1020 is in a drawer or listed as outside one. */
  const onDrawerAccount = async (): Promise<number> => {
    const [row] = await app.database.query<{ cents: string }>(
      'SELECT coalesce(sum(amount_cents), 0) AS cents FROM journal_lines WHERE clinic_id = $1 AND account_number = 1020',
      [cascade.id],
    );
    return Number(row?.cents);
  };

  beforeEach(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    [drawer] = (await drawersOf(desk)) as [Drawer];
  });
  afterEach(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('lists cash that no drawer was open for, which can be taken into one', async () => {
    await payCash(desk, await postVisit(desk, ['intake']), 4_000);
    ok(await openDrawer(desk, drawer.id));
    const outside = ok(await desk.get<{ data: { entryId: string; amountCents: number }[] }>('/v1/outside-cash')).data;
    expect(outside).toMatchObject([{ amountCents: 4_000 }]);
    const takeIn = (entryId: string) =>
      desk.post<Drawer>(`/v1/drawers/${drawer.id}/outside-cash`, { entryId, reason: 'Was in the safe' });
    expect(refusal(await takeIn(randomUUID()))).toEqual({ status: 404, code: 'outside_cash_unknown' });
    expect(ok(await takeIn(outside[0]!.entryId)).session?.movements).toMatchObject([
      { kind: 'taken_in', amountCents: 4_000 },
    ]);
    expect(refusal(await takeIn(outside[0]!.entryId)).code).toBe('outside_cash_unknown');
    ok(await closeDrawer(desk, drawer.id, 24_000));
    expect(ok(await desk.get<{ data: object[] }>('/v1/outside-cash')).data).toEqual([]);
    expect(await onDrawerAccount()).toBe(24_000);
  });

  it('is opened with the cash that lies in it, and without what was carried to the bank meanwhile', async () => {
    await payCash(desk, await postVisit(desk, ['intake']), 4_000);
    ok(await openDrawer(desk, drawer.id));
    ok(await closeDrawer(desk, drawer.id, 20_000));
    await postCash(app, cascade.id, { cents: -9_200, on: TODAY });
    const outside = async () =>
      ok(await desk.get<{ data: { entryId: string; amountCents: number }[] }>('/v1/outside-cash')).data;
    // What is carried away while nobody's drawer is open is taken down with the next opening.
    ok(await openDrawer(desk, drawer.id, 10_800, { overShortReason: 'Carried to the bank' }));
    const carried = (await outside()).find(({ amountCents }) => amountCents === -9_200)!;
    ok(await closeDrawer(desk, drawer.id, 10_800));
    const opening = { outsideCashEntryIds: (await outside()).map(({ entryId }) => entryId) };
    expect(refusal(await openDrawer(desk, drawer.id, 5_600, { outsideCashEntryIds: [randomUUID()] })).code).toBe(
      'outside_cash_unknown',
    );
    expect(carried.amountCents).toBe(-9_200);
    ok(await openDrawer(desk, drawer.id, 5_600, opening));
    expect(await outside()).toEqual([]);
    ok(await closeDrawer(desk, drawer.id, 5_600));
    expect(await onDrawerAccount()).toBe(5_600);
  });

  it('counts every cent in one session, in the order of the commits, while the desk goes on', async () => {
    const visits = await Promise.all(Array.from({ length: 12 }, () => postVisit(desk, ['intake'])));
    let held = 20_000;
    ok(await openDrawer(desk, drawer.id));
    for (const batch of [visits.slice(0, 4), visits.slice(4, 8), visits.slice(8)]) {
      const paying = batch.map((visit) => payCash(desk, visit, 1_000));
      const closed = await closeDrawer(desk, drawer.id, held, { overShortReason: 'Counted while patients paid' });
      await Promise.all(paying);
      held = ok(closed).session!.nextFloatCents!;
      const expected = ok(closed).session!.expectedCents!;
      expect(expected % 1_000).toBe(0);
      ok(await openDrawer(desk, drawer.id, held));
    }
    const outside = ok(await desk.get<{ data: { amountCents: number }[] }>('/v1/outside-cash')).data;
    const total = outside.reduce((sum, { amountCents }) => sum + amountCents, 0);
    expect(await onDrawerAccount()).toBe(held + total);
    const twice = await app.database.query(
      `SELECT e.id FROM journal_entries e JOIN journal_lines l ON l.entry_id = e.id AND l.account_number = 1020
        LEFT JOIN cash_movements m ON m.entry_id = e.id WHERE e.clinic_id = $1 AND m.entry_id IS NULL`,
      [cascade.id],
    );
    expect(twice).toEqual([]);
  });
});
