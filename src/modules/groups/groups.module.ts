import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { TasksModule } from '../tasks/tasks.module';
import { CancelGroupSession } from './cancel-group-session';
import { CompleteGroupSession } from './complete-group-session';
import { ConfirmSeat } from './confirm-seat';
import { GroupSessionsReader } from './group-sessions.reader';
import { GroupSessionsController } from './http/group-sessions.controller';
import { SeatsController } from './http/seats.controller';
import { WaitlistController } from './http/waitlist.controller';
import { EndHoldsJob } from './jobs/end-holds.job';
import { JoinWaitlist } from './join-waitlist';
import { LeaveWaitlist } from './leave-waitlist';
import { NotePrescription } from './note-prescription';
import { OpenGroupSession } from './open-group-session';
import { PaySeat } from './pay-seat';
import { DeterminationsRepository } from './persistence/determinations.repository';
import { GroupSessionsRepository } from './persistence/group-sessions.repository';
import { SeatPaymentsRepository } from './persistence/seat-payments.repository';
import { SeatsRepository } from './persistence/seats.repository';
import { WaitlistRepository } from './persistence/waitlist.repository';
import { ReleaseSeat } from './release-seat';
import { Authors } from './seating/author';
import { FreeSeats } from './seating/free-seats';
import { LockedSessions } from './seating/locked-sessions';
import { OfferSeats } from './seating/offer-seats';
import { SeatMoney } from './seating/seat-money';
import { SeatMoneyArrived } from './seating/seat-money-arrived';
import { SeatNotes } from './seating/seat-notes';
import { SeatPayments } from './seating/seat-payments';
import { SeatPrices } from './seating/seat-prices';
import { SeatWrites } from './seating/seat-writes';
import { SessionEnds } from './seating/session-ends';
import { Waiting } from './seating/waiting';
import { SeatsReader } from './seats.reader';
import { TakeSeat } from './take-seat';
import { WaitlistReader } from './waitlist.reader';

/**
 * Group sessions: seats at a price fixed when they are taken, holds, who waits for one, who came.
 *
 * Owns: group_sessions, group_seats, group_seat_payments, group_waitlist, income_determinations.
 * Doors: open-group-session, take-seat, pay-seat, confirm-seat, release-seat, note-prescription, join-waitlist, leave-waitlist,
 * complete-group-session, cancel-group-session, group-sessions.reader, seats.reader, waitlist.reader.
 * May call: access, clinics, tasks, catalog, patients, charges, payments. Never: an amount on a roster; a seat without the lock
 * of its session.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule, CatalogModule, PatientsModule, ChargesModule, PaymentsModule],
  controllers: [GroupSessionsController, SeatsController, WaitlistController],
  providers: [
    OpenGroupSession,
    TakeSeat,
    PaySeat,
    ConfirmSeat,
    ReleaseSeat,
    NotePrescription,
    JoinWaitlist,
    LeaveWaitlist,
    CompleteGroupSession,
    CancelGroupSession,
    GroupSessionsReader,
    SeatsReader,
    WaitlistReader,
    LockedSessions,
    FreeSeats,
    OfferSeats,
    SeatMoney,
    SeatNotes,
    SeatPayments,
    SeatMoneyArrived,
    SeatPrices,
    SeatWrites,
    SessionEnds,
    Waiting,
    Authors,
    GroupSessionsRepository,
    SeatsRepository,
    SeatPaymentsRepository,
    WaitlistRepository,
    DeterminationsRepository,
    EndHoldsJob,
  ],
  exports: [
    OpenGroupSession,
    TakeSeat,
    PaySeat,
    ConfirmSeat,
    ReleaseSeat,
    NotePrescription,
    JoinWaitlist,
    LeaveWaitlist,
    CompleteGroupSession,
    CancelGroupSession,
    GroupSessionsReader,
    SeatsReader,
  ],
})
export class GroupsModule {}
