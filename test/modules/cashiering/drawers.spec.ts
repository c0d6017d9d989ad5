import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Answer, type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import {
  closeDrawer,
  countOf,
  type Drawer,
  drawersOf,
  expectClosesHold,
  openDrawer,
  payCash,
  refundCash,
  refusal,
  voidCash,
} from '../../support/drawers';
import { closeDay } from '../../support/daily-closes';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';

const TODAY = '2026-03-02';

const moveIn = (desk: Desk, { id }: Drawer, body: object): Promise<Answer<Drawer>> =>
  desk.post<Drawer>(`/v1/drawers/${id}/movements`, body);

describe('Cash drawers', () => {
  const clock = FixedClock.at(`${TODAY}T20:00:00Z`);
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let admin: Desk;
  let drawer: Drawer;
  const move = (body: object) => moveIn(desk, drawer, body);
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
    admin = await openDesk(app, cascade.id, 'admin');
    [drawer] = (await drawersOf(desk)) as [Drawer];
  });
  afterEach(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('opens once, however many ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => openDrawer(desk, drawer.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(refusal(await openDrawer(admin, drawer.id))).toEqual({ status: 409, code: 'drawer_already_open' });
    expect(await journalOf(app, cascade.id)).toEqual([['Dr 1020 20000', 'Cr 1000 20000']]);
  });

  it('tells nobody what an open drawer should hold', async () => {
    ok(await openDrawer(desk, drawer.id));
    await payCash(desk, await postVisit(desk, ['intake']), 12_345);
    for (const who of [desk, admin]) {
      const seen = ok(await who.get<Drawer>(`/v1/drawers/${drawer.id}`));
      expect(seen.session).toMatchObject({ status: 'open', expectedCents: null, overShortCents: null });
      expect(seen.session?.counts).toMatchObject([{ moment: 'open', countedCents: 20_000, expectedCents: null }]);
      expect(JSON.stringify(seen)).not.toContain('32345');
    }
    const wrong = await closeDrawer(desk, drawer.id, 30_000);
    expect(refusal(wrong).code).toBe('over_short_reason_required');
    expect(JSON.stringify(wrong.body)).not.toMatch(/32345|2345/);
    ok(await closeDrawer(desk, drawer.id, 32_345));
  });

  it('moves cash in, out and to the bank bag, and counts it', async () => {
    ok(await openDrawer(desk, drawer.id));
    ok(await move({ kind: 'paid_in', amountCents: 5_000, reason: 'Quarters', reference: 'CO-7' }));
    ok(await move({ kind: 'paid_out', amountCents: 1_840, reason: 'Saline from the pharmacy', accountNumber: 5000 }));
    const dropped = ok(await move({ kind: 'drop', amountCents: 10_000, reason: 'Bag 12' }));
    expect(dropped.session?.movements.map(({ kind, amountCents }) => [kind, amountCents])).toEqual(
      expect.arrayContaining([
        ['paid_in', 5_000],
        ['paid_out', -1_840],
        ['drop', -10_000],
      ]),
    );
    const closed = ok(
      await closeDrawer(desk, drawer.id, 13_260, { overShortReason: 'A dime was found', nextFloatCents: 10_000 }),
    );
    expect(closed.session).toMatchObject({ expectedCents: 13_160, overShortCents: 100, depositCents: 3_260 });
    expect((await journalOf(app, cascade.id)).slice(1, 4)).toEqual([
      ['Dr 1020 5000', 'Cr 1000 5000'],
      ['Dr 5000 1840', 'Cr 1020 1840'],
      ['Dr 1000 10000', 'Cr 1020 10000'],
    ]);
    expect(await onDrawerAccount()).toBe(10_000);
  });

  it('is opened with the coins and notes that make its float, where it stands', async () => {
    expect(refusal(await openDrawer(desk, drawer.id, 20_000, { counts: countOf(19_900) }))).toEqual({
      status: 422,
      code: 'drawer_count_mismatch',
    });
    expect(refusal(await openDrawer(desk, drawer.id, 20_000, { locationId: randomUUID() }))).toEqual({
      status: 404,
      code: 'location_unknown',
    });
    ok(await openDrawer(desk, drawer.id, 20_000, { counts: countOf(20_000), locationId: drawer.location.id }));
    expect(refusal(await openDrawer(desk, randomUUID()))).toEqual({ status: 404, code: 'drawer_unknown' });
  });

  it('is handed over with a count, and each of the two answers for their own part', async () => {
    ok(await openDrawer(desk, drawer.id));
    await payCash(desk, await postVisit(desk, ['intake']), 10_000);
    const [biller] = await app.database.query<{ id: string; email: string }>(
      `SELECT id, email FROM staff_users WHERE clinic_id = $1 AND role = 'biller'`,
      [cascade.id],
    );
    const handOver = (more: object) =>
      desk.post<Drawer>(`/v1/drawers/${drawer.id}/handover`, {
        toStaffUserId: biller!.id,
        counts: countOf(29_900),
        ...more,
      });
    expect(refusal(await handOver({})).code).toBe('over_short_reason_required');
    expect(refusal(await handOver({ toStaffUserId: randomUUID() })).code).toBe('staff_user_unknown');
    expect(ok(await handOver({ overShortReason: 'A dollar fell behind the desk' })).session).toMatchObject({
      heldBy: biller!.email,
      expectedCents: null,
    });
    const visit = await postVisit(desk, ['intake']);
    await refundCash(app, cascade.id, { visit, cents: 900, on: TODAY, by: { kind: 'staff', id: biller!.id } });
    const closed = ok(await closeDrawer(desk, drawer.id, 29_000));
    expect(closed.session).toMatchObject({ expectedCents: 29_000, overShortCents: 0 });
    expect(closed.session?.counts.map(({ moment, overShortCents }) => [moment, overShortCents])).toEqual([
      ['open', 0],
      ['handover', -100],
      ['close', 0],
    ]);
  });

  it('gives back what a void takes out of it, and the day shows both', async () => {
    ok(await openDrawer(desk, drawer.id));
    const payment = await payCash(desk, await postVisit(desk, ['intake']), 5_000);
    await payCash(desk, await postVisit(desk, ['intake']), 700);
    await voidCash(app, cascade.id, payment, TODAY);
    expect(ok(await closeDrawer(desk, drawer.id, 20_700)).session).toMatchObject({ expectedCents: 20_700 });
    const close = ok(await closeDay(desk));
    expect(close.tenders).toMatchObject([{ tender: 'cash', systemCents: 700, countedCents: 700 }]);
    expect(close.lines.map(({ takenCents, returnedCents }) => [takenCents, returnedCents]).sort()).toEqual([
      [0, 5_000],
      [5_700, 0],
    ]);
  });

  it('is added by an administrator, under a name of its own', async () => {
    const body = { locationId: drawer.location.id, name: 'Back office' };
    expect((await desk.post('/v1/drawers', body)).status).toBe(403);
    ok(await admin.post('/v1/drawers', body));
    expect(refusal(await admin.post('/v1/drawers', body))).toEqual({ status: 409, code: 'drawer_name_taken' });
    expect(refusal(await admin.post('/v1/drawers', { ...body, locationId: randomUUID() }))).toEqual({
      status: 404,
      code: 'location_unknown',
    });
    expect((await drawersOf(desk)).map(({ name }) => name)).toEqual(['Back office', 'Front desk']);
    expect(refusal(await closeDrawer(desk, drawer.id, 0))).toEqual({ status: 409, code: 'drawer_not_open' });
    const accountant = await openDesk(app, cascade.id, 'accountant');
    expect((await openDrawer(accountant, drawer.id)).status).toBe(403);
    expect((await accountant.get('/v1/drawers')).status).toBe(200);
  });
});

