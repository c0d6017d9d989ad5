import { Injectable } from '@nestjs/common';
import { isSeatOpen } from '../../domain/groups/seat-state';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { seatNotOpen } from './seating/booking-rules';
import { FreeSeats } from './seating/free-seats';
import { LockedSessions } from './seating/locked-sessions';
import { OfferSeats } from './seating/offer-seats';
import { SeatPayments } from './seating/seat-payments';

/**
 * Gives up a seat because the patient cancels. Its money goes back, stays, or pays the clinic's fee by {@link releaseTerms};
 * the one who waits longest gets the place.
 *
 * Tx: joins or opens one; the session is locked; a page it could be paid on is ended first. Idempotent by: the seat's state.
 * Posts: where a fee is due, Dr 1100 / Cr revenue and Dr 2100 / Cr 1100. What goes back is a task, and then a refund.
 * Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`, `payment_in_progress` while a card is asked for it.
 */
@Injectable()
export class ReleaseSeat {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly freeing: FreeSeats,
    private readonly offers: OfferSeats,
    private readonly payments: SeatPayments,
  ) {}

  execute(sessionId: GroupSessionId, seatId: SeatId): Promise<void> {
    const release = (): Promise<void> => this.tx.run(() => this.release(sessionId, seatId));
    return this.tx.isOpen ? release() : afterOutsideWork(release);
  }

  private async release(sessionId: GroupSessionId, seatId: SeatId): Promise<void> {
    await this.payments.endOthers(seatId);
    const { session, seat } = await this.locked.withSeat(sessionId, seatId);
    if (seat.state === 'released') return;
    if (!isSeatOpen(seat.state)) throw seatNotOpen(seat);
    await this.freeing.free(session, seat, 'patient_canceled');
    await this.offers.fill(session);
  }
}
