import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Desk, openDesk } from '../charges/support/desk';
import { codeOf, registerPatient } from '../charges/support/visits';
import { ABSENT, type GroupDesk, groupDesk, LOW_INCOME, SESSION_AT, setSeatPolicy } from './support/group-desk';

describe('Seats of a group session', () => {
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

  const post = (body: object) => desk.post('/v1/group-sessions', body);
  const opening = (more: object = {}) => ({
    serviceCode: 'group-im',
    startsAt: SESSION_AT,
    providerId: desk.providerId,
    ...more,
  });

  it('are those of a group service, of the future, and no more than the service has', async () => {
    expect(codeOf(await post(opening({ serviceCode: 'intake' })))).toEqual([422, 'service_not_for_groups']);
    expect(codeOf(await post(opening({ serviceCode: 'nothing' })))).toEqual([404, 'service_unknown']);
    expect(codeOf(await post(opening({ providerId: ABSENT })))).toEqual([404, 'provider_unknown']);
    expect(codeOf(await post(opening({ locationId: ABSENT })))).toEqual([404, 'location_unknown']);
    const pointers = async (more: object) =>
      ((await post(opening(more))).body as { errors?: { pointer: string }[] }).errors?.map(({ pointer }) => pointer);
    expect(await pointers({ startsAt: '2026-11-22T17:00:00Z' })).toEqual(['/startsAt']);
    expect(await pointers({ capacity: 7 })).toEqual(['/capacity']);
    expect(await pointers({ capacity: 0 })).toEqual(['/capacity']);
    expect(await pointers({ capacity: 2, leastPatients: 3 })).toEqual(['/leastPatients']);
    expect(await pointers({ startsAt: 'tomorrow' })).toEqual(['/startsAt']);
    expect(await groups.open({ capacity: 2, leastPatients: 2 })).toMatchObject({
      capacity: 2,
      leastPatients: 2,
      seatsFree: 2,
      dateOfService: '2026-11-24',
      endsAt: '2026-11-24T21:00:00.000Z',
      status: 'scheduled',
    });
  });

  it('are refused for what does not fit, and a refusal stores nothing', async () => {
    const session = await groups.open();
    const patientId = await registerPatient(desk);
    const take = (more: object) => groups.take(session.id, patientId, more);
    expect(codeOf(await take({ householdIncomeCents: 3_000_000 }))).toEqual([422, 'household_size_required']);
    expect(codeOf(await take({ householdSize: 0 }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await take({ householdSize: 1, householdIncomeCents: -1 }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await take({ priceCents: 1 }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await groups.take(session.id, ABSENT))).toEqual([404, 'patient_unknown']);
    expect(codeOf(await groups.take(ABSENT, patientId))).toEqual([404, 'group_session_unknown']);
    expect(codeOf(await groups.take('nonsense', patientId))).toEqual([404, 'not_found']);
    expect(codeOf(await desk.post(`/v1/group-sessions/${session.id}/seats`, { patientId }, {}))).toEqual([
      400,
      'idempotency_key_missing',
    ]);
    expect(
      await app.database.query('SELECT id FROM income_determinations WHERE clinic_id = $1', [desk.clinicId]),
    ).toEqual([]);
    expect((await groups.session(session.id)).seats).toEqual([]);
    const seat = await groups.taken(session.id, patientId);
    expect(codeOf(await take({}))).toEqual([409, 'patient_already_seated']);
    expect(codeOf(await groups.wait(session.id, patientId))).toEqual([409, 'patient_already_seated']);
    expect(codeOf(await groups.pay({ ...seat, id: ABSENT as never }))).toEqual([404, 'seat_unknown']);
    clock.set(SESSION_AT);
    expect(codeOf(await groups.take(session.id, await registerPatient(desk)))).toEqual([409, 'group_session_over']);
  });

  it('of another clinic are as if they were not there', async () => {
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk));
    const other = await openDesk(app);
    const theirs = groupDesk(app, other);
    const stranger = await registerPatient(other);
    expect(codeOf(await theirs.take(session.id, stranger))).toEqual([404, 'group_session_unknown']);
    expect(codeOf(await theirs.release(seat))).toEqual([404, 'group_session_unknown']);
    expect(codeOf(await other.get(`/v1/group-sessions/${session.id}`))).toEqual([404, 'group_session_unknown']);
    expect(codeOf(await other.get(`/v1/group-sessions/${session.id}/seats/${seat.id}`))).toEqual([404, 'seat_unknown']);
    expect(codeOf(await groups.take(session.id, stranger))).toEqual([404, 'patient_unknown']);
    expect((await other.get<{ data: object[] }>('/v1/group-sessions')).body.data).toEqual([]);
  });

  it('show no price and no income on the roster, and each its own to who asks for it, written down', async () => {
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk), { ...LOW_INCOME, documentsSeen: true });
    await groups.wait(session.id, await registerPatient(desk), LOW_INCOME);
    for (const path of [`/v1/group-sessions/${session.id}`, '/v1/group-sessions'])
      expect(JSON.stringify((await desk.get(path)).body)).not.toMatch(/cents|price|income|household|18000|22000/i);
    expect(await groups.seat(session.id, seat.id)).toMatchObject({ priceCents: 18000 });
    expect(JSON.stringify(seat)).not.toMatch(/30000|3000000/);
    const reads = await app.database.query(
      `SELECT subject_id FROM audit_events WHERE clinic_id = $1 AND action = 'group_seat.read'`,
      [desk.clinicId],
    );
    expect(reads).toEqual([{ subject_id: seat.id }]);
    expect(
      await app.database.query(
        `SELECT household_size, household_income_cents, documents_seen, guideline_year, poverty_basis_points, expires_on
           FROM income_determinations WHERE clinic_id = $1 AND patient_id = $2`,
        [desk.clinicId, seat.patientId],
      ),
    ).toEqual([
      {
        household_size: 1,
        household_income_cents: '3000000',
        documents_seen: true,
        guideline_year: 2026,
        poverty_basis_points: '18797',
        expires_on: '2027-11-22',
      },
    ]);
    const accountant = await desk.as('accountant');
    expect((await accountant.get(`/v1/group-sessions/${session.id}`)).status).toBe(403);
  });

  it('are paid whole, once, and with nothing that pays only for care that was given', async () => {
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk), LOW_INCOME);
    const pay = (...amounts: number[]) =>
      groups.pay(
        seat,
        amounts.map((amountCents) => ({ type: 'cash', amountCents })),
      );
    expect(codeOf(await pay(17999))).toEqual([422, 'seat_payment_incomplete']);
    expect(codeOf(await pay(18001))).toEqual([422, 'amount_exceeds_balance']);
    const hsa = { type: 'hsa_fsa_card', amountCents: 18000, reference: 'terminal 1' };
    expect(codeOf(await groups.pay(seat, [hsa]))).toEqual([422, 'hsa_fsa_not_eligible']);
    expect((await groups.seat(session.id, seat.id)).status).toBe('held');
    const venmo = { type: 'venmo', amountCents: 8000, reference: 'v-1' };
    const paid = await groups.pay(seat, [{ type: 'cash', amountCents: 10000, tenderedCents: 20000 }, venmo]);
    expect(paid.body).toMatchObject({ status: 'booked', isPaid: true, heldCents: 18000 });
    expect(codeOf(await pay(18000))).toEqual([409, 'seat_already_paid']);
    expect((await groups.session(session.id)).seats).toMatchObject([{ isPaid: true, status: 'booked' }]);
  });

  it('are sure without money only where the clinic says so', async () => {
    await setSeatPolicy(desk, { prepayment: 'required', holdMinutes: 10 });
    const session = await groups.open();
    const patientId = await registerPatient(desk);
    expect(codeOf(await groups.take(session.id, patientId, { confirm: true }))).toEqual([
      409,
      'seat_prepayment_required',
    ]);
    const seat = await groups.taken(session.id, patientId);
    expect(seat.holdExpiresAt).toBe('2026-11-22T17:10:00.000Z');
    expect(codeOf(await groups.confirm(seat))).toEqual([409, 'seat_prepayment_required']);
    expect((await groups.pay(seat)).body).toMatchObject({ status: 'booked', isPaid: true });
  });

  it('are booked by the desk where the clinic does not mind, and a second time nothing happens', async () => {
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk));
    for (let time = 0; time < 2; time += 1)
      expect((await groups.confirm(seat)).body).toMatchObject({ status: 'booked', isPaid: false, holdExpiresAt: null });
    await groups.release(seat);
    expect(codeOf(await groups.confirm(seat))).toEqual([409, 'seat_not_open']);
    expect((await groups.release(seat)).body).toMatchObject({ status: 'released', releaseReason: 'patient_canceled' });
  });

  it('are no more than there are; who cancels late keeps the money held, and nobody is told to give it back', async () => {
    const session = await groups.open({ capacity: 1 });
    const [patientId, other] = await groups.patients(2);
    const seat = await groups.taken(session.id, patientId!);
    await groups.pay(seat);
    expect(codeOf(await groups.take(session.id, other!))).toEqual([409, 'group_session_full']);
    expect((await groups.session(session.id)).seats).toMatchObject([{ patientId }]);
    clock.set('2026-11-23T18:00:01Z');
    expect((await groups.release(seat)).body).toMatchObject({
      moneyRule: 'canceled_late',
      refundDueCents: 0,
      heldCents: 22_000,
      visitId: null,
    });
    expect(await groups.tasks('seat_money_to_return')).toEqual([]);
  });

  it('remember whether the prescription was brought, at the same price', async () => {
    const session = await groups.open();
    const seat = await groups.taken(session.id, await registerPatient(desk), { confirm: true });
    const path = `/v1/group-sessions/${session.id}/seats/${seat.id}`;
    const changed = await desk.patch(path, { prescriptionBrought: true });
    expect(changed).toMatchObject({ status: 200, body: { prescriptionBrought: true, priceCents: seat.priceCents } });
    expect((await groups.session(session.id)).seats).toMatchObject([{ prescriptionBrought: true }]);
    await groups.release(seat);
    expect(codeOf(await desk.patch(path, { prescriptionBrought: false }))).toEqual([409, 'seat_not_open']);
  });

  it('are taken once by a request that is sent twice', async () => {
    const session = await groups.open();
    const key = { 'idempotency-key': 'the-same-seat' };
    const body = { patientId: await registerPatient(desk) };
    const path = `/v1/group-sessions/${session.id}/seats`;
    const [first, again] = [await desk.post(path, body, key), await desk.post(path, body, key)];
    expect([first.status, again.status, again.headers['idempotent-replayed']]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    expect((await groups.session(session.id)).seatsTaken).toBe(1);
  });
});
