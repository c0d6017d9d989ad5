import type { IssueFacts } from '../issuing/document-file';
import type { PrintedPractice } from '../sources/document-parties';
import type { PrintedRecipient } from './invoice.model';

/**
 * Everything a statement says: a patient's account over a period, to the cent as in the ledger (1100 less 2000, 2100 and
 * 2150). Plain JSON: US cents, days `YYYY-MM-DD`.
 */
export interface StatementModel extends IssueFacts {
  readonly from: string;
  readonly to: string;
  readonly practice: PrintedPractice;
  readonly patient: PrintedRecipient;
  readonly openingCents: number;
  readonly activity: readonly StatementLine[];
  readonly totals: StatementTotals;
  /** opening + every line = closing = due - credit. */
  readonly closingCents: number;
  readonly dueCents: number;
  /** Held for the patient: unapplied credit and deposits. */
  readonly creditCents: number;
  /** Billed to insurance and not decided yet; not part of the balance. */
  readonly insurancePendingCents: number;
  readonly message: string;
  /** The patient's permanent page; absent when nothing is due. */
  readonly payUrl?: string;
}

export interface StatementLine {
  /** Business day the movement belongs to. */
  readonly on: string;
  readonly description: string;
  readonly note?: string;
  /** Above zero is owed, below was paid or taken off. */
  readonly amountCents: number;
  readonly balanceCents: number;
}

export interface StatementTotals {
  readonly chargeCents: number;
  readonly adjustmentCents: number;
  readonly paymentCents: number;
  readonly otherCents: number;
}
