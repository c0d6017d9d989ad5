import { SetPrice } from '../../src/modules/catalog/set-price';
import { parseBusinessDate } from '../../src/kernel/business-date';
import { type Desk, openDesk } from '../modules/charges/support/desk';
import { codeOf, invoiceOf } from '../modules/charges/support/visits';
import { type GroupDesk, groupDesk, LOW_INCOME, SESSION_AT, setSeatPolicy } from '../modules/groups/support/group-desk';
import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';

const VENMO = { type: 'venmo', amountCents: 18000, reference: '3928471029384', feeCents: 352 };

/** Scenario S6 of the domain brief, with the seat it is about: booked ahead, paid, used. */
describe('Six seats of a group session on a sliding scale', () => {
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

  const raisePrice = () =>
    app.as(desk.clinicId, () =>
      app.get(SetPrice).execute({
        serviceCode: 'group-im',
        rule: { rule: 'fixed', priceCents: 30000 },
        effectiveFrom: parseBusinessDate('2026-11-23'),
      }),
    );

  it('cost what each patient was told, whatever the price list has become', async () => {
    const session = await groups.open();
    const [paid, later, full] = await groups.patients(3);
    const ahead = await groups.taken(session.id, paid!, LOW_INCOME);
    expect(ahead).toMatchObject({ status: 'held', priceCents: 18000, listPriceCents: 22000, discountCents: 4000 });
    expect(ahead.holdExpiresAt).toBe('2026-11-22T18:00:00.000Z');
    expect((await groups.pay(ahead, [VENMO])).body).toMatchObject({ status: 'booked', isPaid: true, heldCents: 18000 });
    const atSession = await groups.taken(session.id, later!, { ...LOW_INCOME, confirm: true });
    expect(atSession).toMatchObject({ status: 'booked', isPaid: false, holdExpiresAt: null });
    const unverified = await groups.taken(session.id, full!, { confirm: true });
    expect(unverified.priceCents).toBe(22000);
    await raisePrice();
    clock.set('2026-11-24T21:30:00Z');
    const seats = [ahead, atSession, unverified];
    const attendance = seats.map(({ id }) => ({ seatId: id, outcome: 'came', diagnoses: ['F33.2'] }));
    expect((await groups.complete(session.id, attendance)).body).toMatchObject({ status: 'completed', seatsTaken: 3 });

    const used = await groups.seat(session.id, ahead.id);
    expect(used).toMatchObject({ status: 'attended', isPaid: true, heldCents: 0, owedCents: 0 });
    const visit = await desk.get<{ charges: object[] }>(`/v1/visits/${used.visitId}`);
    expect(visit.body.charges).toMatchObject([
      {
        unitPriceCents: 18000,
        listPriceCents: 22000,
        dateOfService: '2026-11-24',
        priceSource: { priceList: 'Standard', rule: 'sliding_scale', agreedOn: '2026-11-22' },
        adjustments: [{ type: 'sliding_scale', amountCents: 4000 }],
        openCents: 0,
      },
    ]);
    const journal = await journalOf(app, desk.clinicId);
    expect(journal.sort()).toEqual(
      [
        ['Dr 1035 18000', 'Cr 2100 18000'],
        ['Dr 6000 352', 'Cr 1035 352'],
        ['Dr 1100 22000', 'Cr 4030 22000'],
        ['Dr 4910 4000', 'Cr 1100 4000'],
        ['Dr 2100 18000', 'Cr 1100 18000'],
        ['Dr 1100 22000', 'Cr 4030 22000'],
        ['Dr 4910 4000', 'Cr 1100 4000'],
        ['Dr 1100 22000', 'Cr 4030 22000'],
      ].sort(),
    );

    const { invoiceId } = await groups.seat(session.id, atSession.id);
    const hsa = { type: 'hsa_fsa_card', amountCents: 18000, reference: 'terminal 0042' };
    expect((await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [hsa] })).status).toBe(201);
    expect(await invoiceOf(desk, invoiceId)).toMatchObject({ status: 'paid', totalCents: 18000 });
    expect(await groups.seat(session.id, atSession.id)).toMatchObject({ isPaid: true, owedCents: 0 });
    expect(await groups.seat(session.id, unverified.id)).toMatchObject({ isPaid: false, owedCents: 22000 });
  });

  it('are six: the seventh patient is refused, waits, and has the first seat that is given up', async () => {
    const session = await groups.open();
    const patients = await groups.patients(8);
    const seats = [];
    for (const id of patients.slice(0, 6)) seats.push(await groups.taken(session.id, id, LOW_INCOME));
    expect(seats.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(codeOf(await groups.take(session.id, patients[6]!))).toEqual([409, 'group_session_full']);
    expect((await groups.wait(session.id, patients[6]!, LOW_INCOME)).body).toMatchObject({
      position: 1,
      status: 'waiting',
    });
    expect((await groups.wait(session.id, patients[7]!)).body).toMatchObject({ position: 2, status: 'waiting' });
    await raisePrice();
    expect((await groups.release(seats[2]!)).body).toMatchObject({ status: 'released', refundDueCents: 0 });
    const after = await groups.session(session.id);
    expect(after).toMatchObject({ seatsTaken: 6, seatsFree: 0, waitlist: [{ patientId: patients[7] }] });
    const offered = after.seats.find(({ patientId }) => patientId === patients[6])!;
    expect(offered).toMatchObject({ place: 3, status: 'held', holdExpiresAt: '2026-11-23T17:00:00.000Z' });
    expect(await groups.seat(session.id, offered.id)).toMatchObject({ priceCents: 18000, agreedOn: '2026-11-22' });
    expect(await groups.tasks('seat_offered')).toMatchObject([{ subject_id: offered.id }]);
    await groups.confirm(await groups.seat(session.id, offered.id));
    expect(await groups.tasks('seat_offered')).toEqual([]);
  });

  it('give the money back to who cancels in time, and keep it held for who cancels late, less the fee', async () => {
    await setSeatPolicy(desk, { missedSeatServiceCode: 'no-show-fee' });
    const session = await groups.open();
    const [early, late, missing] = await groups.patients(3);
    const seats = [];
    for (const [index, patientId] of [early, late, missing].entries()) {
      const seat = await groups.taken(session.id, patientId!, LOW_INCOME);
      seats.push((await groups.pay(seat, [{ ...VENMO, reference: `venmo ${index}`, feeCents: 0 }])).body);
    }
    clock.set('2026-11-23T18:00:00Z');
    const inTime = (await groups.release(seats[0]!)).body;
    expect(inTime).toMatchObject({ moneyRule: 'canceled_in_time', refundDueCents: 18000, visitId: null });
    expect(await groups.tasks('seat_money_to_return')).toEqual([
      { subject_id: inTime.paymentId, amount_cents: '18000' },
    ]);
    clock.set('2026-11-23T18:01:00Z');
    expect((await groups.release(seats[1]!)).body).toMatchObject({
      moneyRule: 'canceled_late',
      refundDueCents: 0,
      heldCents: 13000,
      owedCents: 0,
    });
    clock.set('2026-11-24T21:30:00Z');
    await groups.complete(session.id, [{ seatId: seats[2]!.id, outcome: 'no_show' }]);
    expect(await groups.seat(session.id, seats[2]!.id)).toMatchObject({
      status: 'no_show',
      moneyRule: 'missed',
      heldCents: 13000,
      isPaid: true,
    });
    const fees = (await journalOf(app, desk.clinicId)).filter(([first]) => !first?.startsWith('Dr 1035'));
    expect(fees.sort()).toEqual(
      [
        ['Dr 1100 5000', 'Cr 4090 5000'],
        ['Dr 2100 5000', 'Cr 1100 5000'],
        ['Dr 1100 5000', 'Cr 4090 5000'],
        ['Dr 2100 5000', 'Cr 1100 5000'],
      ].sort(),
    );
    const biller = await desk.as('biller');
    const refund = await biller.post(`/v1/payments/${inTime.paymentId}/refunds`, { reason: 'deposit_returned' });
    expect(refund.status).toBe(201);
    expect(await groups.seat(session.id, seats[0]!.id)).toMatchObject({ heldCents: 0 });
    expect(await groups.tasks('seat_money_to_return')).toEqual([]);
  });

  it('are all owed back when the clinic calls the session off', async () => {
    const session = await groups.open({ startsAt: SESSION_AT, capacity: 2 });
    const [first, second, third] = await groups.patients(3);
    const paid = await groups.taken(session.id, first!, LOW_INCOME);
    await groups.pay(paid);
    await groups.taken(session.id, second!, { confirm: true });
    await groups.wait(session.id, third!);
    clock.set('2026-11-24T17:59:00Z');
    expect((await groups.cancel(session.id)).body).toMatchObject({ status: 'canceled', seats: [], waitlist: [] });
    expect(await groups.seat(session.id, paid.id)).toMatchObject({
      status: 'released',
      moneyRule: 'clinic_canceled',
      refundDueCents: 18000,
    });
    expect(await groups.tasks('seat_money_to_return')).toHaveLength(1);
    expect(codeOf(await groups.take(session.id, third!))).toEqual([409, 'group_session_over']);
  });
});
