import { Injectable } from '@nestjs/common';
import { normalizeNdc11 } from '../../domain/clinical-codes/ndc';
import { Clock, formatInstant, toDate } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import type { VisitId } from '../../kernel/ids';
import { Temporal } from 'temporal-polyfill';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { VisitsReader } from '../charges/visits.reader';
import type { ObservationView } from './observation.view';
import { observedMinutes } from './preparing/observed-minutes';
import type { ObservationFacts } from './persistence/claim-facts.reader';

/** The whole record; what is left out is not known. */
export type RecordObservationInput = Partial<ObservationFacts> & { readonly visitId: VisitId };

const READ = `SELECT started_at AS "startedAt", ended_at AS "endedAt", rems_patient_id AS "remsPatientId",
    rems_enrolled_on AS "remsEnrolledOn", ndc, is_established_patient AS "isEstablishedPatient",
    monitoring_form_on AS "monitoringFormOn"
  FROM visit_observations WHERE clinic_id = current_clinic() AND visit_id = $1`;

const WRITE = `
  INSERT INTO visit_observations (clinic_id, visit_id, started_at, ended_at, rems_patient_id, rems_enrolled_on, ndc,
    is_established_patient, monitoring_form_on, changed_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (clinic_id, visit_id) DO UPDATE SET started_at = $2, ended_at = $3, rems_patient_id = $4,
    rems_enrolled_on = $5, ndc = $6, is_established_patient = $7, monitoring_form_on = $8, changed_at = $9`;

interface Row extends Omit<ObservationFacts, 'startedAt' | 'endedAt'> {
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/**
 * Writes down what was observed at a visit, for its claim. A record that is there is replaced as a whole.
 *
 * Tx: joins or opens one. Idempotent by: the visit. Errors: `visit_unknown`; `validation_failed` for an NDC that is none
 * and an end before the beginning.
 */
@Injectable()
export class RecordObservation {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly visits: VisitsReader,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  execute(input: RecordObservationInput): Promise<ObservationView> {
    const { startedAt = null, endedAt = null, ndc = null } = input;
    const ndc11 = ndc === null ? null : (normalizeNdc11(ndc) ?? null);
    const errors: FieldError[] = [
      ...(ndc !== null && ndc11 === null ? [{ pointer: '/ndc', message: 'must be an NDC such as 50458-028-02' }] : []),
      ...((observedMinutes({ ...EMPTY, startedAt, endedAt }) ?? 0) < 0
        ? [{ pointer: '/endedAt', message: 'must not be before startedAt' }]
        : []),
    ];
    if (errors.length > 0) throw new DomainError('validation_failed', { errors });
    return this.transactions.run(async () => {
      await this.visits.get(input.visitId);
      await this.sql.execute(WRITE, [
        input.visitId,
        instant(startedAt),
        instant(endedAt),
        input.remsPatientId ?? null,
        input.remsEnrolledOn ?? null,
        ndc11,
        input.isEstablishedPatient ?? null,
        input.monitoringFormOn ?? null,
        toDate(this.clock.now()),
      ]);
      await this.audit.execute({ action: 'observation.record', subject: { type: 'visit', id: input.visitId } });
      return this.get(input.visitId);
    });
  }

  /** Errors: `visit_unknown`. */
  get(visitId: VisitId): Promise<ObservationView> {
    return this.transactions.run(async () => {
      await this.visits.get(visitId);
      const row = await this.sql.one<Row>(READ, [visitId]);
      const facts: ObservationFacts = row
        ? { ...row, startedAt: text(row.startedAt), endedAt: text(row.endedAt) }
        : EMPTY;
      return { visitId, ...facts, observedMinutes: observedMinutes(facts) ?? null };
    });
  }
}

const EMPTY: ObservationFacts = {
  startedAt: null,
  endedAt: null,
  remsPatientId: null,
  remsEnrolledOn: null,
  ndc: null,
  isEstablishedPatient: null,
  monitoringFormOn: null,
};

const instant = (value: string | null): Date | null => (value === null ? null : toDate(Temporal.Instant.from(value)));
const text = (value: Date | null): string | null =>
  value && formatInstant(Temporal.Instant.fromEpochMilliseconds(value.getTime()));
