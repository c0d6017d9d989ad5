import type { PrintedPractice, PrintedTender } from '../sources/document-parties';

/**
 * Everything a payment receipt says, frozen when it is issued: enough for a health account's administrator to accept it
 * (description, day of service, amount, provider, patient; DOMAIN.md §8). Plain JSON: US cents, days `YYYY-MM-DD`.
 */
export interface ReceiptModel extends ReceiptContent {
  readonly number: string;
  readonly issuedOn: string;
  /** RFC 3339 UTC: the file's own date. */
  readonly issuedAt: string;
  /** Left out on the first one. */
  readonly version?: number;
  /** The version this one takes the place of. */
  readonly replaces?: { readonly version: number; readonly issuedOn: string };
}

/** What a receipt says of the payment. */
export interface ReceiptContent {
  /** The business day the payment was taken back as entered in error: nothing was received. */
  readonly voidedOn?: string;
  readonly paidOn: string;
  readonly invoiceNumber?: string;
  readonly practice: PrintedPractice;
  readonly patient: { readonly name: string };
  readonly lines: readonly ReceiptLine[];
  readonly tenders: readonly ReceiptTender[];
  /** What this payment brought in: the sum of the tenders. */
  readonly amountCents: number;
  readonly changeCents: number;
  /** The part not applied to any line, kept as a credit. */
  readonly creditCents: number;
  /** Left to pay on the lines after this payment. Zero is the only case that reads "paid in full". */
  readonly balanceCents: number;
}

export interface ReceiptLine {
  readonly dateOfService: string;
  /** The clinic's own neutral words: no drug, no specialty, no code. */
  readonly description: string;
  /** Who gave the care, with credentials. */
  readonly providerName: string;
  readonly isHsaFsaEligible: boolean;
  readonly chargeCents: number;
  readonly adjustmentCents: number;
  /** Paid on the line before this payment. */
  readonly paidBeforeCents: number;
  /** Paid on the line by this payment. */
  readonly paidNowCents: number;
  readonly balanceCents: number;
}

export interface ReceiptTender extends PrintedTender {
  /** Check number, Venmo id, terminal approval; whatever identifies it to the patient. */
  readonly reference?: string;
  /** Cash handed over, when more than the amount. */
  readonly tenderedCents?: number;
}
