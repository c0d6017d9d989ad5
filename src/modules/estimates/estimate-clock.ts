import { Injectable } from '@nestjs/common';
import { estimateDeadline } from '../../domain/estimates/estimate-clock';
import { type BusinessDate, businessDateOf, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId, ProviderId } from '../../kernel/ids';
import type { Temporal } from 'temporal-polyfill';
import { RequestContext } from '../../platform/context/request-context';
import { RecordAuditEvent, type RecordAuditEventInput } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PatientsReader } from '../patients/patients.reader';

export interface EstimateOccasionInput {
  readonly patientId: PatientId;
  readonly providerId: ProviderId;
  /** When the patient asked what it would cost. */
  readonly requestedAt?: Temporal.Instant;
  /** The day of the service that was scheduled, and when it was: now unless told. */
  readonly scheduledFor?: BusinessDate;
  readonly scheduledAt?: Temporal.Instant;
}

export interface EstimateOccasionRow {
  readonly today: BusinessDate;
  readonly requestedOn: string | null;
  readonly scheduledOn: string | null;
  readonly scheduledFor: string | null;
  readonly dueBy: string | null;
  readonly dueRule: string | null;
}

/** Why an estimate is owed, to whom and by when; and who wrote it down. */
@Injectable()
export class EstimateClock {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly context: RequestContext,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** Errors: `patient_unknown`, `provider_unknown`, `validation_failed` for a moment to come or a service gone by. */
  async of(input: EstimateOccasionInput): Promise<EstimateOccasionRow> {
    const [{ timeZone }] = await Promise.all([
      this.clinics.settings(),
      this.patients.get(input.patientId),
      this.clinics.provider(input.providerId),
    ]);
    const now = this.clock.now();
    const today = businessDateOf(now, timeZone);
    const requestedOn = input.requestedAt && businessDateOf(input.requestedAt, timeZone);
    const scheduledOn = businessDateOf(input.scheduledAt ?? now, timeZone);
    refuseTheFuture(today, { requestedAt: requestedOn, scheduledAt: scheduledOn });
    const scheduled = input.scheduledFor && { on: scheduledOn, for: input.scheduledFor };
    if (scheduled && compareDates(scheduled.for, scheduled.on) < 0)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/scheduledFor', message: 'must not be before the day it was scheduled' }],
      });
    const deadline = estimateDeadline({ requestedOn, scheduled });
    return {
      today,
      requestedOn: requestedOn?.toString() ?? null,
      scheduledOn: scheduled?.on.toString() ?? null,
      scheduledFor: scheduled?.for.toString() ?? null,
      dueBy: deadline?.dueBy.toString() ?? null,
      dueRule: deadline?.rule ?? null,
    };
  }

  today(): Promise<BusinessDate> {
    return this.clinics.today();
  }

  author(): { kind: string; id: string; at: Date } {
    const { kind, id } = this.context.actor;
    return { kind, id, at: toDate(this.clock.now()) };
  }

  record(action: string, id: string, facts: RecordAuditEventInput['facts'] = {}): Promise<void> {
    return this.audit.execute({ action, subject: { type: 'estimate', id }, facts });
  }
}

function refuseTheFuture(today: BusinessDate, days: Readonly<Record<string, BusinessDate | undefined>>): void {
  const errors = Object.entries(days)
    .filter(([, day]) => day && compareDates(day, today) > 0)
    .map(([field]) => ({ pointer: `/${field}`, message: 'must not lie in the future' }));
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}
