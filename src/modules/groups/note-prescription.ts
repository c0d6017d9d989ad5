import { Injectable } from '@nestjs/common';
import { isSeatOpen } from '../../domain/groups/seat-state';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { SeatsRepository } from './persistence/seats.repository';
import { seatNotOpen } from './seating/booking-rules';
import { LockedSessions } from './seating/locked-sessions';
import { SeatNotes } from './seating/seat-notes';

/**
 * Writes down whether the patient has brought their prescription. It does not change the price.
 *
 * Tx: joins or opens one; the session is locked. Errors: `group_session_unknown`, `seat_unknown`, `seat_not_open`.
 */
@Injectable()
export class NotePrescription {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly seats: SeatsRepository,
    private readonly notes: SeatNotes,
  ) {}

  execute(sessionId: GroupSessionId, seatId: SeatId, isBrought: boolean): Promise<void> {
    return this.tx.run(async () => {
      const { seat } = await this.locked.withSeat(sessionId, seatId);
      if (!isSeatOpen(seat.state)) throw seatNotOpen(seat);
      await this.seats.setPrescription(seatId, isBrought);
      await this.notes.record('note_prescription', seat, { isBrought });
    });
  }
}
