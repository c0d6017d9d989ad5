import { Injectable } from '@nestjs/common';
import { toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type EnrollmentId, newId, type PatientId } from '../../kernel/ids';
import { violates } from '../../platform/database/pg-errors';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PatientsReader } from '../patients/patients.reader';
import { EnrollmentsRepository } from './persistence/enrollments.repository';
import { PriceCourse, type PriceCourseInput } from './price-course';
import { SaleRequest } from './sale-request';

export interface EnrollInCourseInput extends PriceCourseInput {
  readonly patientId: PatientId;
}

/**
 * Puts a patient on a course: the course and its price are kept as they are now, and sessions count from its first day on. One
 * course at a time, so that a session counts once.
 *
 * Tx: joins or opens one. Errors: `patient_unknown`, `enrollment_active`, those of {@link PriceCourse}.
 */
@Injectable()
export class EnrollInCourse {
  constructor(
    private readonly request: SaleRequest,
    private readonly patients: PatientsReader,
    private readonly pricing: PriceCourse,
    private readonly enrollments: EnrollmentsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ patientId, ...wish }: EnrollInCourseInput): Promise<EnrollmentId> {
    return this.request.run(async ({ now, actor }) => {
      await this.patients.get(patientId);
      const course = await this.pricing.execute(wish);
      const id = newId<EnrollmentId>(now);
      try {
        await this.enrollments.insert({ id, patientId, course }, { kind: actor.kind, id: actor.id, at: toDate(now) });
      } catch (error) {
        if (!violates(error, 'uq_course_enrollments_active')) throw error;
        throw new DomainError('enrollment_active', {
          detail: 'The patient is on a course already. End that one first.',
          cause: error,
        });
      }
      await this.audit.execute({
        action: 'course.enroll',
        subject: { type: 'enrollment', id },
        facts: { patientId, protocolCode: course.protocolCode },
      });
      return id;
    });
  }
}
