import { EndHoldsJob } from '../../src/modules/groups/jobs/end-holds.job';
import type { SeatView } from '../../src/modules/groups/seat.view';
import { type Desk, deskOf, openDesk } from '../modules/charges/support/desk';
import { codeOf } from '../modules/charges/support/visits';
import { type GroupDesk, groupDesk, type Told } from '../modules/groups/support/group-desk';
import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectInvariants } from '../support/invariants';
import { expectLedgerTies } from '../support/ledger';

/** How often the race is run; the promise is 50 of 50 (`GROUP_RACE_TRIALS=50`). */
const TRIALS = Number(process.env['GROUP_RACE_TRIALS'] ?? 5);
const AT_ONCE = 100;
const NOW = '2026-11-22T17:00:00Z';
const HOLD_ENDS = '2026-11-22T18:00:00Z';

describe('Seats that many want at once, on two replicas', () => {
  const clock = FixedClock.at(NOW);
  let app: TestApp;
  let replica: TestApp;
  let desk: Desk;
  let groups: GroupDesk;
  let others: GroupDesk;
  let guests: string[];

  beforeAll(async () => {
    app = await startTestApp({ clock });
    replica = await startTestApp({ clock, database: app.database });
    desk = await openDesk(app);
    groups = groupDesk(app, desk);
    others = groupDesk(app, await deskOf(replica, desk, 'front_desk'));
    guests = await groups.patients(AT_ONCE);
  }, 120_000);

  beforeEach(() => clock.set(NOW));

  afterEach(async () => {
    await expectInvariants(app.database);
    await expectLedgerTies(app, desk.clinicId);
  });

  afterAll(async () => {
    await replica.close();
    await app.close();
  });

  const either = (index: number): GroupDesk => (index % 2 === 0 ? groups : others);
  const sweep = (at: TestApp): Promise<void> => at.as(desk.clinicId, () => at.get(EndHoldsJob).sweep());
  const statusOf = ({ status, body }: Told<SeatView>): string =>
    status === 201 ? 'taken' : `${body.code ?? ''} ${status}`;
  const moneyTasks = async (): Promise<string[]> =>
    (await groups.tasks('seat_money_to_return')).map(({ subject_id: id }) => id);

  it(`are as many as there are, whoever asks where: ${AT_ONCE} at once, ${TRIALS} times`, async () => {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const { id } = await groups.open();
      const answers = await Promise.all(guests.map((guest, index) => either(index).take(id, guest)));
      const outcomes = answers.map(statusOf);
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(6);
      for (const outcome of outcomes.filter((one) => one !== 'taken'))
        expect(['group_session_full 409', 'service_unavailable 503']).toContain(outcome);
      const { seats } = await groups.session(id);
      expect(seats.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6]);

      // Some get up while others come: never a seventh.
      const taken = answers.flatMap(({ status, body }) => (status === 201 ? [body] : []));
      const seated = new Set(taken.map(({ patientId }) => patientId));
      const waiting = guests.filter((guest) => !seated.has(guest as never)).slice(0, 20);
      await Promise.all([
        ...taken.slice(0, 3).map((seat, index) => either(index).release(seat)),
        ...waiting.map((guest, index) => either(index).take(id, guest)),
      ]);
      expect((await groups.session(id)).seatsTaken).toBeLessThanOrEqual(6);
    }
  }, 900_000);

  it('are kept by the database itself', async () => {
    const { id } = await groups.open({ capacity: 2 });
    const seat = await groups.taken(id, guests[0]!);
    const copy = (changes: string) =>
      app.database.query(
        `INSERT INTO group_seats SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()) || ${changes})).*
           FROM group_seats s WHERE id = $1`,
        [seat.id],
      );
    const other = `jsonb_build_object('patient_id', '${guests[1]}'`;
    await expect(copy(`${other})`)).rejects.toMatchObject({ constraint: 'uq_group_seats_place' });
    await expect(copy(`${other}, 'place', 3)`)).rejects.toMatchObject({ constraint: 'ck_group_seats_place' });
    await expect(copy(`${other}, 'place', 3, 'capacity', 3)`)).rejects.toMatchObject({
      constraint: 'fk_group_seats_session_id',
    });
    await expect(copy(`jsonb_build_object('place', 2)`)).rejects.toMatchObject({
      constraint: 'uq_group_seats_patient_id',
    });
    await expect(
      app.database.query('UPDATE group_sessions SET capacity = 3 WHERE id = $1', [id]),
    ).rejects.toMatchObject({ constraint: 'fk_group_seats_session_id' });
  });

  it('are taken once by a patient who asks twice, and paid once', async () => {
    const { id } = await groups.open();
    const asked = await Promise.all([groups.take(id, guests[0]!), others.take(id, guests[0]!)]);
    expect(asked.map(statusOf).sort()).toEqual(['patient_already_seated 409', 'taken']);
    const seat = asked.find(({ status }) => status === 201)!.body;
    const paid = await Promise.all([groups.pay(seat), others.pay(seat)]);
    expect(paid.map(statusOf).sort()).toEqual(['seat_already_paid 409', 'taken']);
    expect(await groups.seat(id, seat.id)).toMatchObject({ status: 'booked', heldCents: seat.priceCents });
  });

  it('go to those who wait, in order and once each, however many free them', async () => {
    const { id } = await groups.open({ capacity: 3 });
    const seats = [];
    for (const guest of guests.slice(0, 3)) seats.push(await groups.taken(id, guest));
    for (const guest of guests.slice(3, 7)) await groups.wait(id, guest);
    clock.set('2026-11-22T17:59:59Z');
    await groups.confirm(seats[2]!);
    clock.set(HOLD_ENDS);
    await Promise.all([
      sweep(app),
      sweep(replica),
      groups.release(seats[0]!),
      others.release(seats[1]!),
      sweep(replica),
    ]);
    const after = await groups.session(id);
    expect(after.seats.map(({ patientId }) => patientId).sort()).toEqual([guests[2], guests[3], guests[4]].sort());
    expect(after.waitlist.map(({ patientId }) => patientId)).toEqual([guests[5], guests[6]]);
    expect((await groups.tasks('seat_offered')).length).toBe(2);
    // Whoever is not reached in time makes room for the next.
    clock.set('2026-11-23T18:00:00Z');
    await Promise.all([sweep(app), sweep(replica)]);
    const next = await groups.session(id);
    expect(next.seats.map(({ patientId }) => patientId).sort()).toEqual([guests[2], guests[5], guests[6]].sort());
  });

  it('stay the payer’s when the money comes late and a place is free', async () => {
    const { id } = await groups.open();
    const seat = await groups.taken(id, guests[0]!);
    clock.set(HOLD_ENDS);
    await sweep(app);
    expect((await groups.seat(id, seat.id)).status).toBe('released');
    const before = await moneyTasks();
    expect((await others.pay(seat)).body).toMatchObject({ status: 'booked', isPaid: true, refundDueCents: 0 });
    expect(await moneyTasks()).toEqual(before);
  });

  it('are somebody else’s when the money comes too late; it is held for the payer, and somebody told to give it back', async () => {
    const { id } = await groups.open({ capacity: 1 });
    const seat = await groups.taken(id, guests[0]!);
    await groups.wait(id, guests[1]!);
    clock.set(HOLD_ENDS);
    const late = await groups.pay(seat, [{ type: 'external_card', amountCents: 22000, reference: 'terminal 0042' }]);
    expect(late.status).toBe(201);
    expect(late.body).toMatchObject({
      status: 'released',
      moneyRule: 'seat_lost',
      refundDueCents: 22000,
      heldCents: 22000,
    });
    expect((await groups.session(id)).seats).toMatchObject([{ patientId: guests[1], status: 'held' }]);
    expect(await moneyTasks()).toContain(late.body.paymentId);
    const account = await desk.get<{ depositCents: number }>(`/v1/patients/${guests[0]}/account`);
    expect(account.body.depositCents).toBeGreaterThanOrEqual(22000);
    expect(codeOf(await groups.pay(seat))).toEqual([409, 'seat_already_paid']);
  });

  it('are decided once when the hold ends while the money is on its way', async () => {
    for (let trial = 0; trial < 2 * TRIALS; trial += 1) {
      clock.set(NOW);
      const { id } = await groups.open({ capacity: 1 });
      const seat = await groups.taken(id, guests[0]!);
      await groups.wait(id, guests[1]!);
      const [paid] = await Promise.all([
        groups.pay(seat),
        Promise.resolve().then(async () => {
          if (trial % 2 === 0) await groups.session(id);
          clock.set(HOLD_ENDS);
          await sweep(replica);
        }),
      ]);
      const { seats, waitlist } = await groups.session(id);
      const { status, paymentId, heldCents } = await groups.seat(id, seat.id);
      const outcome = {
        status,
        sits: seats.map(({ patientId }) => guests.indexOf(patientId)),
        waits: waitlist.length,
        task: (await moneyTasks()).includes(paymentId!),
      };
      expect([paid.status, heldCents]).toEqual([201, 22000]);
      expect([
        { status: 'booked', sits: [0], waits: 1, task: false },
        { status: 'released', sits: [1], waits: 0, task: true },
      ]).toContainEqual(outcome);
    }
  });
});
