import { Injectable } from '@nestjs/common';
import { holdEnd } from '../../domain/groups/seat-terms';
import { fromDate, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { GroupSessionId, PatientId, SeatId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PatientsReader } from '../patients/patients.reader';
import type { HouseholdInput } from './household';
import type { GroupSessionRow } from './persistence/group-sessions.repository';
import type { AgreedSeatPrice, NewSeat } from './persistence/seats.repository';
import { assertBookable, assertNotSeated, placeFor, prepaymentRequired } from './seating/booking-rules';
import { LockedSessions } from './seating/locked-sessions';
import { SeatPrices } from './seating/seat-prices';
import { SeatWrites } from './seating/seat-writes';

export interface TakeSeatInput extends HouseholdInput {
  readonly sessionId: GroupSessionId;
  readonly patientId: PatientId;
  /** Sure at once, because the patient pays at the session; held unless told. */
  readonly confirm?: boolean;
}

/**
 * Takes a seat for a patient and fixes its price. It is held until it is paid or booked, or until the hold ends. A seat that
 * costs nothing is booked at once.
 *
 * Tx: joins or opens one; the session is locked, and Postgres keeps the capacity by itself (uq_group_seats_place).
 * Idempotent by: the route's key. Posts: nothing; a seat is no charge.
 * Errors: `group_session_unknown`, `group_session_over`, `group_session_full`, `patient_unknown`, `patient_already_seated`,
 * `household_size_required`, `price_not_set`, `price_rule_invalid`, `seat_prepayment_required`.
 */
@Injectable()
export class TakeSeat {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly patients: PatientsReader,
    private readonly prices: SeatPrices,
    private readonly clinics: ClinicsReader,
    private readonly seats: SeatWrites,
  ) {}

  execute({ sessionId, patientId, confirm = false, ...household }: TakeSeatInput): Promise<SeatId> {
    return this.tx.run(async () => {
      const { session, seats } = await this.locked.open(sessionId);
      assertBookable(session, this.seats.now());
      await this.patients.get(patientId);
      assertNotSeated(seats, patientId);
      const place = placeFor(session, seats);
      if (place === undefined) throw full(session);
      const agreed = await this.prices.fix(session.serviceCode, patientId, household);
      return this.seats.take(session, {
        ...(await this.stateOf(session, agreed, confirm)),
        ...agreed,
        place,
        patientId,
      });
    });
  }

  private async stateOf(
    session: GroupSessionRow,
    { priceCents }: AgreedSeatPrice,
    confirm: boolean,
  ): Promise<Pick<NewSeat, 'state' | 'holdExpiresAt'>> {
    const { groupSeats } = (await this.clinics.settings()).policies;
    const isFree = priceCents === '0';
    if (confirm && !isFree && groupSeats.prepayment === 'required') throw prepaymentRequired();
    if (confirm || isFree) return { state: 'booked', holdExpiresAt: null };
    const now = fromDate(this.seats.now());
    return { state: 'held', holdExpiresAt: toDate(holdEnd(now, groupSeats.holdMinutes, fromDate(session.startsAt))) };
  }
}

const full = ({ capacity }: GroupSessionRow): DomainError =>
  new DomainError('group_session_full', {
    detail: `All ${capacity} seats are taken. The patient can join the waitlist.`,
    facts: { capacity },
  });
