import { Temporal } from 'temporal-polyfill';
import type { LocationId, PatientId, ProviderId, SeatId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { parseBusinessDate } from '../../../kernel/business-date';
import { ATTENDANCES, type Attendance } from '../complete-group-session';
import { GROUP_SESSION_STATUSES, type GroupSessionStatus } from '../group-session.view';
import type { GroupSessionsQuery } from '../group-sessions.reader';
import type { HouseholdInput } from '../household';
import type { OpenGroupSessionInput } from '../open-group-session';
import { SeatTenderDto } from './seat-tender.dto';

/** POST /v1/group-sessions */
export class OpenGroupSessionDto {
  @TextField({ max: 40, example: 'group-im' }) serviceCode: string;
  @InstantField({ example: '2026-12-05T18:00:00Z' }) startsAt: string;
  @UuidField() providerId: ProviderId;
  @UuidField({ optional: true, description: "The clinic's first location unless told." }) locationId?: LocationId;
  @IntField({ min: 1, max: 100, optional: true, description: 'As many as the service has unless told.' })
  capacity?: number;
  @IntField({ min: 1, max: 100, optional: true, description: 'With fewer the clinic would rather not hold it.' })
  leastPatients?: number;

  static toInput = ({ startsAt, ...body }: OpenGroupSessionDto): OpenGroupSessionInput => ({
    ...body,
    startsAt: Temporal.Instant.from(startsAt),
  });
}

/** GET /v1/group-sessions */
export class GroupSessionsQueryDto extends PageQuery {
  @DateField({ optional: true }) from?: string;
  @DateField({ optional: true }) to?: string;
  @EnumField(GROUP_SESSION_STATUSES, { optional: true }) status?: GroupSessionStatus;

  static toQuery = ({ from, to, ...query }: GroupSessionsQueryDto): GroupSessionsQuery => ({
    ...query,
    from: from === undefined ? undefined : parseBusinessDate(from),
    to: to === undefined ? undefined : parseBusinessDate(to),
  });
}

/** POST /v1/group-sessions/:id/waitlist */
export class JoinWaitlistDto {
  @UuidField() patientId: PatientId;
  @IntField({ min: 1, max: 50, optional: true, description: 'People in the household, needed with the income.' })
  householdSize?: number;
  @CentsField({ optional: true, description: 'Verified yearly household income; left out: the full price.' })
  householdIncomeCents?: number;
  @BooleanField({ optional: true, description: 'Whether papers proved the income.' }) documentsSeen?: boolean;

  static household = ({ householdSize, householdIncomeCents, documentsSeen }: JoinWaitlistDto): HouseholdInput => ({
    householdSize,
    householdIncome: householdIncomeCents === undefined ? undefined : Money.cents(householdIncomeCents),
    documentsSeen,
  });
}

/** POST /v1/group-sessions/:id/seats */
export class TakeSeatDto extends JoinWaitlistDto {
  @BooleanField({ optional: true, description: 'Book it at once: the patient pays at the session.' })
  confirm?: boolean;
}

/** PATCH /v1/group-sessions/:id/seats/:seatId */
export class ChangeSeatDto {
  @BooleanField() prescriptionBrought: boolean;
}

/** POST /v1/group-sessions/:id/seats/:seatId/payments */
export class PaySeatDto {
  @ListField(() => SeatTenderDto, { minItems: 1, maxItems: 10, description: 'Adding up to the price of the seat.' })
  tenders: SeatTenderDto[];
}

/** Whether the patient of a seat came. */
export class AttendanceDto {
  @UuidField() seatId: SeatId;
  @EnumField(ATTENDANCES) outcome: Attendance['outcome'];
  @TextListField({ maxItems: 12, maxLength: 10, optional: true, description: 'ICD-10-CM with the dot.' })
  diagnoses?: string[];
}

/** POST /v1/group-sessions/:id/complete */
export class CompleteGroupSessionDto {
  @ListField(() => AttendanceDto, { maxItems: 100, description: 'Every booked seat once.' })
  attendance: AttendanceDto[];
}

/** POST /v1/group-sessions/:id/cancel */
export class CancelGroupSessionDto {
  @TextField({ max: 500, optional: true, multiline: true }) reason?: string;
}
