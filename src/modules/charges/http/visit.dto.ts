import { INVOICE_STATUSES, type InvoiceStatus } from '../../../domain/payments/invoice-status';
import type { LocationId, PatientId, ProviderId } from '../../../kernel/ids';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { IntListField } from '../deciding/int-list-field';

/** A line to price and route. A price is never taken from a caller. */
export class QuoteLineBody {
  @TextField({ max: 40, example: 'intake' })
  serviceCode: string;

  @IntField({ min: 1, max: 100, optional: true, description: '1 unless told.' })
  quantity?: number;

  @IntField({ min: 1, max: 50, optional: true, description: 'People in the household, needed with the income.' })
  householdSize?: number;

  @CentsField({ optional: true, description: 'Verified yearly household income; left out: the full price.' })
  householdIncomeCents?: number;

  @IntField({ min: 1, max: 1000, optional: true, description: 'Milligrams of one unit.', example: 56 })
  doseMg?: number;
}

/** POST /v1/quotes */
export class QuoteVisitBody {
  @UuidField()
  patientId: PatientId;

  @DateField({ description: 'Decides prices, codes and coverage; may lie in the future.', example: '2026-11-22' })
  dateOfService: string;

  @UuidField({ optional: true, description: 'Matters for Medicare: a clinician may have opted out.' })
  providerId?: ProviderId;

  @ListField(() => QuoteLineBody, { minItems: 1, maxItems: 50 })
  lines: QuoteLineBody[];
}

/** A line of a rendered visit. */
export class VisitLineBody extends QuoteLineBody {
  @TextListField({
    maxItems: 4,
    maxLength: 2,
    pattern: /^[A-Z0-9]{2}$/,
    optional: true,
    description: "Those of the clinic's code set unless told.",
  })
  modifiers?: string[];

  @IntListField({ minItems: 1, optional: true, description: 'Places in the diagnoses; the first four unless told.' })
  diagnosisPointers?: number[];
}

/** Why a visit is billed beyond the patient's estimate. */
export class EstimateOverrideBody {
  @TextField({ max: 500, pattern: /\S/, example: 'Extra sessions after a relapse; a new estimate was declined' })
  reason: string;
}

/** POST /v1/visits */
export class PostVisitBody {
  @UuidField()
  patientId: PatientId;

  @UuidField()
  providerId: ProviderId;

  @UuidField({ optional: true, description: "The clinic's first location unless told." })
  locationId?: LocationId;

  @DateField({ description: 'The day care was given.', example: '2026-11-22' })
  dateOfService: string;

  @TextListField({ maxItems: 12, maxLength: 10, description: 'ICD-10-CM with the dot, the principal first.' })
  diagnoses: string[];

  @ListField(() => VisitLineBody, { minItems: 1, maxItems: 50 })
  lines: VisitLineBody[];

  @ObjectField(() => EstimateOverrideBody, {
    optional: true,
    description:
      'Why it is billed although that goes $400.00 or more beyond the estimate. A biller or an admin decides that.',
  })
  estimateOverride?: EstimateOverrideBody;
}

/** PATCH /v1/visits/:id/times */
export class VisitTimesBody {
  @InstantField({ optional: true, nullable: true, description: 'When the patient was dosed; null takes it back.' })
  doseAt?: string | null;

  @InstantField({ optional: true, nullable: true, description: 'When they were fit to leave; null takes it back.' })
  dischargedAt?: string | null;
}

/** GET /v1/visits */
export class VisitsListQuery extends PageQuery {
  @UuidField({ optional: true })
  patientId?: PatientId;

  @DateField({ optional: true, description: 'One day of service.' })
  on?: string;
}

/** GET /v1/invoices */
export class InvoicesListQuery extends PageQuery {
  @UuidField({ optional: true })
  patientId?: PatientId;

  @EnumField(INVOICE_STATUSES, { optional: true })
  status?: InvoiceStatus;
}
