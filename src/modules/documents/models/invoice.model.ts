import type { IssueFacts } from '../issuing/document-file';
import type { PrintedAddress, PrintedPractice, PrintedTender } from '../sources/document-parties';

/** Whom a letter goes to: in the window of the envelope. */
export interface PrintedRecipient {
  readonly name: string;
  readonly address?: PrintedAddress;
}

/**
 * Everything a bill says as it stands: what was charged, taken off, paid, and is due. Plain JSON: US cents, days
 * `YYYY-MM-DD`. Its number is the invoice's own; issued again it is its next version.
 */
export interface InvoiceModel extends IssueFacts {
  readonly invoicedOn: string;
  readonly dueOn: string;
  /** `void`: charged in error, nothing is owed. */
  readonly standing: 'due' | 'settled' | 'void';
  readonly practice: PrintedPractice;
  readonly patient: PrintedRecipient;
  readonly lines: readonly InvoiceLine[];
  readonly totals: InvoiceTotals;
  readonly payments: readonly InvoicePayment[];
  /** The part of the balance that HSA or FSA money may pay. */
  readonly hsaFsaEligibleCents: number;
  /** The clinic's own neutral words about its bills. */
  readonly message: string;
  /** The patient's permanent page; absent when nothing is due. */
  readonly payUrl?: string;
}

export interface InvoiceLine {
  readonly dateOfService: string;
  /** The clinic's own neutral words: no drug, no specialty, no code. */
  readonly description: string;
  readonly quantity: number;
  readonly isHsaFsaEligible: boolean;
  readonly chargeCents: number;
  readonly adjustments: readonly { readonly label: string; readonly amountCents: number }[];
  readonly paidCents: number;
  readonly balanceCents: number;
}

/** charge - adjustment - paid = balance; of a void bill nothing is paid or owed. */
export interface InvoiceTotals {
  readonly chargeCents: number;
  readonly adjustmentCents: number;
  readonly paidCents: number;
  readonly balanceCents: number;
}

export interface InvoicePayment {
  readonly paidOn: string;
  readonly tenders: readonly PrintedTender[];
  /** The part that went to this bill and stayed there. */
  readonly appliedCents: number;
}
