import type { ChargeId, InvoiceId, PatientId, VisitId } from '../../kernel/ids';
import type { DocumentRule } from './quote.view';

/** Derived from the ledger's open items, never stored. */
export const INVOICE_STATUSES = ['open', 'partly_paid', 'paid', 'void', 'written_off'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** One charge on an invoice. Amounts in US cents. */
export class InvoiceLineView {
  readonly chargeId: ChargeId;
  readonly serviceCode: string;
  /** Neutral words. */
  readonly description: string;
  readonly dateOfService: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly listPriceCents: number;
  /** Before adjustments, as booked. */
  readonly grossCents: number;
  /** Taken off by adjustments. */
  readonly adjustmentCents: number;
  /** gross - adjustments */
  readonly amountCents: number;
  /** amount - open */
  readonly paidCents: number;
  /** Still open in the ledger. */
  readonly openCents: number;
  readonly documentRule: DocumentRule;
  readonly hsaFsaEligible: boolean;
  readonly isRendered: boolean;
}

/** A bill to a patient. Amounts in US cents. */
export class InvoiceView {
  readonly id: InvoiceId;
  readonly number: string;
  readonly patientId: PatientId;
  readonly visitId: VisitId;
  readonly status: InvoiceStatus;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly voidedAt: string | null;
  readonly lines: readonly InvoiceLineView[];
  readonly totalCents: number;
  readonly paidCents: number;
  readonly balanceCents: number;
  /** Open cents of rendered lines an HSA or FSA card may pay. */
  readonly hsaFsaEligibleCents: number;
}
