import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Clock, formatInstant, toDate } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import type { VisitId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { VisitView } from './visit.view';
import { VisitsReader } from './visits.reader';

export interface RecordVisitTimesInput {
  readonly visitId: VisitId;
  /** Null takes it back; what is left out stays. */
  readonly doseAt?: Temporal.Instant | null;
  readonly dischargedAt?: Temporal.Instant | null;
}

/** A caller's clock may be five minutes fast. */
const CLOCK_SKEW = Temporal.Duration.from({ minutes: 5 });

/**
 * Writes down when a patient was dosed at a visit, and when they were fit to leave: between the two nothing is signed.
 *
 * Tx: joins or opens one; holds the visit. Idempotent by: the visit. Errors: `visit_unknown`; `validation_failed` for a moment to
 * come, a dose on another day than that of the visit, a discharge before the dose or without one.
 */
@Injectable()
export class RecordVisitTimes {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly visits: VisitsReader,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, ...change }: RecordVisitTimesInput): Promise<VisitView> {
    return this.tx.run(async () => {
      const visit = await this.visits.get(visitId);
      await this.sql.query('SELECT id FROM visits WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE', [
        visitId,
      ]);
      const { timeZone } = await this.clinics.settings();
      const times = {
        doseAt: change.doseAt === undefined ? instantOf(visit.doseAt) : change.doseAt,
        dischargedAt: change.dischargedAt === undefined ? instantOf(visit.dischargedAt) : change.dischargedAt,
      };
      const errors = errorsOf(times, {
        latest: this.clock.now().add(CLOCK_SKEW),
        isOnDay: (at) => compareDates(businessDateOf(at, timeZone), parseBusinessDate(visit.dateOfService)) === 0,
      });
      if (errors.length > 0) throw new DomainError('validation_failed', { errors });
      await this.sql.execute(
        'UPDATE visits SET dosed_at = $2, discharged_at = $3 WHERE clinic_id = current_clinic() AND id = $1',
        [visitId, times.doseAt && toDate(times.doseAt), times.dischargedAt && toDate(times.dischargedAt)],
      );
      await this.audit.execute({
        action: 'visit.time',
        subject: { type: 'visit', id: visitId },
        facts: {
          doseAt: times.doseAt && formatInstant(times.doseAt),
          dischargedAt: times.dischargedAt && formatInstant(times.dischargedAt),
        },
      });
      return this.visits.get(visitId);
    });
  }
}

const instantOf = (text: string | null): Temporal.Instant | null =>
  text === null ? null : Temporal.Instant.from(text);

function errorsOf(
  { doseAt, dischargedAt }: Record<'doseAt' | 'dischargedAt', Temporal.Instant | null>,
  { latest, isOnDay }: { latest: Temporal.Instant; isOnDay: (at: Temporal.Instant) => boolean },
): FieldError[] {
  const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;
  const errors: FieldError[] = Object.entries({ doseAt, dischargedAt })
    .filter(([, at]) => at !== null && isAfter(at, latest))
    .map(([field]) => ({ pointer: `/${field}`, message: 'must not be in the future' }));
  if (doseAt && !isOnDay(doseAt)) errors.push({ pointer: '/doseAt', message: 'must be on the day of the visit' });
  if (dischargedAt && !doseAt) errors.push({ pointer: '/dischargedAt', message: 'goes with the time of the dose' });
  if (dischargedAt && doseAt && isAfter(doseAt, dischargedAt))
    errors.push({ pointer: '/dischargedAt', message: 'must not be before the dose' });
  return errors;
}
