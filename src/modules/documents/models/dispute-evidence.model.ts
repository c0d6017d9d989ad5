import type { PrintedPractice } from '../sources/document-parties';

/**
 * Everything the evidence pack of a disputed payment says: the minimum that proves a payment, and nothing about whom it was for
 * or why (DOMAIN.md §9, §12). Plain JSON: US cents, days `YYYY-MM-DD`.
 */
export interface DisputeEvidenceModel {
  /** The processor's id of the dispute. */
  readonly caseNumber: string;
  readonly openedOn: string;
  /** RFC 3339 UTC: the file's own date. */
  readonly openedAt: string;
  readonly dueOn: string | null;
  /** The bank's reason in words. */
  readonly reason: string;
  readonly practice: PrintedPractice;
  readonly disputedCents: number;
  readonly payment: {
    readonly paidOn: string;
    readonly amountCents: number;
    /** `Visa ••4242`. */
    readonly card: string;
    /** How the card was given. */
    readonly taken: string;
    readonly invoiceNumber: string | null;
    readonly receiptNumber: string | null;
  };
  readonly papers: readonly EvidencePaper[];
}

/** A paper of the payment: a bill, a receipt, an agreement. */
export interface EvidencePaper {
  readonly name: string;
  readonly number: string;
  readonly issuedOn: string;
}
