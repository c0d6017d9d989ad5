import { Injectable } from '@nestjs/common';
import { toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { EnrollmentId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { EndReason } from './course.view';
import { EnrollmentsRepository } from './persistence/enrollments.repository';
import { SaleRequest } from './sale-request';

/**
 * Ends a patient's course today: completed, stopped, or entered in error. What was given of it stays counted.
 *
 * Tx: joins or opens one. Errors: `enrollment_unknown`, `enrollment_ended`.
 */
@Injectable()
export class EndCourse {
  constructor(
    private readonly request: SaleRequest,
    private readonly enrollments: EnrollmentsRepository,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(id: EnrollmentId, reason: EndReason): Promise<void> {
    return this.request.run(async ({ now }) => {
      if (!(await this.enrollments.get(id)))
        throw new DomainError('enrollment_unknown', { detail: 'This clinic has no such enrollment.' });
      const on = (await this.clinics.today()).toString();
      if (!(await this.enrollments.setEnded(id, { on, reason, at: toDate(now) })))
        throw new DomainError('enrollment_ended', { detail: 'The course has ended already.' });
      await this.audit.execute({ action: 'course.end', subject: { type: 'enrollment', id }, facts: { reason } });
    });
  }
}
