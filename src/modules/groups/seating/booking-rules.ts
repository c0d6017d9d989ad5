import { freePlace } from '../../../domain/groups/free-place';
import { isSeatOpen, nextSeatState } from '../../../domain/groups/seat-state';
import { DomainError } from '../../../kernel/errors';
import type { PatientId } from '../../../kernel/ids';
import type { GroupSessionRow } from '../persistence/group-sessions.repository';
import type { SeatRow } from '../persistence/seats.repository';

/** A session with one of its seats. */
export interface SessionWithSeat {
  readonly session: GroupSessionRow;
  readonly seats: readonly SeatRow[];
  readonly seat: SeatRow;
}

/** A seat is taken, and waited for, until the session begins. Errors: `group_session_over`. */
export function assertBookable({ state, startsAt }: GroupSessionRow, now: Date): void {
  if (state === 'scheduled' && startsAt > now) return;
  const why = state === 'scheduled' ? 'has begun' : state === 'completed' ? 'is over' : 'was canceled';
  throw new DomainError('group_session_over', { detail: `This group session ${why}.`, facts: { state } });
}

/** One patient, one seat. Errors: `patient_already_seated`. */
export function assertNotSeated(seats: readonly SeatRow[], patientId: PatientId): void {
  if (!seats.some((seat) => seat.state !== 'released' && seat.patientId === patientId)) return;
  throw new DomainError('patient_already_seated', {
    detail: 'This patient has a seat in the session.',
    errors: [{ pointer: '/patientId', message: 'has a seat already' }],
  });
}

/** The lowest place that is free; undefined when there is none. */
export const placeFor = ({ capacity }: GroupSessionRow, seats: readonly SeatRow[]): number | undefined =>
  freePlace(
    capacity,
    seats.flatMap(({ state, place }) => (state === 'released' ? [] : [place])),
  );

const WHY_NOT_OPEN: Readonly<Record<SeatRow['state'], string>> = {
  held: 'is held',
  booked: 'is booked',
  released: 'was given up',
  attended: 'was used, and its bill is among the patient’s invoices',
  no_show: 'was missed',
};

/** Nothing can be done about the seat any more. */
export const seatNotOpen = ({ state }: SeatRow): DomainError =>
  new DomainError('seat_not_open', { detail: `This seat ${WHY_NOT_OPEN[state]}.`, facts: { state } });

/** A seat whose hold has ended may still be booked; one that was given up on purpose may not. Errors: `seat_not_open`. */
export function assertNotGivenUp(seat: SeatRow): void {
  if (!isSeatOpen(seat.state) && seat.releaseReason !== 'hold_expired') throw seatNotOpen(seat);
}

/** Its own place, or for a seat whose hold has ended any that is free in a session that is not over; else none. */
export function placeToBook({ session, seats, seat }: SessionWithSeat): number | undefined {
  if (isSeatOpen(seat.state)) return seat.place;
  if (session.state !== 'scheduled' || nextSeatState(seat.state, 'retaken') === undefined) return undefined;
  const hasAnother = seats.some(({ state, patientId }) => state !== 'released' && patientId === seat.patientId);
  return hasAnother ? undefined : placeFor(session, seats);
}

/** The clinic books no seat that is not paid. */
export const prepaymentRequired = (): DomainError =>
  new DomainError('seat_prepayment_required', {
    detail: 'A seat is sure once it is paid. Hold it, and take the money before the hold ends.',
  });
