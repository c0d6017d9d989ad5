import { EndHoldsJob } from '../../../src/modules/groups/jobs/end-holds.job';
import type { SeatView } from '../../../src/modules/groups/seat.view';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk, type SavedCard } from '../../support/cards';
import { openDesk as openApiDesk } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectInvariants } from '../../support/invariants';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { stripeDesk } from '../../support/stripe-desk';
import { type Desk, openDesk } from '../charges/support/desk';
import { codeOf } from '../charges/support/visits';
import { type GroupDesk, groupDesk, type Told } from './support/group-desk';

/** Saved without a word, declined whenever it is charged. */
const DECLINES_LATER = '4000000000000341';
const NOW = `${new Date().toISOString().slice(0, 19)}Z`;
const SESSION_AT = new Date(Date.parse(NOW) + 72 * 3_600_000).toISOString();

describe('A seat paid ahead by card', () => {
  const clock = FixedClock.at(NOW);
  let app: TestApp;
  let desk: Desk;
  let groups: GroupDesk;
  let cards: ReturnType<typeof cardDesk>;
  let quiet: () => Promise<void>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    desk = await openDesk(app);
    groups = groupDesk(app, desk);
    const api = await openApiDesk(app, desk.clinicId);
    cards = cardDesk(app, api);
    quiet = async () => {
      await stripeDesk(app, api).quiet();
    };
  });
  beforeEach(() => clock.set(NOW));
  afterEach(async () => {
    await cards.calm();
    await quiet();
    await expectLedgerTies(app, desk.clinicId);
  });
  afterAll(() => app.close());

  /** Nobody is told what happens at Stripe. */
  const deaf = () => app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
  const hearing = async () =>
    app.stripe.setWebhook(`${await app.app.getUrl()}/v1/webhooks/stripe`, app.database.secrets.webhook);
  const inMinutes = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
  const entries = async () => (await journalOf(app, desk.clinicId)).length;
  const since = async (before: number) => (await journalOf(app, desk.clinicId)).slice(before);
  const sweep = () => app.as(desk.clinicId, () => app.get(EndHoldsJob).sweep());
  const guest = async () => (await groups.patients(1))[0]!;
  const opened = async (capacity = 6) => groups.open({ capacity, startsAt: SESSION_AT });
  const held = async (sessionId: string, patientId?: string) => groups.taken(sessionId, patientId ?? (await guest()));
  const byCard = (seat: SeatView, card: SavedCard, amountCents = seat.priceCents) =>
    groups.pay(seat, [{ type: 'card_on_file', paymentMethodId: card.id, amountCents }]);
  const openPage = (seat: SeatView): Promise<Told<{ url: string; paymentId: string; amountCents: number }>> =>
    desk.post(`/v1/group-sessions/${seat.sessionId}/seats/${seat.id}/checkout-sessions`, {});
  const page = async (seat: SeatView) => {
    const { status, body } = await openPage(seat);
    expect(status).toBe(201);
    return body;
  };
  const read = (seat: SeatView) => groups.seat(seat.sessionId, seat.id);
  const isBooked = (seat: SeatView) => async () => (await read(seat)).status === 'booked';
  const toReturn = async () => (await groups.tasks('seat_money_to_return')).map(({ subject_id: id }) => id);

  it('on file is booked at once, its money held as a deposit until the session', async () => {
    const { id } = await opened();
    const seat = await held(id);
    const card = await cards.save(seat.patientId);
    expect(codeOf(await byCard(seat, card, 21_999))).toEqual([422, 'seat_payment_incomplete']);
    expect(codeOf(await byCard(seat, card, 22_001))).toEqual([422, 'amount_exceeds_balance']);
    const mixed = [
      { type: 'cash', amountCents: 2_000 },
      { type: 'card_on_file', paymentMethodId: card.id, amountCents: 20_000 },
    ];
    expect(codeOf(await groups.pay(seat, mixed))).toEqual([422, 'tender_not_offered']);
    const other = await held(id);
    const health = await cards.save(other.patientId, undefined, { label: 'fsa' });
    const byHealthCard = [{ type: 'hsa_fsa_card', paymentMethodId: health.id, amountCents: 22_000 }];
    expect(codeOf(await groups.pay(other, byHealthCard))).toEqual([422, 'hsa_fsa_not_eligible']);
    const before = await entries();
    const paid = await byCard(seat, card);
    expect(paid).toMatchObject({
      status: 201,
      body: { status: 'booked', isPaid: true, isBeingPaid: false, heldCents: 22_000, holdExpiresAt: null },
    });
    await quiet();
    expect(await since(before)).toContainEqual(['Dr 1030 22000', 'Cr 2100 22000']);
    expect(codeOf(await byCard(seat, card))).toEqual([409, 'seat_already_paid']);
    // Given, it is earned like any other deposit.
    clock.set(SESSION_AT);
    await groups.complete(id, [{ seatId: seat.id, outcome: 'came', diagnoses: ['F33.2'] }]);
    expect(await since(before)).toContainEqual(['Dr 2100 22000', 'Cr 1100 22000']);
    expect(await read(seat)).toMatchObject({ status: 'attended', isPaid: true, heldCents: 0, owedCents: 0 });
  });

  it('that declines stays held, takes nothing, and may be paid another way', async () => {
    const seat = await held((await opened()).id);
    const card = await cards.save(seat.patientId, DECLINES_LATER);
    const before = await entries();
    expect(codeOf(await byCard(seat, card))).toEqual([402, 'card_declined']);
    expect(await read(seat)).toMatchObject({ status: 'held', isPaid: false, isBeingPaid: false, heldCents: 0 });
    expect(await entries()).toBe(before);
    expect((await groups.pay(seat)).body).toMatchObject({ status: 'booked', heldCents: 22_000 });
  });

  it('whose hold has ended is not charged for: somebody else may have its place', async () => {
    const { id } = await opened(1);
    const seat = await held(id);
    const card = await cards.save(seat.patientId);
    await groups.wait(id, await guest());
    clock.set(inMinutes(60));
    const before = await entries();
    expect(codeOf(await byCard(seat, card))).toEqual([409, 'seat_not_open']);
    expect(codeOf(await openPage(seat))).toEqual([409, 'seat_not_open']);
    expect(await entries()).toBe(before);
  });

  it('on a hosted page is kept while the page is open, booked when it is paid, and free when it is not', async () => {
    const { id } = await opened();
    const seat = await held(id);
    clock.set(inMinutes(45));
    const { url, amountCents } = await page(seat);
    expect(amountCents).toBe(22_000);
    expect(await read(seat)).toMatchObject({
      status: 'held',
      isBeingPaid: true,
      isPaid: false,
      pageUrl: url,
      holdExpiresAt: inMinutes(76),
    });
    clock.set(inMinutes(61));
    await sweep();
    expect((await read(seat)).status).toBe('held');
    await payHosted(url);
    await eventually(isBooked(seat), 'the seat is booked');
    expect(await read(seat)).toMatchObject({ isPaid: true, isBeingPaid: false, heldCents: 22_000, pageUrl: null });

    const other = await held(id);
    await page(other);
    const { holdExpiresAt } = await read(other);
    clock.set(holdExpiresAt!);
    await sweep();
    expect(await read(other)).toMatchObject({ status: 'released', releaseReason: 'hold_expired' });
  });

  it('at the desk ends its page first: no second payment, and nothing left to pay on it', async () => {
    const seat = await held((await opened()).id);
    const { url } = await page(seat);
    expect((await groups.pay(seat)).body).toMatchObject({ status: 'booked', isPaid: true });
    await quiet();
    expect((await fetch(url)).status).not.toBe(200);
    const given = await held((await opened()).id);
    const left = await page(given);
    expect((await groups.release(given)).body).toMatchObject({ status: 'released' });
    expect((await fetch(left.url)).status).not.toBe(200);
  });

  it('whose answer was lost is unknown, blocks every other payment, and is booked once when it is known', async () => {
    const seat = await held((await opened()).id);
    const card = await cards.save(seat.patientId);
    deaf();
    await cards.chaos({ fault: 'server_error', when: 'after', times: 2 });
    expect((await byCard(seat, card)).body).toMatchObject({ status: 'held', isBeingPaid: true, heldCents: 0 });
    expect(codeOf(await groups.pay(seat))).toEqual([409, 'payment_in_progress']);
    expect(codeOf(await groups.release(seat))).toEqual([409, 'payment_in_progress']);
    await cards.calm();
    clock.set(inMinutes(3));
    const { paymentId } = await read(seat);
    await desk.get(`/v1/payments/${paymentId}`);
    await eventually(isBooked(seat), 'the seat is booked');
    expect(await read(seat)).toMatchObject({ heldCents: 22_000, isPaid: true });
    await hearing();
  });

  it('that comes when somebody else has the place is held for its payer, and somebody is told to give it back', async () => {
    const { id } = await opened(1);
    const seat = await held(id);
    const { url, paymentId } = await page(seat);
    await groups.wait(id, await guest());
    const { holdExpiresAt } = await read(seat);
    // Paid in the last moment, and learned of after it.
    deaf();
    await payHosted(url);
    clock.set(holdExpiresAt!);
    await sweep();
    expect((await groups.session(id)).seats).toMatchObject([{ status: 'held' }]);
    await desk.get(`/v1/payments/${paymentId}`);
    await eventually(async () => (await read(seat)).heldCents === 22_000, 'the money is there');
    expect(await read(seat)).toMatchObject({ status: 'released', moneyRule: 'seat_lost', refundDueCents: 22_000 });
    expect(await toReturn()).toContain(paymentId);
    expect((await groups.session(id)).seatsTaken).toBe(1);
    await hearing();
  });

  it('that comes after the session was held pays the bill of the session', async () => {
    const startsAt = inMinutes(20);
    const { id } = await groups.open({ startsAt });
    const seat = await held(id);
    await groups.confirm(seat);
    const { url } = await page(seat);
    clock.set(startsAt);
    await groups.complete(id, [{ seatId: seat.id, outcome: 'came', diagnoses: ['F33.2'] }]);
    expect(await read(seat)).toMatchObject({ status: 'attended', isPaid: false, owedCents: 22_000 });
    await payHosted(url);
    await eventually(async () => (await read(seat)).isPaid, 'the bill is paid');
    expect(await read(seat)).toMatchObject({ owedCents: 0, heldCents: 0 });
  });

  it('keeps every invariant, here and at Stripe', async () => {
    await expectInvariants(app.database, cards.stripe());
  });
});
