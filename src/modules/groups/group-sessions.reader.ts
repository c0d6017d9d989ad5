import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, formatInstant, fromDate, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type GroupSessionId, isUuid, type SeatId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import type { GroupSessionStatus, GroupSessionView, WaitlistEntryView } from './group-session.view';
import { INVOICE_OF_SEAT, IS_SEAT_BEING_PAID, IS_SEAT_PAID } from './persistence/seat-columns';
import type { RosterSeatView } from './seat.view';

/** Which sessions to list; the earliest first. */
export interface GroupSessionsQuery {
  /** First and last day of the sessions, in the clinic's zone. */
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  readonly status?: GroupSessionStatus;
  readonly limit?: number;
  readonly cursor?: string;
}

type StoredSeat = Omit<RosterSeatView, 'holdExpiresAt'> & { readonly holdExpiresAt: string | null };

interface Row {
  readonly id: GroupSessionId;
  readonly view: Omit<GroupSessionView, 'startsAt' | 'endsAt' | 'seatsTaken' | 'seatsFree' | 'seats'> & {
    readonly durationMinutes: number;
    readonly seats: readonly StoredSeat[];
  };
  readonly starts_at: Date;
}

// A hold that has ended holds nothing, also in the minute before the seat is given to the next.
const SEATS = `(SELECT coalesce(json_agg(json_build_object('id', s.id, 'place', s.place, 'patientId', s.patient_id, 'status', s.state,
    'holdExpiresAt', s.hold_expires_at, 'invoiceId', ${INVOICE_OF_SEAT}, 'isPaid', ${IS_SEAT_PAID}, 'isBeingPaid', ${IS_SEAT_BEING_PAID}, 'prescriptionBrought', s.prescription_brought) ORDER BY s.place), '[]')
  FROM group_seats s WHERE s.clinic_id = g.clinic_id AND s.session_id = g.id AND s.state <> 'released'
   AND (s.state <> 'held' OR g.state <> 'scheduled' OR s.hold_expires_at > $1))`;

const WAITLIST = `(SELECT coalesce(json_agg(json_build_object('id', w.id, 'position', w.position, 'patientId', w.patient_id,
    'status', w.state, 'seatId', w.seat_id) ORDER BY w.position), '[]')
  FROM group_waitlist w WHERE w.clinic_id = g.clinic_id AND w.session_id = g.id AND w.state = 'waiting')`;

const SESSION = `SELECT g.id, g.starts_at, json_build_object('id', g.id, 'serviceCode', g.service_code, 'description', v.neutral_name,
    'providerId', g.provider_id, 'locationId', g.location_id, 'dateOfService', g.session_on, 'durationMinutes', g.duration_minutes,
    'capacity', g.capacity, 'leastPatients', g.least_patients, 'status', g.state, 'seats', ${SEATS}, 'waitlist', ${WAITLIST}) AS view
  FROM group_sessions g JOIN services v ON v.clinic_id = g.clinic_id AND v.id = g.service_id
 WHERE g.clinic_id = current_clinic()`;

/** Sessions with their rosters. Tx: joins the open one or opens its own. */
@Injectable()
export class GroupSessionsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Errors: `group_session_unknown`. */
  async get(id: GroupSessionId): Promise<GroupSessionView> {
    const row = await this.tx.run(() => this.sql.one<Row>(`${SESSION} AND g.id = $2`, [this.now(), id]));
    if (!row) throw new DomainError('group_session_unknown', { detail: 'This clinic has no such group session.' });
    return toView(row);
  }

  /** Errors: `cursor_invalid`. */
  async list({ from, to, status, limit = DEFAULT_LIMIT, cursor }: GroupSessionsQuery): Promise<Page<GroupSessionView>> {
    const [startsAt, id] = cursor === undefined ? [null, null] : positionIn(cursor);
    const rows = await this.tx.run(() =>
      this.sql.query<Row>(
        `${SESSION} AND ($2::date IS NULL OR g.session_on >= $2) AND ($3::date IS NULL OR g.session_on <= $3)
           AND ($4::text IS NULL OR g.state = $4) AND ($5::timestamptz IS NULL OR (g.starts_at, g.id) > ($5, $6::uuid))
         ORDER BY g.starts_at, g.id LIMIT $7`,
        [this.now(), from?.toString() ?? null, to?.toString() ?? null, status ?? null, startsAt, id, limit + 1],
      ),
    );
    return pageOf(rows, limit, (row) => [row.starts_at.toISOString(), row.id], toView);
  }

  /** The session of a seat. Errors: `seat_unknown`. */
  async ofSeat(seatId: SeatId): Promise<GroupSessionId> {
    const row = await this.tx.run(() =>
      this.sql.one<{ id: GroupSessionId }>(
        'SELECT session_id AS id FROM group_seats WHERE clinic_id = current_clinic() AND id = $1',
        [seatId],
      ),
    );
    if (!row) throw new DomainError('seat_unknown', { detail: 'This clinic has no such seat.' });
    return row.id;
  }

  private now(): Date {
    return toDate(this.clock.now());
  }
}

function toView({ view, starts_at: startsAt }: Row): GroupSessionView {
  const { durationMinutes, seats, waitlist, ...session } = view;
  const start = fromDate(startsAt);
  return {
    ...session,
    startsAt: formatInstant(start),
    endsAt: formatInstant(start.add({ minutes: durationMinutes })),
    seatsTaken: seats.length,
    seatsFree: session.capacity - seats.length,
    seats: seats.map((seat) => ({ ...seat, holdExpiresAt: utc(seat.holdExpiresAt) })),
    waitlist: waitlist satisfies readonly WaitlistEntryView[],
  };
}

/** An instant that came in JSON, as the wire has it. */
const utc = (text: string | null): string | null => text && formatInstant(Temporal.Instant.from(text));

/** Where the page before ended. Errors: `cursor_invalid`. */
function positionIn(cursor: string): readonly [string, string] {
  const [startsAt = '', id = ''] = decodeCursor(cursor, 2);
  try {
    if (isUuid(id)) return [Temporal.Instant.from(startsAt).toString(), id];
  } catch {
    // falls through to the refusal
  }
  throw new DomainError('cursor_invalid');
}
