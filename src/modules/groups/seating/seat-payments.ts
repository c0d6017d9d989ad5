import { Injectable } from '@nestjs/common';
import { isSeatOpen } from '../../../domain/groups/seat-state';
import { payHoldEnd } from '../../../domain/groups/seat-terms';
import { fromDate, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { GroupSessionId, PatientId, PaymentId, SeatId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { HeldAttempts } from '../../payments/held-attempts';
import { SeatPaymentsRepository } from '../persistence/seat-payments.repository';
import { type SeatRow, SeatsRepository } from '../persistence/seats.repository';
import { assertNotGivenUp, placeToBook, seatNotOpen, type SessionWithSeat } from './booking-rules';
import { LockedSessions } from './locked-sessions';
import { SeatMoney } from './seat-money';
import { SeatWrites } from './seat-writes';

/**
 * What may be paid for a seat, and what money for it does when it is there. The desk, a saved card and a hosted page all go
 * through here.
 *
 * Tx: needs one.
 */
@Injectable()
export class SeatPayments {
  constructor(
    private readonly locked: LockedSessions,
    private readonly attempts: HeldAttempts,
    private readonly payments: SeatPaymentsRepository,
    private readonly rows: SeatsRepository,
    private readonly seats: SeatWrites,
    private readonly money: SeatMoney,
  ) {}

  /**
   * Holds a seat that may be paid now, with nothing under way for it. An open page is ended at the processor first.
   * Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`, `seat_already_paid`, `payment_in_progress`.
   */
  async toPay(sessionId: GroupSessionId, seatId: SeatId): Promise<SessionWithSeat> {
    await this.endOthers(seatId);
    const locked = await this.locked.withSeat(sessionId, seatId);
    assertPayable(locked.seat);
    return locked;
  }

  /**
   * As {@link toPay}, and keeps the seat for the patient as long as their card may take. A seat whose hold has ended is taken
   * anew first: a card is not asked for a place somebody else may have by then. @returns its price
   */
  async keepWhilePaid(sessionId: GroupSessionId, seatId: SeatId): Promise<Money> {
    const { session, seat } = await this.toPay(sessionId, seatId);
    if (!isSeatOpen(seat.state)) throw seatNotOpen(seat);
    if (seat.state === 'held' && seat.holdExpiresAt) {
      const now = fromDate(this.seats.now());
      const until = payHoldEnd(now, { holdEndsAt: fromDate(seat.holdExpiresAt), startsAt: fromDate(session.startsAt) });
      await this.rows.holdUntil(seatId, toDate(until));
    }
    return Money.fromColumn(seat.priceCents);
  }

  /** Errors: `group_session_unknown`, `seat_unknown`. */
  async patientOf(sessionId: GroupSessionId, seatId: SeatId): Promise<PatientId> {
    return (await this.locked.withSeat(sessionId, seatId)).seat.patientId;
  }

  /** Nothing is under way for the seat; see {@link HeldAttempts.refuseUnderWay}. */
  async endOthers(seatId: SeatId): Promise<void> {
    await this.attempts.refuseUnderWay(await this.payments.ofSeat(seatId));
  }

  /** A payment for the seat was begun: whenever it comes to its end, it finds the seat. */
  async tie(seatId: SeatId, paymentId: PaymentId): Promise<void> {
    await this.payments.insert(seatId, paymentId);
    await this.rows.setPayment(seatId, paymentId);
  }

  /**
   * The money is there: it books the seat, on its own place or on any that is free; else it is the patient's, and somebody is
   * told to give it back. Money for care that was given meanwhile pays its bill.
   */
  async arrived(locked: SessionWithSeat, paid: { paymentId: PaymentId; amount: Money }): Promise<void> {
    const { seat } = locked;
    const isOther = seat.paymentId !== paid.paymentId;
    if (isOther && Money.fromColumn(seat.heldCents).isPositive()) return this.money.giveBack(seat, paid);
    if (seat.state === 'attended' || seat.state === 'no_show') return this.money.payBill(seat, paid.paymentId);
    if (isOther) await this.rows.setPayment(seat.id, paid.paymentId);
    const wasGivenUp = seat.state === 'released' && seat.releaseReason !== 'hold_expired';
    const place = wasGivenUp ? undefined : placeToBook(locked);
    if (place === undefined) await this.money.lose(seat, paid);
    else await this.seats.book(seat, place, 'paid');
  }
}

function assertPayable(seat: SeatRow): void {
  assertNotGivenUp(seat);
  if (Money.fromColumn(seat.heldCents).isPositive())
    throw new DomainError('seat_already_paid', { detail: 'This seat is paid. Nothing was taken.' });
}
