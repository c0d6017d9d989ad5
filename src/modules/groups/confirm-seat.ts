import { Injectable } from '@nestjs/common';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { assertNotGivenUp, placeToBook, prepaymentRequired, seatNotOpen } from './seating/booking-rules';
import { LockedSessions } from './seating/locked-sessions';
import { SeatWrites } from './seating/seat-writes';

/**
 * Books a held seat without prepayment, where the clinic allows it: the patient pays at the session. One whose hold has ended
 * is booked while a place is free.
 *
 * Tx: joins or opens one; the session is locked. Idempotent by: the seat's state.
 * Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`, `seat_prepayment_required`.
 */
@Injectable()
export class ConfirmSeat {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly clinics: ClinicsReader,
    private readonly seats: SeatWrites,
  ) {}

  execute(sessionId: GroupSessionId, seatId: SeatId): Promise<void> {
    return this.tx.run(async () => {
      const locked = await this.locked.withSeat(sessionId, seatId);
      const { seat } = locked;
      if (seat.state === 'booked') return;
      assertNotGivenUp(seat);
      const place = placeToBook(locked);
      if (place === undefined) throw seatNotOpen(seat);
      const { policies } = await this.clinics.settings();
      if (policies.groupSeats.prepayment === 'required') throw prepaymentRequired();
      await this.seats.book(seat, place, 'confirmed');
    });
  }
}
