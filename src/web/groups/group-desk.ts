import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../kernel/clock';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { GroupSessionView } from '../../modules/groups/group-session.view';
import { GroupSessionsReader } from '../../modules/groups/group-sessions.reader';
import type { RosterSeatView } from '../../modules/groups/seat.view';
import { SeatsReader } from '../../modules/groups/seats.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { GroupTillPageProps } from './group-till.page';
import type { GroupRow } from './groups.page';
import type { SeatShown } from './till-shown';

const MOST = 200;
const DAYS_BACK = 7;

/** What the pages of group sessions show. Tx: joins the open one or opens its own. */
@Injectable()
export class GroupDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly sessions: GroupSessionsReader,
    private readonly seats: SeatsReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** Sessions of the last week and all to come. */
  list(): Promise<{ timeZone: string; rows: GroupRow[] }> {
    return this.tx.run(async () => {
      const { timeZone } = await this.clinics.settings();
      const from = (await this.clinics.today()).subtract({ days: DAYS_BACK });
      const { data } = await this.sessions.list({ from, limit: MOST });
      return { timeZone, rows: data.map(toRow) };
    });
  }

  /** The till of a session. Errors: `group_session_unknown`. */
  till(id: GroupSessionId, showsPrices: boolean) {
    return this.tx.run(async () => {
      const session = await this.sessions.get(id);
      const [{ timeZone, policies }, provider] = await Promise.all([
        this.clinics.settings(),
        this.clinics.provider(session.providerId),
      ]);
      const startsAt = Temporal.Instant.from(session.startsAt);
      const shown = await Promise.all(session.seats.map((seat) => this.seat(session, seat, showsPrices)));
      const waiting = await Promise.all(
        session.waitlist.map(async ({ id: entryId, patientId }) => ({
          entryId,
          patient: toPatientHead(await this.patients.get(patientId)),
        })),
      );
      return {
        id,
        name: session.description,
        provider: `${provider.firstName} ${provider.lastName}, ${provider.credentials}`,
        startsAt,
        timeZone,
        state: session.status,
        hasBegun: Temporal.Instant.compare(startsAt, this.clock.now()) <= 0,
        capacity: session.capacity,
        leastPatients: session.leastPatients ?? undefined,
        seats: withFreeOnes(shown, session.capacity),
        waiting,
        showsPrices,
        mayConfirm: policies.groupSeats.prepayment === 'optional',
      } satisfies Omit<GroupTillPageProps, 'shell' | 'form' | 'idempotencyKey' | 'isSeatLost'>;
    });
  }

  private async seat(session: GroupSessionView, seat: RosterSeatView, showsPrices: boolean): Promise<SeatShown> {
    const patient = toPatientHead(await this.patients.get(seat.patientId));
    return {
      place: seat.place,
      seatId: seat.id,
      patient,
      state: seat.status,
      heldUntil: seat.holdExpiresAt === null ? undefined : Temporal.Instant.from(seat.holdExpiresAt),
      isPaid: seat.isPaid,
      isBeingPaid: seat.isBeingPaid,
      hasPrescription: seat.prescriptionBrought,
      invoiceId: seat.invoiceId ?? undefined,
      price: showsPrices ? await this.price(session.id, seat.id) : undefined,
    };
  }

  private async price(sessionId: GroupSessionId, seatId: SeatId): Promise<Money> {
    return Money.cents((await this.seats.get(sessionId, seatId)).priceCents);
  }
}

function toRow(session: GroupSessionView): GroupRow {
  return {
    id: session.id,
    name: session.description,
    startsAt: Temporal.Instant.from(session.startsAt),
    state: session.status,
    taken: session.seatsTaken,
    capacity: session.capacity,
    waiting: session.waitlist.length,
    unpaid: session.seats.filter(({ isPaid }) => !isPaid).length,
  };
}

/** Every place of the session, in order. */
function withFreeOnes(seats: readonly SeatShown[], capacity: number): SeatShown[] {
  return Array.from({ length: capacity }, (_, index) => {
    const place = index + 1;
    return seats.find((seat) => seat.place === place) ?? { place, isPaid: false, hasPrescription: false };
  });
}
