import { Injectable } from '@nestjs/common';
import { burnDownPhases, burned } from '../../domain/courses/course-progress';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { EnrollmentId, PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import type { EnrollmentView } from './course.view';
import { type EnrollmentRow, EnrollmentsRepository } from './persistence/enrollments.repository';

/** Reads who is on which course and how far they are, counted from what was charged. Tx: joins the open one or opens its own. */
@Injectable()
export class CoursesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly enrollments: EnrollmentsRepository,
    private readonly patients: PatientsReader,
  ) {}

  /** Errors: `enrollment_unknown`. */
  get(id: EnrollmentId): Promise<EnrollmentView> {
    return this.tx.run(async () => {
      const row = await this.enrollments.get(id);
      if (!row) throw new DomainError('enrollment_unknown', { detail: 'This clinic has no such enrollment.' });
      return toView(row);
    });
  }

  /** The newest first. Errors: `patient_unknown`, `cursor_invalid`. */
  ofPatient(patientId: PatientId, page: { limit?: number; cursor?: string }): Promise<Page<EnrollmentView>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const beforeId = page.cursor ? decodeIdCursor(page.cursor) : undefined;
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.enrollments.ofPatient(patientId, { beforeId, limit: limit + 1 });
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}

function toView({ given, weeks, priceMinCents, priceMaxCents, ...row }: EnrollmentRow): EnrollmentView {
  const doneOf = (serviceCode: string): number =>
    given.find((service) => service.serviceCode === serviceCode)?.sessions ?? 0;
  const codes = new Set(row.lines.map(({ serviceCode }) => serviceCode));
  return {
    ...row,
    status: row.endedOn === null ? 'active' : 'ended',
    endsOn: parseBusinessDate(row.startsOn)
      .add({ days: weeks * 7 - 1 })
      .toString(),
    priceMinCents: Number(priceMinCents),
    priceMaxCents: Number(priceMaxCents),
    chargedCents: given
      .filter(({ serviceCode }) => codes.has(serviceCode))
      .reduce((sum, { cents }) => sum + Number(cents), 0),
    lines: row.lines.map((line) => ({ ...line, ...burned(line, doneOf(line.serviceCode)) })),
    phases: burnDownPhases(row.phases, doneOf),
  };
}
