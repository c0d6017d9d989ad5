import { Injectable } from '@nestjs/common';
import type { EnrollmentId, PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { EndReason } from '../course.view';
import type { PricedCourse } from '../price-course';

export interface EnrollmentRow {
  readonly id: EnrollmentId;
  readonly patientId: PatientId;
  readonly protocolCode: string;
  readonly name: string;
  readonly startsOn: string;
  readonly weeks: number;
  readonly phases: PricedCourse['phases'];
  readonly lines: PricedCourse['lines'];
  readonly priceMinCents: string;
  readonly priceMaxCents: string;
  readonly endedOn: string | null;
  readonly endReason: EndReason | null;
  /** Given since it began, by service. */
  readonly given: readonly { readonly serviceCode: string; readonly sessions: number; readonly cents: number }[];
}

// Units of charges that were not voided, from the first day to the last.
const GIVEN = `(SELECT coalesce(json_agg(json_build_object('serviceCode', g.service_code, 'sessions', g.sessions, 'cents', g.cents)), '[]')
    FROM (SELECT c.service_code, sum(c.quantity)::int AS sessions, sum(c.amount_cents) AS cents FROM charges c
           WHERE c.clinic_id = e.clinic_id AND c.patient_id = e.patient_id AND c.rendered_on >= e.starts_on
             AND (e.ended_on IS NULL OR c.rendered_on <= e.ended_on)
             AND NOT EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id)
           GROUP BY c.service_code) g)`;

const ENROLLMENT = `SELECT e.id, e.patient_id AS "patientId", e.protocol_code AS "protocolCode", e.name, e.starts_on AS "startsOn", e.weeks,
    e.phases, e.lines, e.price_min_cents AS "priceMinCents", e.price_max_cents AS "priceMaxCents", e.ended_on AS "endedOn",
    e.end_reason AS "endReason", ${GIVEN} AS given
  FROM course_enrollments e WHERE e.clinic_id = current_clinic()`;

/** Rows of enrollments, with what was given counted from charges. */
@Injectable()
export class EnrollmentsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(
    enrollment: { id: EnrollmentId; patientId: PatientId; course: PricedCourse },
    by: { kind: string; id: string; at: Date },
  ): Promise<void> {
    const { course } = enrollment;
    await this.sql.execute(
      `INSERT INTO course_enrollments (clinic_id, id, patient_id, protocol_code, name, starts_on, weeks, phases, lines, price_min_cents,
         price_max_cents, enrolled_by_kind, enrolled_by_id, enrolled_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        enrollment.id,
        enrollment.patientId,
        course.protocolCode,
        course.name,
        course.startsOn,
        course.weeks,
        JSON.stringify(course.phases),
        JSON.stringify(course.lines),
        course.priceMinCents,
        course.priceMaxCents,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  get(id: EnrollmentId): Promise<EnrollmentRow | undefined> {
    return this.sql.one<EnrollmentRow>(`${ENROLLMENT} AND e.id = $1`, [id]);
  }

  /** False when it has ended already. */
  async setEnded(id: EnrollmentId, end: { on: string; reason: EndReason; at: Date }): Promise<boolean> {
    const touched = await this.sql.execute(
      `UPDATE course_enrollments SET ended_on = $2, end_reason = $3, ended_at = $4
        WHERE clinic_id = current_clinic() AND id = $1 AND ended_on IS NULL`,
      [id, end.on, end.reason, end.at],
    );
    return touched > 0;
  }

  /** The newest first. */
  ofPatient(patientId: PatientId, page: { beforeId?: string; limit: number }): Promise<EnrollmentRow[]> {
    return this.sql.query<EnrollmentRow>(
      `${ENROLLMENT} AND e.patient_id = $1 AND ($2::uuid IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
      [patientId, page.beforeId ?? null, page.limit],
    );
  }
}
