import { Injectable } from '@nestjs/common';
import { freePlace } from '../../../domain/groups/free-place';
import { holdEnd } from '../../../domain/groups/seat-terms';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { newId, type SeatId } from '../../../kernel/ids';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import { SeatsRepository } from '../persistence/seats.repository';
import { type WaitlistRow, WaitlistRepository } from '../persistence/waitlist.repository';
import { SeatNotes } from './seat-notes';

interface Offer {
  readonly entry: WaitlistRow;
  readonly place: number;
  readonly waitlistHoldMinutes: number;
}

/**
 * Gives free seats to those who wait, the longest first, each with a hold of its own, and tells the desk to call them.
 * While somebody waits, no seat of a session to come is free.
 *
 * Tx: needs one, in which the session is locked: nobody is promoted twice.
 */
@Injectable()
export class OfferSeats {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly waitlist: WaitlistRepository,
    private readonly notes: SeatNotes,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  async fill(session: GroupSessionRow): Promise<void> {
    if (session.state !== 'scheduled' || session.startsAt <= toDate(this.clock.now())) return;
    const waiting = (await this.waitlist.ofSession(session.id)).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const { policies } = await this.clinics.settings();
    const taken = (await this.seats.ofSession(session.id)).flatMap(({ state, place }) =>
      state === 'released' ? [] : [place],
    );
    for (const entry of waiting) {
      const place = freePlace(session.capacity, taken);
      if (place === undefined) return;
      taken.push(place);
      await this.offer(session, { entry, place, waitlistHoldMinutes: policies.groupSeats.waitlistHoldMinutes });
    }
  }

  private async offer(session: GroupSessionRow, { entry, place, waitlistHoldMinutes }: Offer): Promise<void> {
    const now = this.clock.now();
    const id = newId<SeatId>(now);
    const until = holdEnd(now, waitlistHoldMinutes, fromDate(session.startsAt));
    const { patientId, listPriceCents, priceCents, priceSource, agreedOn, determinationId } = entry;
    const agreed = { listPriceCents, priceCents, priceSource, agreedOn, determinationId };
    const author = this.notes.author();
    await this.seats.insert(
      session,
      { ...agreed, id, place, patientId, state: 'held', holdExpiresAt: toDate(until) },
      author,
    );
    await this.waitlist.promote(entry.id, id, author.at);
    await this.notes.offered({ id, sessionId: session.id, patientId }, until);
  }
}
