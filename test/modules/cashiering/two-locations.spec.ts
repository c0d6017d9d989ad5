import type { ClinicId } from '../../../src/kernel/ids';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';
import { closeDay, readClose } from '../../support/daily-closes';
import { type Desk, ok, openDesk } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { closeDrawer, drawersOf, expectClosesHold, openDrawer, payCash, refusal } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { DefineService } from '../../../src/modules/catalog/define-service';
import { SERVICES } from '../charges/support/desk';

const address = { line1: '100 Test St', line2: null, city: 'Portland', state: 'OR', postalCode: '97201' };
const place = (name: string) => ({ name, placeOfService: '11', npi: null, address });

describe('A clinic with two locations', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let clinic: ClinicId;
  let east: Desk;
  let west: Desk;
  const places: Record<string, string> = {};
  const closeAt = (name: string, body: object = {}) => closeDay(east, { locationId: places[name], ...body });
  const visitAt = (name: string) => postVisit(east, ['intake'], { locationId: places[name] });

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock });
    clinic = await openTestClinic(app, { locations: [place('East'), place('West')] });
    await app.as(clinic, () => app.get(DefineService).execute(SERVICES[0]!));
    east = await openDesk(app, clinic);
    west = await openDesk(app, clinic);
    for (const { location } of await drawersOf(east)) places[location.name] = location.id;
  });
  afterEach(async () => {
    await expectClosesHold(app, clinic);
    await expectLedgerTies(app, clinic);
    await app.close();
  });

  it('has one drawer at each, and its day is sealed when the slower one has closed', async () => {
    const drawers = await drawersOf(east);
    expect(drawers.map(({ name, location }) => [name, location.name])).toEqual([
      ['Front desk', 'East'],
      ['Front desk', 'West'],
    ]);
    await visitAt('East');
    await visitAt('West');
    const first = ok(await closeAt('East'));
    expect(first).toMatchObject({ sealed: false, entryCount: 1 });
    // Until then a late payment at the closed one is on the day, and the close is made again.
    const visit = await visitAt('East');
    await payCash(east, visit, 22_000);
    expect(ok(await closeAt('West'))).toMatchObject({ sealed: false, entryCount: 1 });
    const second = ok(await closeAt('East'));
    expect(second).toMatchObject({ sealed: true, entryCount: 3, replaces: { number: first.number } });
    expect(await readClose(east, first.id)).toMatchObject({ status: 'replaced' });
    expect(refusal(await closeAt('West'))).toEqual({ status: 409, code: 'day_already_closed' });
    expect(refusal(await closeAt('East', { locationId: '00000000-0000-4000-8000-000000000000' }))).toEqual({
      status: 404,
      code: 'location_unknown',
    });
  });

  it('does not wait for a location where nothing happened', async () => {
    await visitAt('West');
    expect(ok(await closeAt('West'))).toMatchObject({ sealed: true });
  });

  it('puts cash into the drawer of whoever took it, and else into that of the place', async () => {
    const [atEast, atWest] = await drawersOf(east);
    ok(await openDrawer(east, atEast!.id, 10_000));
    ok(await openDrawer(west, atWest!.id, 10_000));
    const third = await openDesk(app, clinic);
    await payCash(west, await visitAt('East'), 5_000);
    await payCash(third, await visitAt('East'), 300);
    await payCash(third, await visitAt('West'), 40);
    expect(ok(await closeDrawer(east, atEast!.id, 10_300)).session).toMatchObject({ expectedCents: 10_300 });
    expect(ok(await closeDrawer(east, atWest!.id, 15_040)).session).toMatchObject({ expectedCents: 15_040 });
    // Cash stands where its drawer is, whatever the visit.
    expect(ok(await closeAt('West')).tenders).toMatchObject([
      { tender: 'cash', systemCents: 5_040, countedCents: 5_040 },
    ]);
  });
});
