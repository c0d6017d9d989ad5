import type { PriceRule } from '../../../src/domain/pricing/price-rule';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { SetPrice } from '../../../src/modules/catalog/set-price';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Desk, openDesk } from '../charges/support/desk';
import { codeOf, registerPatient } from '../charges/support/visits';
import { ABSENT, type GroupDesk, groupDesk, LOW_INCOME, SESSION_AT } from './support/group-desk';

describe('A group session', () => {
  let app: TestApp;
  let desk: Desk;
  let groups: GroupDesk;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  beforeEach(async () => {
    clock.set('2026-11-22T17:00:00Z');
    desk = await openDesk(app);
    groups = groupDesk(app, desk);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  it('charges who came once, when it has begun and every booked seat is told', async () => {
    const session = await groups.open();
    const booked = await groups.taken(session.id, await registerPatient(desk), { confirm: true });
    const held = await groups.taken(session.id, await registerPatient(desk));
    const came = { seatId: booked.id, outcome: 'came' };
    expect(codeOf(await groups.complete(session.id, [came]))).toEqual([409, 'group_session_not_started']);
    clock.set('2026-11-24T18:00:00Z');
    for (const attendance of [[], [came, came], [came, { ...came, seatId: ABSENT }]])
      expect(codeOf(await groups.complete(session.id, attendance))).toEqual([422, 'attendance_incomplete']);
    const wrong = [{ ...came, diagnoses: ['nonsense'] }];
    expect(codeOf(await groups.complete(session.id, wrong))).toEqual([422, 'diagnosis_invalid']);
    expect((await groups.complete(session.id, [came])).body).toMatchObject({ status: 'completed', seatsTaken: 1 });
    expect(await groups.seat(session.id, held.id)).toMatchObject({ status: 'released', releaseReason: 'session_over' });
    expect(codeOf(await groups.complete(session.id, [came]))).toEqual([409, 'group_session_over']);
    expect(codeOf(await groups.pay(booked))).toEqual([409, 'seat_not_open']);
    expect(codeOf(await groups.release(booked))).toEqual([409, 'seat_not_open']);
    expect(codeOf(await groups.cancel(session.id))).toEqual([409, 'group_session_over']);
    const { body } = await desk.get<{ data: object[] }>(`/v1/visits?patientId=${booked.patientId}`);
    expect(body.data).toHaveLength(1);
  });

  it('at half the price of an individual one costs half of what that was when the seat was taken', async () => {
    const price = (serviceCode: string, rule: PriceRule, effectiveFrom: string) =>
      app.as(desk.clinicId, () =>
        app.get(SetPrice).execute({ serviceCode, rule, effectiveFrom: parseBusinessDate(effectiveFrom) }),
      );
    await price('experiential-im', { rule: 'fixed', priceCents: 55001 }, '2026-02-01');
    await price('group-im', { rule: 'percent_of', serviceCode: 'experiential-im', basisPoints: 5000 }, '2026-02-01');
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk), { ...LOW_INCOME, confirm: true });
    expect(seat).toMatchObject({ priceCents: 27501, discountCents: 0, priceSource: { rule: 'percent_of' } });
    await price('experiential-im', { rule: 'fixed', priceCents: 99900 }, '2026-11-23');
    clock.set(SESSION_AT);
    await groups.complete(session.id, [{ seatId: seat.id, outcome: 'came' }]);
    expect(await groups.seat(session.id, seat.id)).toMatchObject({ owedCents: 27501, isPaid: false });
    expect(await journalOf(app, desk.clinicId)).toEqual([['Dr 1100 27501', 'Cr 4030 27501']]);
  });

  it('gives seats to who waits, in the order they came, and passes over who stopped waiting', async () => {
    const session = await groups.open({ capacity: 1 });
    const seat = await groups.taken(session.id, await registerPatient(desk), { confirm: true });
    const [first, second] = await groups.patients(2);
    const entry = (await groups.wait(session.id, first!)).body;
    await groups.wait(session.id, second!);
    expect(codeOf(await groups.wait(session.id, first!))).toEqual([409, 'patient_already_waiting']);
    expect((await desk.delete(`/v1/group-sessions/${session.id}/waitlist/${entry.id}`)).status).toBe(204);
    expect((await desk.delete(`/v1/group-sessions/${session.id}/waitlist/${entry.id}`)).status).toBe(204);
    expect((await desk.delete(`/v1/group-sessions/${session.id}/waitlist/${ABSENT}`)).status).toBe(404);
    await groups.release(seat);
    expect((await groups.session(session.id)).seats).toMatchObject([{ patientId: second, status: 'held' }]);
    expect((await groups.wait(session.id, first!)).body).toMatchObject({ position: 3, status: 'waiting' });
  });

  it('gives somebody who would wait a seat that is free', async () => {
    const session = await groups.open();
    const entry = (await groups.wait(session.id, await registerPatient(desk), LOW_INCOME)).body;
    expect(entry).toMatchObject({ status: 'promoted' });
    expect(await groups.seat(session.id, entry.seatId!)).toMatchObject({ status: 'held', priceCents: 18000 });
  });

  it('is listed by day, page by page', async () => {
    const ids = [];
    for (const day of ['24', '26', '25']) ids.push((await groups.open({ startsAt: `2026-11-${day}T18:00:00Z` })).id);
    const page = async (query: string) =>
      (await desk.get<{ data: { id: string }[]; nextCursor: string | null }>(`/v1/group-sessions${query}`)).body;
    const first = await page('?limit=2');
    expect(first.data.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect((await page(`?limit=2&cursor=${first.nextCursor}`)).data.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await page('?from=2026-11-25&to=2026-11-25')).data.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await page('?status=canceled')).data).toEqual([]);
    const bad = Buffer.from(JSON.stringify(['yesterday', 'x'])).toString('base64url');
    expect(codeOf(await desk.get(`/v1/group-sessions?cursor=${bad}`))).toEqual([400, 'cursor_invalid']);
  });
});
