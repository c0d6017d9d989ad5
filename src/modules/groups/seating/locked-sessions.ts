import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { GroupSessionId, SeatId } from '../../../kernel/ids';
import { type GroupSessionRow, GroupSessionsRepository } from '../persistence/group-sessions.repository';
import { type SeatRow, SeatsRepository } from '../persistence/seats.repository';
import { FreeSeats } from './free-seats';
import { OfferSeats } from './offer-seats';

/** A session nobody else can change, with its seats as they stand now: a hold that has ended holds nothing. */
export interface LockedSession {
  readonly session: GroupSessionRow;
  readonly seats: readonly SeatRow[];
}

/**
 * Where every change of a session begins, so that any two of them happen one after the other, on however many replicas.
 *
 * Tx: needs one; the session stays locked until it ends. Errors: `group_session_unknown`.
 */
@Injectable()
export class LockedSessions {
  constructor(
    private readonly sessions: GroupSessionsRepository,
    private readonly seats: SeatsRepository,
    private readonly freeing: FreeSeats,
    private readonly offers: OfferSeats,
    private readonly clock: Clock,
  ) {}

  /** As it was left: a hold that ended while its patient was at the desk still counts. */
  async lock(id: GroupSessionId): Promise<LockedSession> {
    const session = await this.sessions.lock(id);
    if (!session) throw new DomainError('group_session_unknown', { detail: 'This clinic has no such group session.' });
    return { session, seats: await this.seats.ofSession(id) };
  }

  async open(id: GroupSessionId): Promise<LockedSession> {
    const { session, seats } = await this.lock(id);
    if (session.state !== 'scheduled') return { session, seats };
    const now = toDate(this.clock.now());
    const ended = seats.filter((seat) => seat.state === 'held' && seat.holdExpiresAt && seat.holdExpiresAt <= now);
    if (ended.length === 0) return { session, seats };
    for (const seat of ended) await this.freeing.free(session, seat, 'hold_expired');
    await this.offers.fill(session);
    return { session, seats: await this.seats.ofSession(id) };
  }

  /** The session and one of its seats. Errors: `seat_unknown`. */
  async withSeat(id: GroupSessionId, seatId: SeatId): Promise<LockedSession & { readonly seat: SeatRow }> {
    const locked = await this.open(id);
    const seat = locked.seats.find((candidate) => candidate.id === seatId);
    if (!seat) throw new DomainError('seat_unknown', { detail: 'This group session has no such seat.' });
    return { ...locked, seat };
  }
}
