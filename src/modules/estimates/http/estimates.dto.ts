import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { PatientId, ProviderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import type { EstimateOccasionInput } from '../estimate-clock';
import { DELIVERY_METHODS, type DeliveryMethod, ESTIMATE_STATES } from '../estimate.view';
import type { IssueEstimateInput } from '../issue-estimate';

const WEEKS_OF_A_YEAR = 52;

export class EstimateLineBody {
  @TextField({ max: 40, example: 'integration' }) serviceCode: string;
  @IntField({ min: 1, max: 366, optional: true, description: '1 unless told.' }) quantity?: number;
}

/** POST /v1/estimates. Without a course and lines it only starts the clock. */
export class EstimateDto {
  @UuidField() patientId: PatientId;
  @UuidField() providerId: ProviderId;
  @TextField({ max: 40, optional: true, example: 'im-weekly' }) protocolCode?: string;
  @ListField(() => EstimateLineBody, { minItems: 1, maxItems: 50, optional: true }) lines?: EstimateLineBody[];
  @InstantField({ optional: true, description: 'When the patient asked what it would cost.' }) requestedAt?: string;
  @DateField({ optional: true, description: 'The day of the service that was scheduled.' }) scheduledFor?: string;
  @InstantField({ optional: true, description: 'When it was scheduled; now unless told.' }) scheduledAt?: string;
  @DateField({ optional: true, description: 'First day of service; the day it was scheduled for unless told.' })
  startsOn?: string;
  @IntField({ min: 1, max: 52, optional: true, description: 'How long it covers; 52 unless told.' }) weeks?: number;
  @TextListField({ maxItems: 12, maxLength: 10, optional: true, description: 'ICD-10-CM, when there is one yet.' })
  diagnoses?: string[];
  @IntField({ min: 1, max: 50, optional: true }) householdSize?: number;
  @CentsField({ optional: true }) householdIncomeCents?: number;
  @UuidField({ optional: true, description: 'The estimate this one takes the place of.' }) replaces?: string;
  @DateField({ optional: true, description: 'With `replaces`: the first day of service it changes.' })
  changesFrom?: string;

  /** Undefined when nothing is to be estimated yet. */
  static toIssue(body: EstimateDto): IssueEstimateInput | undefined {
    if (body.protocolCode !== undefined && body.lines !== undefined)
      throw refused('/lines', 'name either a course or lines');
    if (body.protocolCode === undefined && body.lines === undefined) return undefined;
    const startsOn = body.startsOn ?? body.scheduledFor;
    if (startsOn === undefined) throw refused('/startsOn', 'is needed: prices are those of the first day');
    if ((body.replaces === undefined) !== (body.changesFrom === undefined))
      throw refused('/changesFrom', 'goes together with replaces');
    return {
      ...EstimateDto.toOccasion(body),
      protocolCode: body.protocolCode,
      lines: body.lines?.map(({ serviceCode, quantity = 1 }) => ({ serviceCode, quantity })),
      startsOn: parseBusinessDate(startsOn),
      weeks: body.weeks ?? WEEKS_OF_A_YEAR,
      diagnoses: body.diagnoses ?? [],
      householdSize: body.householdSize,
      householdIncome: body.householdIncomeCents === undefined ? undefined : Money.cents(body.householdIncomeCents),
      replaces:
        body.replaces !== undefined && body.changesFrom !== undefined
          ? { estimateId: body.replaces, changesFrom: parseBusinessDate(body.changesFrom) }
          : undefined,
    };
  }

  static toOccasion = (body: EstimateDto): EstimateOccasionInput => ({
    patientId: body.patientId,
    providerId: body.providerId,
    requestedAt: body.requestedAt === undefined ? undefined : Temporal.Instant.from(body.requestedAt),
    scheduledFor: body.scheduledFor === undefined ? undefined : parseBusinessDate(body.scheduledFor),
    scheduledAt: body.scheduledAt === undefined ? undefined : Temporal.Instant.from(body.scheduledAt),
  });
}

const refused = (pointer: string, message: string): DomainError =>
  new DomainError('validation_failed', { errors: [{ pointer, message }] });

export class DeliverEstimateDto {
  @EnumField(DELIVERY_METHODS) method: DeliveryMethod;
}

/** GET /v1/estimates */
export class EstimatesQueryDto extends PageQuery {
  @UuidField({ optional: true }) patientId?: string;
  @EnumField(ESTIMATE_STATES, { optional: true }) status?: string;
  @DateField({ optional: true, description: 'Only those still to be given, due on or before the day.' })
  dueBefore?: string;
}
