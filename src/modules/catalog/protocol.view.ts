import type { Companion, Frequency, Prerequisite } from '../../domain/courses/protocol';
import { BooleanField, EnumField, IntField, ListField, ObjectField, TextField } from '../../platform/http/fields';

const CODE = /^[a-z][a-z0-9-]{0,39}$/;
const ServiceCode = (): PropertyDecorator => TextField({ max: 40, pattern: CODE, example: 'experiential-im' });

/** So many sessions in so many weeks: every other week is 1 in 2. */
export class FrequencyBody implements Frequency {
  @IntField({ min: 0, max: 14, example: 2 }) sessions: number;
  @IntField({ min: 1, max: 52, example: 1 }) everyWeeks: number;
}

export class SessionCountBody {
  @IntField({ min: 0, max: 100 }) least: number;
  @IntField({ min: 1, max: 100 }) most: number;
}

/** Sessions at a frequency over weeks (`least`, `most`), or a fixed number over days (`sessions`, `days`). */
export class PhaseBody {
  @TextField({ max: 80, example: 'Induction' }) label: string;
  @ServiceCode() serviceCode: string;
  @IntField({ min: 1, max: 52, optional: true, description: 'Left out: until the end of the period looked at.' })
  weeks?: number;
  @ObjectField(() => FrequencyBody, { optional: true }) least?: FrequencyBody;
  @ObjectField(() => FrequencyBody, { optional: true }) most?: FrequencyBody;
  @ObjectField(() => SessionCountBody, { optional: true }) sessions?: SessionCountBody;
  @IntField({ min: 1, max: 364, optional: true, description: 'Days a fixed number of sessions takes at most.' })
  days?: number;
}

export class CompanionBody implements Companion {
  @ServiceCode() serviceCode: string;
  @EnumField(['before', 'after']) offset: 'before' | 'after';
}

export class PrerequisiteBody implements Prerequisite {
  @ServiceCode() serviceCode: string;
  @BooleanField({ description: 'Counted at most, not at least.' }) isOptional: boolean;
}

/** PUT /v1/protocols/:code */
export class DefineProtocolBody {
  @TextField({ max: 120, example: 'Journeys over four weeks' }) name: string;
  @ListField(() => PhaseBody, { minItems: 1, maxItems: 10 }) phases: PhaseBody[];
  @ListField(() => CompanionBody, { maxItems: 5, description: 'What comes with each session.' })
  companions: CompanionBody[];
  @ListField(() => PrerequisiteBody, { maxItems: 5, description: 'What comes before the first session.' })
  prerequisites: PrerequisiteBody[];
}

/** A course of treatment as the clinic gives it. */
export class ProtocolView extends DefineProtocolBody {
  @TextField({ max: 40, pattern: CODE, example: 'im-series' }) code: string;
}
