import { startTestApp, type TestApp } from '../support/app';
import { closeDay, type DailyClose, readClose } from '../support/daily-closes';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import {
  closeDrawer,
  drawersOf,
  expectClosesHold,
  giveBackCash,
  openDrawer,
  payCash,
  refusal,
} from '../support/drawers';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies } from '../support/ledger';
import { keepBooks } from '../support/keep-books';

interface Entry {
  id: string;
  effectiveOn: string;
  lateFor: string | null;
  source: { type: string; id: string };
}

const NOON = '2026-03-02T20:00:00Z';

describe('The end of the day', () => {
  const clock = FixedClock.at(NOON);
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;

  const entriesOf = async (source: string): Promise<Entry[]> =>
    ok(await accountant.get<{ data: Entry[] }>(`/v1/ledger/entries?source=${source}`)).data;
  const pay = async (cents: number, tender: object) => {
    const visit = await postVisit(desk, ['intake']);
    ok(await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, { tenders: [{ ...tender, amountCents: cents }] }));
  };

  beforeEach(async () => {
    clock.set(NOON);
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterEach(async () => {
    await keepBooks(app, cascade.id);
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('sets what was counted against the books, by means of paying and by person, and seals the day', async () => {
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    const visit = await postVisit(desk, ['intake']);
    const payment = await payCash(desk, visit, 12_000);
    await giveBackCash(app, cascade.id, { payment, cents: 2_727 });
    await pay(5_000, { type: 'check', reference: '1001' });
    await pay(7_000, { type: 'check', reference: '1002' });
    await pay(3_300, { type: 'venmo', reference: 'V-1', feeCents: 73 });
    await pay(22_000, { type: 'external_card', reference: 'T-1' });
    await pay(1_000, { type: 'hsa_fsa_card', reference: 'T-2' });
    ok(await closeDrawer(desk, drawer!.id, 29_200, { depositCents: 9_200, overShortReason: 'Change given wrong' }));

    const counts = [
      { tender: 'check', totalCents: 11_000, count: 2 },
      { tender: 'venmo', totalCents: 3_300, count: 1 },
      { tender: 'external_card', totalCents: 23_000, count: 2 },
    ];
    expect(await closeDay(desk, { counts })).toMatchObject({
      status: 422,
      body: { code: 'difference_reason_required', differences: [{ tender: 'check', differenceCents: -1_000 }] },
    });
    counts[0] = { ...counts[0]!, reason: 'One check is for $10 less' } as (typeof counts)[0];
    const close = ok(await closeDay(desk, { counts }));
    expect(close).toMatchObject({
      number: 'DC-000001',
      businessDate: '2026-03-02',
      coversFrom: '2026-03-02',
      sealed: true,
      status: 'standing',
      intact: true,
      previousHash: '',
      entryCount: 17,
      outsideCash: { count: 0, totalCents: 0 },
      drawers: [{ expectedCents: 29_273, overShortCents: -73, depositCents: 9_200 }],
    });
    expect(close.tenders.map((row) => [row.tender, row.systemCents, row.countedCents, row.differenceCents])).toEqual([
      ['cash', 9_273, 9_200, -73],
      ['check', 12_000, 11_000, -1_000],
      ['external_card', 23_000, 23_000, 0],
      ['venmo', 3_300, 3_300, 0],
    ]);
    const cash = close.lines.filter(({ tender }) => tender === 'cash');
    expect(cash.map((line) => [line.takenCents, line.returnedCents, line.netCents]).sort()).toEqual([
      [0, 2_727, -2_727],
      [12_000, 0, 12_000],
    ]);
    expect(new Set(cash.map(({ userId }) => userId)).size).toBe(2);
    const tasks = ok(await desk.get<{ data: { facts: object }[] }>('/v1/tasks?kind=reconciliation_difference'));
    expect(tasks.data).toMatchObject([
      { subject: { type: 'daily_close', id: close.id }, facts: { checkCents: -1_000 } },
    ]);
  });

  it('moves what comes later the same evening to the next day, which says so, and chains the next close', async () => {
    const first = ok(await closeDay(desk));
    clock.advance({ hours: 6 });
    const visit = await postVisit(desk, ['intake'], { dateOfService: '2026-03-01' });
    const payment = await payCash(desk, visit, 12_000);
    const [entry] = (await entriesOf('tender')).slice(0, 1);
    expect(entry).toMatchObject({ effectiveOn: '2026-03-03', lateFor: '2026-03-02' });
    expect(ok(await desk.get(`/v1/payments/${payment.id}`))).toMatchObject({ effectiveOn: '2026-03-03' });

    const seen = await readClose(desk, first.id);
    expect(seen.lateCorrections).toMatchObject([
      { sourceType: 'charge', sealedOn: '2026-03-01', effectiveOn: '2026-03-03', amountCents: 22_000 },
      { sourceType: 'tender', sealedOn: '2026-03-02', effectiveOn: '2026-03-03', amountCents: 12_000 },
    ]);
    expect(refusal(await closeDay(desk))).toEqual({ status: 409, code: 'day_already_closed' });

    clock.set('2026-03-03T23:00:00Z');
    const second = ok(await closeDay(desk));
    expect(second).toMatchObject({ number: 'DC-000002', previousHash: first.hash, coversFrom: '2026-03-03' });
    expect(second.tenders).toMatchObject([{ tender: 'cash', systemCents: 12_000, countedCents: null }]);
    expect(second.outsideCash).toMatchObject({ count: 1, totalCents: 12_000 });
  });

  it('books a visit of a sealed day on the first open one and tells somebody', async () => {
    ok(await closeDay(desk));
    clock.set('2026-03-04T20:00:00Z');
    const visit = await postVisit(desk, ['intake'], { dateOfService: '2026-03-02' });
    const [entry] = await entriesOf('charge');
    expect(entry).toMatchObject({ effectiveOn: '2026-03-03', lateFor: '2026-03-02' });
    const tasks = ok(await desk.get<{ data: object[] }>(`/v1/tasks?kind=late_correction&subjectId=${visit.id}`));
    expect(tasks.data).toMatchObject([
      { amountCents: 22_000, facts: { sealedOn: '2026-03-02', effectiveOn: '2026-03-03' } },
    ]);
    // Money taken on an open day is no correction, and neither is late.
    await payCash(desk, visit, 22_000);
    expect((await entriesOf('tender'))[0]).toMatchObject({ effectiveOn: '2026-03-04', lateFor: null });
    const all = ok(await desk.get<{ data: object[] }>('/v1/tasks?kind=late_correction'));
    expect(all.data).toHaveLength(1);
  });

  it('closes earlier days with a later one, but never a day that has not come, or one before', async () => {
    await pay(5_000, { type: 'check', reference: '1' });
    clock.set('2026-03-05T20:00:00Z');
    expect(refusal(await closeDay(desk, { businessDate: '2026-03-06' }))).toEqual({
      status: 422,
      code: 'business_date_in_future',
    });
    expect(ok(await closeDay(desk))).toMatchObject({ coversFrom: '2026-03-02', businessDate: '2026-03-05' });
    expect(refusal(await closeDay(desk, { businessDate: '2026-03-04' }))).toEqual({
      status: 409,
      code: 'day_already_closed',
    });
  });

  it('is not closed while a drawer is open', async () => {
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    expect(await closeDay(desk)).toMatchObject({
      status: 409,
      body: { code: 'day_has_open_drawers', drawers: [{ id: drawer!.id, drawer: 'Front desk' }] },
    });
    // Yesterday may still be closed while today's drawer is open.
    expect(ok(await closeDay(desk, { businessDate: '2026-03-01' }))).toMatchObject({ sealed: true });
    ok(await closeDrawer(desk, drawer!.id, 20_000));
    ok(await closeDay(desk));
  });

  it('answers a repeat with the same close, and another clinic with none', async () => {
    const key = 'close-once';
    const first = ok(await desk.post<DailyClose>('/v1/daily-closes', {}, key));
    expect(ok(await desk.post<DailyClose>('/v1/daily-closes', {}, key)).id).toBe(first.id);
    const { potomac } = await openDemo(app);
    expect(refusal(await potomac.desk.get(`/v1/daily-closes/${first.id}`))).toEqual({
      status: 404,
      code: 'daily_close_unknown',
    });
    const [drawer] = await drawersOf(desk);
    expect(refusal(await openDrawer(potomac.desk, drawer!.id))).toEqual({ status: 404, code: 'drawer_unknown' });
  });
});
