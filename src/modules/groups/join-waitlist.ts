import { Injectable } from '@nestjs/common';
import type { GroupSessionId, PatientId, WaitlistEntryId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { PatientsReader } from '../patients/patients.reader';
import type { HouseholdInput } from './household';
import { assertBookable, assertNotSeated } from './seating/booking-rules';
import { LockedSessions } from './seating/locked-sessions';
import { OfferSeats } from './seating/offer-seats';
import { SeatPrices } from './seating/seat-prices';
import { Waiting } from './seating/waiting';

export interface JoinWaitlistInput extends HouseholdInput {
  readonly sessionId: GroupSessionId;
  readonly patientId: PatientId;
}

/**
 * Puts a patient at the end of the queue for a seat, at the price they are told now. Where a seat is free they have it at once.
 *
 * Tx: joins or opens one; the session is locked. Posts: nothing.
 * Errors: `group_session_unknown`, `group_session_over`, `patient_unknown`, `patient_already_seated`, `patient_already_waiting`,
 * `household_size_required`, `price_not_set`, `price_rule_invalid`.
 */
@Injectable()
export class JoinWaitlist {
  constructor(
    private readonly tx: Transactions,
    private readonly locked: LockedSessions,
    private readonly patients: PatientsReader,
    private readonly prices: SeatPrices,
    private readonly waiting: Waiting,
    private readonly offers: OfferSeats,
  ) {}

  execute({ sessionId, patientId, ...household }: JoinWaitlistInput): Promise<WaitlistEntryId> {
    return this.tx.run(async () => {
      const { session, seats } = await this.locked.open(sessionId);
      assertBookable(session, this.waiting.now());
      await this.patients.get(patientId);
      assertNotSeated(seats, patientId);
      const agreed = await this.prices.fix(session.serviceCode, patientId, household);
      const id = await this.waiting.add(session, patientId, agreed);
      await this.offers.fill(session);
      return id;
    });
  }
}
