import type { EnrollmentId, PatientId } from '../../kernel/ids';
import {
  CentsField,
  DateField,
  EnumField,
  IntField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

/** One service of a course, priced. */
export class CoursePriceLineView {
  @TextField({ example: 'experiential-im' }) serviceCode: string;
  @TextField({ description: 'Neutral words.' }) description: string;
  @IntField({ description: 'Fewest sessions.' }) least: number;
  @IntField({ description: 'Most sessions.' }) most: number;
  @CentsField({ description: 'Of one session, after the patient’s own discount.', example: 55_000 })
  unitPriceCents: number;
  @CentsField() amountMinCents: number;
  @CentsField() amountMaxCents: number;
}

/** What a whole course costs, for the fewest and for the most sessions. */
export class CoursePriceView {
  @TextField({ example: 'im-weekly' }) protocolCode: string;
  @TextField() name: string;
  @DateField() startsOn: string;
  @IntField({ min: 1, max: 52 }) weeks: number;
  @ListField(() => CoursePriceLineView) lines: CoursePriceLineView[];
  @CentsField({ max: Number.MAX_SAFE_INTEGER, example: 310_000 }) priceMinCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER, example: 598_000 }) priceMaxCents: number;
}

/** One service of a course a patient is on. */
export class CourseLineView extends CoursePriceLineView {
  @IntField({ description: 'Given since the course began.' }) done: number;
  @IntField({ description: 'Left to the fewest.' }) leftLeast: number;
  @IntField({ description: 'Left to the most.' }) leftMost: number;
}

/** One phase of a course a patient is on. */
export class CoursePhaseView {
  @TextField({ example: 'Weeks 1 to 4' }) label: string;
  @TextField() serviceCode: string;
  @IntField() least: number;
  @IntField() most: number;
  @IntField() done: number;
  @IntField() leftLeast: number;
  @IntField() leftMost: number;
}

export const END_REASONS = ['completed', 'stopped', 'entered_in_error'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** A patient on a course: how much of it was given, and what is left. */
export class EnrollmentView {
  @UuidField({ readOnly: true }) id: EnrollmentId;
  @UuidField() patientId: PatientId;
  @TextField({ example: 'im-weekly' }) protocolCode: string;
  @TextField() name: string;
  @EnumField(['active', 'ended']) status: 'active' | 'ended';
  @DateField() startsOn: string;
  @DateField({ description: 'Last day of the period that was priced.' }) endsOn: string;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) priceMinCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER }) priceMaxCents: number;
  @CentsField({ max: Number.MAX_SAFE_INTEGER, description: 'Charged for its services since it began.' })
  chargedCents: number;
  @ListField(() => CourseLineView) lines: CourseLineView[];
  @ListField(() => CoursePhaseView) phases: CoursePhaseView[];
  @DateField({ nullable: true }) endedOn: string | null;
  @EnumField(END_REASONS, { nullable: true }) endReason: EndReason | null;
}
