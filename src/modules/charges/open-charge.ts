import type { ChargeId, InvoiceId, PatientId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import type { BusinessDate } from '../../kernel/business-date';

/** A charge with what the ledger says is still open on it (account 1100). */
export interface OpenCharge {
  readonly chargeId: ChargeId;
  readonly invoiceId: InvoiceId;
  readonly open: Money;
  readonly hsaFsaEligible: boolean;
  /** Whether care has been given: HSA/FSA money may pay for nothing else. */
  readonly rendered: boolean;
  readonly dateOfService: BusinessDate;
  readonly serviceCode: string;
}

/** An invoice with its charges in charge-id order; closed charges are there with an open amount of zero. */
export interface OpenInvoice {
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly patientId: PatientId;
  readonly issuedOn: BusinessDate;
  readonly isVoided: boolean;
  readonly charges: readonly OpenCharge[];
}
