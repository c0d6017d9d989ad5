import { Injectable } from '@nestjs/common';
import { type ReleaseReason, releaseTerms } from '../../../domain/groups/seat-terms';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import { type SeatRow, SeatsRepository } from '../persistence/seats.repository';
import { SeatMoney } from './seat-money';
import { SeatNotes } from './seat-notes';

/** Gives up seats, with what their terms make of the money. Tx: needs one, in which the session is locked. */
@Injectable()
export class FreeSeats {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly money: SeatMoney,
    private readonly notes: SeatNotes,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  async free(session: GroupSessionRow, seat: SeatRow, reason: ReleaseReason): Promise<void> {
    const { policies } = await this.clinics.settings();
    const now = this.clock.now();
    const terms = releaseTerms({
      reason,
      wasBooked: seat.state === 'booked',
      at: now,
      startsAt: fromDate(session.startsAt),
      freeCancellationHours: policies.groupSeats.freeCancellationHours,
    });
    await this.seats.release(seat.id, reason, toDate(now));
    await this.money.release(session, seat, terms);
    await this.notes.record('release', seat, { reason, rule: terms.rule });
    await this.notes.decided(seat.id, reason);
  }
}
