import { Injectable } from '@nestjs/common';
import { newId, type SeatId } from '../../../kernel/ids';
import { Clock, toDate } from '../../../kernel/clock';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import { type NewSeat, type SeatRow, SeatsRepository } from '../persistence/seats.repository';
import { SeatNotes } from './seat-notes';

/** Changes of seats with what is written down beside them. Tx: needs one, in which the session is locked. */
@Injectable()
export class SeatWrites {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly notes: SeatNotes,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return toDate(this.clock.now());
  }

  async take(session: GroupSessionRow, seat: Omit<NewSeat, 'id'>): Promise<SeatId> {
    const id = newId<SeatId>(this.clock.now());
    await this.seats.insert(session, { ...seat, id }, this.notes.author());
    await this.notes.record(
      'take',
      { id, sessionId: session.id, patientId: seat.patientId },
      { place: seat.place, state: seat.state },
    );
    return id;
  }

  /** Sure from now on. */
  async book(seat: SeatRow, place: number, how: 'paid' | 'confirmed'): Promise<void> {
    await this.seats.book(seat.id, place);
    await this.notes.record('book', seat, { place, how });
    await this.notes.decided(seat.id, how);
  }
}
