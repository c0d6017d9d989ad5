import { formatInstant, fromDate } from '../../../kernel/clock';
import type { DocumentId, PatientId, VisitId } from '../../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import type { DocumentRecord } from '../persistence/documents.repository';
import type { SuperbillModel } from './superbill.model';

/** One service on a superbill. */
export class SuperbillLineView {
  @DateField()
  readonly dateOfService: string;

  @TextField({ description: 'CMS place of service.', example: '11' })
  readonly placeOfService: string;

  @TextField({ description: 'The clinic’s own neutral words.' })
  readonly description: string;

  @TextField({ description: 'From the clinic’s own code sets.' })
  readonly procedureCode: string;

  @TextListField({ maxItems: 4 })
  readonly modifiers: readonly string[];

  @TextListField({ description: 'Letters of the diagnoses the service was for.', example: ['A'] })
  readonly diagnosisPointers: readonly string[];

  @IntField({ min: 1 })
  readonly units: number;

  @CentsField({ description: 'Before the adjustments.' })
  readonly chargeCents: number;

  @CentsField()
  readonly adjustmentCents: number;

  @CentsField()
  readonly paidCents: number;

  @CentsField()
  readonly balanceCents: number;
}

/** charge - adjustment - paid = balance. */
export class SuperbillTotalsView {
  @CentsField()
  readonly chargeCents: number;

  @CentsField()
  readonly adjustmentCents: number;

  @CentsField()
  readonly paidCents: number;

  @CentsField()
  readonly balanceCents: number;
}

/** A diagnosis lines point to. */
export class SuperbillDiagnosisView {
  @TextField({ example: 'A' })
  readonly pointer: string;

  @TextField({ description: 'ICD-10-CM.', example: 'F33.2' })
  readonly code: string;
}

/** A payment shown as proof. */
export class SuperbillPaymentView {
  @DateField()
  readonly paidOn: string;

  @TextListField({
    description: 'Masked: brand and last four digits at most.',
    example: ['HSA/FSA Visa ••4242', 'Cash'],
  })
  readonly tenders: readonly string[];

  @CentsField({ description: 'The part that paid these services and stayed there.' })
  readonly appliedCents: number;

  @CentsField({ description: 'Let go of again because a service was lowered after it had been paid.' })
  readonly creditedCents: number;

  @BooleanField({ description: 'The patient’s bank has taken it back for now and has not decided yet.' })
  readonly isDisputed: boolean;
}

/** An issued superbill. */
export class SuperbillView {
  @UuidField({ readOnly: true })
  readonly id: DocumentId;

  @TextField({ readOnly: true, example: 'SB-000001' })
  readonly number: string;

  @IntField({ min: 1, readOnly: true, description: 'Counts up when the same visits are issued again with changes.' })
  readonly version: number;

  @UuidField({ optional: true, readOnly: true, description: 'The version this one takes the place of.' })
  readonly replaces?: DocumentId;

  @UuidField()
  readonly patientId: PatientId;

  @TextListField({ description: 'The visits it is about.' })
  readonly visitIds: readonly VisitId[];

  @DateField({ readOnly: true })
  readonly issuedOn: string;

  @InstantField({ readOnly: true })
  readonly issuedAt: string;

  @ListField(() => SuperbillDiagnosisView)
  readonly diagnoses: readonly SuperbillDiagnosisView[];

  @ListField(() => SuperbillLineView)
  readonly lines: readonly SuperbillLineView[];

  @ObjectField(() => SuperbillTotalsView)
  readonly totals: SuperbillTotalsView;

  @ListField(() => SuperbillPaymentView)
  readonly payments: readonly SuperbillPaymentView[];

  @BooleanField({ readOnly: true, description: 'A payment shown on it was in dispute when it was issued.' })
  readonly hasDisputedPayment: boolean;

  @TextField({ readOnly: true, min: 64, max: 64, description: 'SHA-256 of the PDF, hex.' })
  readonly sha256: string;
}

/** A stored superbill as its readers see it. */
export function toSuperbillView(record: DocumentRecord<SuperbillModel>): SuperbillView {
  const { model } = record;
  return {
    id: record.id,
    number: record.number,
    version: record.version,
    ...(record.replacesId ? { replaces: record.replacesId } : {}),
    patientId: record.patientId,
    visitIds: record.subjectIds as readonly VisitId[],
    issuedOn: record.issuedOn,
    issuedAt: formatInstant(fromDate(record.issuedAt)),
    diagnoses: model.diagnoses.map(({ pointer, code }) => ({ pointer, code })),
    lines: model.lines.map(({ adjustments, provider: _provider, location: _location, ...line }) => ({
      ...line,
      adjustmentCents: adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0),
    })),
    totals: model.totals,
    payments: model.payments.map(({ paidOn, tenders, appliedCents, creditedCents = 0, isDisputed = false }) => ({
      paidOn,
      tenders: tenders.map((tender) => tender.label),
      appliedCents,
      creditedCents,
      isDisputed,
    })),
    hasDisputedPayment: model.payments.some(({ isDisputed }) => isDisputed === true),
    sha256: record.sha256,
  };
}