describe('An open drawer', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let drawer: Drawer;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at(`${TODAY}T20:00:00Z`) });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    [drawer] = (await drawersOf(desk)) as [Drawer];
    ok(await openDrawer(desk, drawer.id));
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it.each([
    [{ kind: 'paid_out', amountCents: 100, reason: 'x', accountNumber: 6030 }, 422, 'ledger_account_not_for_cash'],
    [{ kind: 'paid_in', amountCents: 100, reason: 'x', accountNumber: 4000 }, 422, 'ledger_account_not_for_cash'],
    [{ kind: 'drop', amountCents: 100, reason: 'x', accountNumber: 5000 }, 422, 'ledger_account_not_for_cash'],
    [{ kind: 'paid_in', amountCents: 0, reason: 'x' }, 400, 'validation_failed'],
    [{ kind: 'paid_in', amountCents: -5, reason: 'x' }, 400, 'validation_failed'],
    [{ kind: 'borrowed', amountCents: 5, reason: 'x' }, 400, 'validation_failed'],
    [{ kind: 'paid_in', amountCents: 5 }, 400, 'validation_failed'],
  ])('refuses the movement %j', async (body, status, code) => {
    expect(refusal(await moveIn(desk, drawer, body))).toEqual({ status, code });
    expect(await journalOf(app, cascade.id)).toHaveLength(1);
  });

  it.each([
    [{ counts: [{ denominationCents: 300, count: 1 }] }, 422, 'denomination_unknown'],
    [{ counts: [countOf(100)[3], countOf(100)[3]] }, 422, 'denomination_unknown'],
    [{ counts: [{ denominationCents: 100, count: -1 }] }, 400, 'validation_failed'],
    [{ counts: [{ denominationCents: 100, count: 1.5 }] }, 400, 'validation_failed'],
    [{}, 400, 'validation_failed'],
    [{ counts: countOf(20_000), depositCents: 20_001 }, 422, 'drawer_split_mismatch'],
    [{ counts: countOf(20_000), depositCents: 1_000, nextFloatCents: 20_000 }, 422, 'drawer_split_mismatch'],
    [{ counts: countOf(20_000), expectedCents: 20_000 }, 400, 'validation_failed'],
  ])('refuses the count %j and stays open', async (body, status, code) => {
    expect(refusal(await desk.post<Drawer>(`/v1/drawers/${drawer.id}/close`, body))).toEqual({ status, code });
    expect(ok(await desk.get<Drawer>(`/v1/drawers/${drawer.id}`)).status).toBe('open');
  });
});
