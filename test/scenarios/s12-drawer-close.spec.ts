import { startTestApp, type TestApp } from '../support/app';
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
import { expectLedgerTies, journalOf } from '../support/ledger';

describe('S12: a drawer with a float of $200.00 takes $120.00, gives back $27.27 and is counted at $292.00', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('is 73 cents short, deposits $92.00 and leaves $200.00, to the cent', async () => {
    const [drawer] = await drawersOf(desk);
    expect(drawer).toMatchObject({ name: 'Front desk', status: 'closed', session: null });
    ok(await openDrawer(desk, drawer!.id));
    const visit = await postVisit(desk, ['intake']);
    const payment = await payCash(desk, visit, 12_000);
    await giveBackCash(app, cascade.id, { payment, cents: 2_727 });

    expect(refusal(await closeDrawer(desk, drawer!.id, 29_200, { depositCents: 9_200 }))).toEqual({
      status: 422,
      code: 'over_short_reason_required',
    });
    const closed = ok(
      await closeDrawer(desk, drawer!.id, 29_200, { depositCents: 9_200, overShortReason: 'Change given wrong' }),
    );
    expect(closed).toMatchObject({
      status: 'closed',
      session: {
        expectedCents: 29_273,
        countedCents: 29_200,
        overShortCents: -73,
        overShortReason: 'Change given wrong',
        depositCents: 9_200,
        nextFloatCents: 20_000,
      },
    });
    const journal = await journalOf(app, cascade.id);
    expect(journal.slice(0, 4)).toEqual([
      ['Dr 1020 20000', 'Cr 1000 20000'],
      ['Dr 1100 22000', 'Cr 4000 22000'],
      ['Dr 1020 12000', 'Cr 1100 12000'],
      ['Dr 1100 2727', 'Cr 1020 2727'],
    ]);
    // Both of one transaction, in no order among themselves.
    expect(journal.slice(4).sort()).toEqual([
      ['Dr 1000 9200', 'Cr 1020 9200'],
      ['Dr 6030 73', 'Cr 1020 73'],
    ]);
  });

  it('hands the deposit to the bank on a slip, which the statement’s line is matched to', async () => {
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    await payCash(desk, await postVisit(desk, ['intake']), 12_000);
    ok(await closeDrawer(desk, drawer!.id, 32_000, { depositCents: 12_000, depositReference: 'slip 0417' }));
    const slips = async () => ok(await desk.get<{ data: object[] }>('/v1/bank-deposits')).data;
    const slip = {
      reference: 'slip 0417',
      depositedOn: '2026-03-02',
      cashCents: 12_000,
      checkCents: 0,
      ledgerCents: 12_000,
    };
    expect(await slips()).toMatchObject([{ ...slip, status: 'carried', bankCents: null, bankLineId: null }]);
    const accountant = await openDesk(app, cascade.id, 'accountant');
    const line = ok(
      await accountant.post<{ id: string }>('/v1/bank-lines', {
        account: 'operating_bank',
        postedOn: '2026-03-04',
        amountCents: 12_000,
        description: 'DEPOSIT SLIP 0417',
      }),
    );
    expect(line).toMatchObject({ status: 'matched', match: { targetType: 'deposit', rule: 'reference_and_amount' } });
    expect(await slips()).toMatchObject([{ ...slip, status: 'in_bank', bankCents: 12_000, bankLineId: line.id }]);
  });

  it('may be closed with a deposit although the clinic’s cash as a whole is less', async () => {
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    const payment = await payCash(desk, await postVisit(desk, ['intake']), 12_000);
    ok(await closeDrawer(desk, drawer!.id, 32_000, { depositCents: 12_000, depositReference: 'slip 0416' }));
    // Given back while no drawer is open: out of no drawer, and 1020 stands at $80.00.
    await giveBackCash(app, cascade.id, { payment, cents: 12_000 });
    ok(await openDrawer(desk, drawer!.id));
    ok(await closeDrawer(desk, drawer!.id, 20_000, { depositCents: 20_000 }));
    const slips = ok(await desk.get<{ data: { reference: string }[] }>('/v1/bank-deposits')).data;
    expect(slips.find(({ reference }) => reference === 'Front desk 2026-03-02')).toMatchObject({ cashCents: 20_000 });
  });

  it('carries the float over to the next session without a posting, and books what is missing of it', async () => {
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    ok(await closeDrawer(desk, drawer!.id, 20_000));
    clock.set('2026-03-03T16:00:00Z');
    ok(await openDrawer(desk, drawer!.id, 20_000));
    ok(await closeDrawer(desk, drawer!.id, 20_000));
    expect(await journalOf(app, cascade.id)).toEqual([['Dr 1020 20000', 'Cr 1000 20000']]);

    expect(refusal(await openDrawer(desk, drawer!.id, 19_500))).toEqual({
      status: 422,
      code: 'over_short_reason_required',
    });
    ok(await openDrawer(desk, drawer!.id, 19_500, { overShortReason: 'A five is missing since the night' }));
    expect((await journalOf(app, cascade.id)).slice(1)).toEqual([['Dr 6030 500', 'Cr 1020 500']]);
    ok(await closeDrawer(desk, drawer!.id, 19_500));
  });
});
