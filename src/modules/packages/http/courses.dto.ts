import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import { CentsField, DateField, EnumField, IntField, TextField } from '../../../platform/http/fields';
import { END_REASONS, type EndReason } from '../course.view';
import type { PriceCourseInput } from '../price-course';

/** POST /v1/courses/price, POST /v1/patients/:id/enrollments */
export class CourseDto {
  @TextField({ max: 40, example: 'im-weekly' })
  protocolCode: string;

  @DateField({ optional: true, description: 'The first day of service; the clinic’s today unless told.' })
  startsOn?: string;

  @IntField({ min: 1, max: 52, optional: true, description: 'The period looked at: 52 unless told.' })
  weeks?: number;

  @IntField({ min: 1, max: 50, optional: true })
  householdSize?: number;

  @CentsField({ optional: true, description: 'Verified yearly household income.' })
  householdIncomeCents?: number;

  static toInput = ({ startsOn, householdIncomeCents, ...dto }: CourseDto): PriceCourseInput => ({
    ...dto,
    startsOn: startsOn === undefined ? undefined : parseBusinessDate(startsOn),
    householdIncome: householdIncomeCents === undefined ? undefined : Money.cents(householdIncomeCents),
  });
}

/** POST /v1/enrollments/:id/end */
export class EndCourseDto {
  @EnumField(END_REASONS)
  reason: EndReason;
}
