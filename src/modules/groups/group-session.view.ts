import type { GroupSessionId, LocationId, PatientId, ProviderId, SeatId, WaitlistEntryId } from '../../kernel/ids';
import {
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import { RosterSeatView } from './seat.view';

export const GROUP_SESSION_STATUSES = ['scheduled', 'completed', 'canceled'] as const;
export type GroupSessionStatus = (typeof GROUP_SESSION_STATUSES)[number];

export const WAITLIST_STATUSES = ['waiting', 'promoted', 'left'] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/** Somebody who waits for a seat, or did. */
export class WaitlistEntryView {
  @UuidField()
  readonly id: WaitlistEntryId;

  @IntField({ min: 1, description: 'In the order they came; grows by one for each.' })
  readonly position: number;

  @UuidField()
  readonly patientId: PatientId;

  @EnumField(WAITLIST_STATUSES, { description: '`promoted`: has the seat `seatId`.' })
  readonly status: WaitlistStatus;

  @UuidField({ nullable: true })
  readonly seatId: SeatId | null;
}

/** A session with its roster; no amount is in it. */
export class GroupSessionView {
  @UuidField({ readOnly: true })
  readonly id: GroupSessionId;

  @TextField({ example: 'group-im' })
  readonly serviceCode: string;

  @TextField({ description: 'Neutral words.', example: 'Group session, 3 hours' })
  readonly description: string;

  @UuidField()
  readonly providerId: ProviderId;

  @UuidField()
  readonly locationId: LocationId;

  @InstantField()
  readonly startsAt: string;

  @InstantField()
  readonly endsAt: string;

  @DateField({ description: 'In the clinic’s zone.' })
  readonly dateOfService: string;

  @IntField({ min: 1, description: 'Seats there are.', example: 6 })
  readonly capacity: number;

  @IntField({ min: 1, nullable: true, description: 'Below this many the clinic would rather not hold it.' })
  readonly leastPatients: number | null;

  @EnumField(GROUP_SESSION_STATUSES)
  readonly status: GroupSessionStatus;

  @IntField({ description: 'Seats held, booked or used.' })
  readonly seatsTaken: number;

  @IntField()
  readonly seatsFree: number;

  @ListField(() => RosterSeatView, { description: 'Seats that are taken, by place.' })
  readonly seats: readonly RosterSeatView[];

  @ListField(() => WaitlistEntryView, { description: 'Those who still wait, the longest first.' })
  readonly waitlist: readonly WaitlistEntryView[];
}
