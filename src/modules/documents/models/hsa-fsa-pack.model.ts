import type { IssueFacts } from '../issuing/document-file';
import type { PrintedPractice } from '../sources/document-parties';

/**
 * What a health account's administrator asks for at the end of a plan year: every service of the year that HSA or FSA
 * money paid for, with its day, its description, its provider and the amount (DOMAIN.md §8). Plain JSON: US cents.
 */
export interface HsaFsaPackModel extends IssueFacts {
  readonly year: number;
  readonly practice: PrintedPractice;
  readonly patient: { readonly name: string };
  /** By day of service: an expense belongs to the year the care was given in. */
  readonly lines: readonly HsaFsaLine[];
  /** By means of payment, in order of first use. */
  readonly totals: readonly { readonly label: string; readonly amountCents: number }[];
  readonly totalCents: number;
}

export interface HsaFsaLine {
  readonly dateOfService: string;
  readonly description: string;
  readonly providerName: string;
  readonly paidOn: string;
  /** Masked. */
  readonly tender: string;
  /** Of the payment's receipt, once it was issued. */
  readonly receiptNumber?: string;
  readonly paidCents: number;
  /** Credited back since, when the service was lowered after it had been paid. */
  readonly returnedCents: number;
}
