import { Injectable } from '@nestjs/common';
import { isSeatOpen } from '../../domain/groups/seat-state';
import { DomainError, type FieldError } from '../../kernel/errors';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { assertDiagnoses } from '../charges/visit-rules';
import type { GroupSessionRow } from './persistence/group-sessions.repository';
import type { SeatRow } from './persistence/seats.repository';
import { FreeSeats } from './seating/free-seats';
import { type LockedSession, LockedSessions } from './seating/locked-sessions';
import { SeatMoney } from './seating/seat-money';
import { SessionEnds } from './seating/session-ends';

export const ATTENDANCES = ['came', 'no_show'] as const;

/** Whether the patient of a seat came. */
export interface Attendance {
  readonly seatId: SeatId;
  readonly outcome: (typeof ATTENDANCES)[number];
  /** ICD-10-CM with the dot, the principal first, where there is one. */
  readonly diagnoses?: readonly string[];
}

export interface CompleteGroupSessionInput {
  readonly sessionId: GroupSessionId;
  /** Every booked seat once; a held one that is not named is given up. */
  readonly attendance: readonly Attendance[];
}

/**
 * Writes down who came and charges them, each at the price that was fixed when the seat was taken, and pays it with what was
 * taken ahead. Who missed a booked seat is charged the clinic's fee, if it has one; their money stays theirs.
 *
 * Tx: joins or opens one; the session is locked. Idempotent by: the route's key and the session's state.
 * Posts, per patient who came: those of PostVisitCharges; Dr 2100 / Cr 1100 (item = the deposit).
 * Errors: `group_session_unknown`, `group_session_over`, `group_session_not_started`, `seat_unknown`, `seat_not_open`,
 * `attendance_incomplete`, `diagnosis_invalid`, those of PostVisitCharges.
 */
@Injectable()
export class CompleteGroupSession {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly money: SeatMoney,
    private readonly freeing: FreeSeats,
    private readonly ends: SessionEnds,
  ) {}

  execute({ sessionId, attendance }: CompleteGroupSessionInput): Promise<void> {
    for (const { diagnoses = [] } of attendance) assertDiagnoses(diagnoses);
    return this.tx.run(async () => {
      const locked = await this.locked.lock(sessionId);
      this.ends.assertHeld(locked.session);
      assertComplete(locked, attendance);
      for (const seat of locked.seats) {
        const told = attendance.find(({ seatId }) => seatId === seat.id);
        if (told) await this.settle(locked.session, seat, told);
        else if (isSeatOpen(seat.state)) await this.freeing.free(locked.session, seat, 'session_over');
      }
      await this.ends.complete(locked.session, attendance.filter(({ outcome }) => outcome === 'came').length);
    });
  }

  private settle(session: GroupSessionRow, seat: SeatRow, { outcome, diagnoses = [] }: Attendance): Promise<void> {
    return outcome === 'came' ? this.money.earn(session, seat, diagnoses) : this.money.miss(session, seat);
  }
}

function assertComplete({ seats }: LockedSession, attendance: readonly Attendance[]): void {
  const errors = attendance.flatMap(({ seatId }, index): FieldError[] => {
    const seat = seats.find(({ id }) => id === seatId);
    const pointer = `/attendance/${index}/seatId`;
    if (!seat) return [{ pointer, message: 'names no seat of this session' }];
    if (!isSeatOpen(seat.state)) return [{ pointer, message: 'names a seat that was given up' }];
    const isTwice = attendance.findIndex((other) => other.seatId === seatId) < index;
    return isTwice ? [{ pointer, message: 'is named already' }] : [];
  });
  const missing = seats.filter(
    ({ id, state }) => state === 'booked' && !attendance.some(({ seatId }) => seatId === id),
  );
  if (errors.length === 0 && missing.length === 0) return;
  throw new DomainError('attendance_incomplete', {
    detail: 'Say of every booked seat, once, whether the patient came.',
    errors,
    facts: { missing: missing.map(({ id }) => id) },
  });
}
