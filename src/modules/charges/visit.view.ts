import { SERVICE_KINDS, type ServiceKind } from '../../domain/pricing/service-terms';
import type {
  AuthorizationId,
  ChargeId,
  ClaimId,
  CoverageId,
  InvoiceId,
  LocationId,
  PatientId,
  ProviderId,
  VisitId,
} from '../../kernel/ids';
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
} from '../../platform/http/fields';
import { AdjustmentView } from './adjustment.view';
import { IntListField } from './deciding/int-list-field';
import { QuoteLineView } from './quote.view';

/** A service line of a posted visit, as it was priced and routed on the day. */
export class ChargeView extends QuoteLineView {
  @UuidField()
  readonly id: ChargeId;

  @UuidField()
  readonly visitId: VisitId;

  @UuidField({ nullable: true, description: 'Null for a line that went to insurance.' })
  readonly invoiceId: InvoiceId | null;

  @IntField({ min: 1, description: 'Place among the lines of the visit.' })
  readonly lineNumber: number;

  @EnumField(SERVICE_KINDS)
  readonly serviceKind: ServiceKind;

  @UuidField({ nullable: true, description: 'The coverage billed.' })
  readonly coverageId: CoverageId | null;

  @UuidField({ nullable: true, description: 'The authorization whose units were taken.' })
  readonly authorizationId: AuthorizationId | null;

  @TextField({ nullable: true, description: 'From the clinic’s own code sets; null where it has set none up.' })
  readonly procedureCode: string | null;

  @IntField({ min: 1, nullable: true, description: 'Units of the procedure code.' })
  readonly procedureUnits: number | null;

  @TextListField({ maxItems: 4 })
  readonly modifiers: readonly string[];

  @IntListField({ optional: true, description: 'One-based places in the diagnoses; absent for roles that see none.' })
  readonly diagnosisPointers?: readonly number[];

  @IntField({ min: 1, nullable: true, description: 'Milligrams of one unit.' })
  readonly doseMg: number | null;

  @IntField({ min: 4000, max: 4899, description: 'Ledger account credited.' })
  readonly revenueAccountNumber: number;

  @DateField()
  readonly dateOfService: string;

  @DateField({ nullable: true, description: 'The day care was given; null while it is still to come.' })
  readonly renderedOn: string | null;

  @ListField(() => AdjustmentView, { description: 'Taken off it, taken back, or waiting for a second person.' })
  readonly adjustments: readonly AdjustmentView[];

  @InstantField({ nullable: true, description: 'Set when it was charged in error and voided.' })
  readonly voidedAt: string | null;

  @CentsField({ description: 'Still open in the ledger, patient and insurance receivables together.' })
  readonly openCents: number;
}

export const VISIT_STATUSES = ['posted', 'void'] as const;

/** A rendered visit with its charges. */
export class VisitView {
  @UuidField()
  readonly id: VisitId;

  @EnumField(VISIT_STATUSES, { description: 'Void when every charge of it is.' })
  readonly status: (typeof VISIT_STATUSES)[number];

  @UuidField()
  readonly patientId: PatientId;

  @UuidField()
  readonly providerId: ProviderId;

  @UuidField()
  readonly locationId: LocationId;

  @DateField()
  readonly dateOfService: string;

  @TextField({ description: 'CMS place-of-service code.', example: '11' })
  readonly placeOfService: string;

  @TextListField({ optional: true, description: 'ICD-10-CM, the principal first; absent for roles that see none.' })
  readonly diagnoses?: readonly string[];

  @ListField(() => ChargeView)
  readonly charges: readonly ChargeView[];

  @UuidField({ nullable: true, description: 'The invoice of the self-pay lines; null when all went to insurance.' })
  readonly invoiceId: InvoiceId | null;

  @UuidField({
    nullable: true,
    description: 'The claim of the lines that went to insurance; null when there are none.',
  })
  readonly claimId: ClaimId | null;

  @InstantField({ nullable: true, description: 'When the patient was dosed.' })
  readonly doseAt: string | null;

  @InstantField({
    nullable: true,
    description: 'When they were fit to leave; nothing is signed before, from the dose on.',
  })
  readonly dischargedAt: string | null;

  @InstantField()
  readonly createdAt: string;
}
