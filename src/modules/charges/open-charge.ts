import type { OpenCharge as ChargeToPay } from '../../domain/payments/allocate-payment';
import type { BusinessDate } from '../../kernel/business-date';
import type { InvoiceId, PatientId } from '../../kernel/ids';

/** A charge with what the ledger says the patient still owes on it (account 1100). */
export interface OpenCharge extends ChargeToPay {
  readonly invoiceId: InvoiceId;
  readonly invoiceNumber: string;
  readonly serviceCode: string;
}

/** An invoice with its charges in charge-id order; a paid charge is there with nothing open. */
export interface OpenInvoice {
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly patientId: PatientId;
  readonly issuedOn: BusinessDate;
  readonly isVoided: boolean;
  readonly charges: readonly OpenCharge[];
}
