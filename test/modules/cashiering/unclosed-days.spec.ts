import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { ClinicId, LocationId } from '../../../src/kernel/ids';
import { DefineService } from '../../../src/modules/catalog/define-service';
import { UnclosedDaysReader } from '../../../src/modules/cashiering/unclosed-days.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';
import { closeDay, type DailyClose } from '../../support/daily-closes';
import { type Desk, ok, openDesk } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { closeDrawer, drawersOf, expectClosesHold, openDrawer, payCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { SERVICES } from '../charges/support/desk';

const address = { line1: '100 Test St', line2: null, city: 'Portland', state: 'OR', postalCode: '97201' };
const place = (name: string) => ({ name, placeOfService: '11', npi: null, address });
const MONDAY = '2026-03-02';

describe('A day before its close', () => {
  const clock = FixedClock.at(`${MONDAY}T20:00:00Z`);
  let app: TestApp;
  let clinic: ClinicId;
  let desk: Desk;
  const places: Record<string, string> = {};
  const drawers: Record<string, string> = {};
  const read = (name: string, day = MONDAY) =>
    app.as(clinic, () => app.get(UnclosedDaysReader).get(parseBusinessDate(day), places[name] as LocationId));
  const booked = async (name: string) =>
    Object.fromEntries((await read(name)).tenders.map(({ tender, system }) => [tender, system.toJSON()]));
  const payCheck = async (cents: number) => {
    const { invoiceId } = await postVisit(desk, ['intake'], { locationId: places['East'] });
    const tenders = [{ type: 'check', amountCents: cents, reference: '1001' }];
    ok(await desk.post<object>(`/v1/invoices/${invoiceId}/payments`, { tenders }));
  };

  beforeEach(async () => {
    clock.set(`${MONDAY}T20:00:00Z`);
    app = await startTestApp({ clock });
    clinic = await openTestClinic(app, { locations: [place('East'), place('West')] });
    await app.as(clinic, () => app.get(DefineService).execute(SERVICES[0]!));
    desk = await openDesk(app, clinic);
    for (const { id, location } of await drawersOf(desk)) {
      places[location.name] = location.id;
      drawers[location.name] = id;
    }
  });
  afterEach(async () => {
    await expectClosesHold(app, clinic);
    await expectLedgerTies(app, clinic);
    await app.close();
  });

  it('tells no cash while any drawer has still to be counted, and then what its close will say, to the cent', async () => {
    ok(await openDrawer(desk, drawers['West']!));
    ok(await openDrawer(desk, drawers['East']!));
    await payCash(desk, await postVisit(desk, ['intake'], { locationId: places['East'] }), 12_000);
    await payCheck(5_000);
    expect(await booked('East')).toEqual({ check: 5_000 });
    ok(await closeDrawer(desk, drawers['East']!, 31_900, { overShortReason: 'Change given wrong' }));
    // The cash of one place may lie in the drawer of the other.
    expect(await booked('East')).toEqual({ check: 5_000 });
    expect(await read('East')).toMatchObject({ isCashWithheld: true, openDrawers: [] });
    ok(await closeDrawer(desk, drawers['West']!, 20_000));
    const before = await read('East');
    const close: DailyClose = ok(await closeDay(desk, { locationId: places['East'] }));
    expect(before.tenders.map(({ tender, system, counted }) => [tender, system.toJSON(), counted?.toJSON()])).toEqual([
      ['cash', 12_000, 11_900],
      ['check', 5_000, undefined],
    ]);
    expect(close.tenders.map(({ tender, systemCents }) => [tender, systemCents])).toEqual([
      ['cash', 12_000],
      ['check', 5_000],
    ]);
  });

  it('is done once its close stands, and open again for what came since while the other place is not closed', async () => {
    await payCheck(5_000);
    await postVisit(desk, ['intake'], { locationId: places['West'] });
    const close = ok(await closeDay(desk, { locationId: places['East'] }));
    expect(await read('East')).toMatchObject({ isDone: true, coveredBy: { id: close.id } });
    await payCheck(7_000);
    expect(await read('East')).toMatchObject({ isDone: false, coveredBy: { id: close.id } });
    // A close made again covers both.
    expect(await booked('East')).toEqual({ check: 12_000 });
    expect(await read('West')).toMatchObject({ isDone: false, coveredBy: undefined });
  });

  it('is listed by place while something on it is open, and covered by the close of a later day', async () => {
    await payCheck(5_000);
    clock.set('2026-03-04T20:00:00Z');
    const list = () => app.as(clinic, () => app.get(UnclosedDaysReader).list());
    expect((await list()).map(({ location, openDays }) => [location.name, openDays])).toEqual([
      ['East', [MONDAY]],
      ['West', []],
    ]);
    const close = ok(await closeDay(desk, { locationId: places['East'] }));
    expect(await read('East')).toMatchObject({ isDone: true, coveredBy: { id: close.id, businessDate: '2026-03-04' } });
    expect(await read('West')).toMatchObject({ isDone: true, coveredBy: undefined });
    expect(
      (await list()).map(({ openDays, closedToday, isSealedToday }) => [openDays, closedToday?.number, isSealedToday]),
    ).toEqual([
      [[], close.number, true],
      [[], undefined, true],
    ]);
    await expect(read('East', '2026-03-05')).rejects.toMatchObject({ code: 'business_date_in_future' });
  });
});
