import { INVOICE_STATUSES, type InvoiceStatus } from '../../domain/payments/invoice-status';
import { DOCUMENT_RULES, type DocumentRule } from '../../domain/pricing/service-terms';
import type { ChargeId, InvoiceId, PatientId, VisitId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import { AdjustmentView } from './adjustment.view';

/**
 * One charge on an invoice. listPriceCents - insuranceCents - adjustmentCents = amountCents = paidCents + writtenOffCents +
 * openCents; of a void invoice nothing is paid or open.
 */
export class InvoiceLineView {
  @UuidField()
  readonly chargeId: ChargeId;

  @TextField({ example: 'intake' })
  readonly serviceCode: string;

  @TextField({ description: 'Neutral words.' })
  readonly description: string;

  @DateField()
  readonly dateOfService: string;

  @IntField({ min: 1 })
  readonly quantity: number;

  @CentsField()
  readonly unitPriceCents: number;

  @CentsField({ description: 'Before adjustments, as booked.' })
  readonly listPriceCents: number;

  @CentsField({
    description: 'Of the list price what is not the patient’s: paid, taken off or still open with insurance.',
  })
  readonly insuranceCents: number;

  @CentsField({ description: 'Taken off by discounts and other adjustments, write-offs not counted.' })
  readonly adjustmentCents: number;

  @CentsField()
  readonly amountCents: number;

  @CentsField()
  readonly paidCents: number;

  @CentsField({ description: 'Given up as not collectible.' })
  readonly writtenOffCents: number;

  @CentsField({ description: 'Still open in the ledger.' })
  readonly openCents: number;

  @EnumField(DOCUMENT_RULES)
  readonly documentRule: DocumentRule;

  @BooleanField()
  readonly hsaFsaEligible: boolean;

  @BooleanField({ description: 'Whether care has been given.' })
  readonly isRendered: boolean;

  @ListField(() => AdjustmentView, { description: 'Taken off it, taken back, or waiting for a second person.' })
  readonly adjustments: readonly AdjustmentView[];
}

/** A bill to a patient; its status and amounts follow from the ledger's open items. */
export class InvoiceView {
  @UuidField()
  readonly id: InvoiceId;

  @TextField({ example: 'INV-000123' })
  readonly number: string;

  @UuidField()
  readonly patientId: PatientId;

  @UuidField()
  readonly visitId: VisitId;

  @EnumField(INVOICE_STATUSES)
  readonly status: InvoiceStatus;

  @DateField()
  readonly issuedOn: string;

  @DateField()
  readonly dueOn: string;

  @InstantField({ nullable: true })
  readonly voidedAt: string | null;

  @ListField(() => InvoiceLineView)
  readonly lines: readonly InvoiceLineView[];

  @CentsField({ description: 'Charges less discounts and other adjustments.' })
  readonly totalCents: number;

  @CentsField()
  readonly paidCents: number;

  @CentsField()
  readonly balanceCents: number;

  @CentsField({ description: 'Open and rendered, and HSA or FSA money may pay it.' })
  readonly hsaFsaEligibleCents: number;
}
