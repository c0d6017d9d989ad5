import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { X12Error, X12Place } from '../x12/x12-error';
import type { ClaimAdjustment } from './claim-form';

/** What a payer decided about a claim (CLP02, X12 005010X221A1). */
export const CLAIM_STATUS_CODES = {
  '1': 'primary',
  '2': 'secondary',
  '3': 'tertiary',
  '4': 'denied',
  '19': 'primary_forwarded',
  '20': 'secondary_forwarded',
  '21': 'tertiary_forwarded',
  '22': 'reversal',
  '23': 'not_ours_forwarded',
  '25': 'predetermination',
} as const;
export type RemittanceClaimStatus = (typeof CLAIM_STATUS_CODES)[keyof typeof CLAIM_STATUS_CODES];

/** One service of a claim as paid (SVC). charge - adjustments = paid. */
export interface RemittanceLine {
  /** The SVC's place in the file, and the line of text it is on. */
  readonly position: number;
  readonly textLine: number;
  readonly procedureCode: string;
  readonly charge: Money;
  readonly paid: Money;
  /** AMT*B6. */
  readonly allowed?: Money;
  readonly units?: string;
  /** REF*6R: ours. */
  readonly controlNumber?: string;
  readonly adjustments: readonly ClaimAdjustment[];
  /** LQ*HE. */
  readonly remarkCodes: readonly string[];
}

/** One claim of a remittance (CLP). */
export interface RemittanceClaim {
  /** The CLP's place in the file, and the line of text it is on. */
  readonly position: number;
  readonly textLine: number;
  /** CLP01: our control number. */
  readonly controlNumber: string;
  readonly status: RemittanceClaimStatus;
  readonly charge: Money;
  readonly paid: Money;
  /** CLP05, told beside the adjustments. */
  readonly patientResponsibility: Money;
  /** CLP07: the payer's own number of the claim. */
  readonly payerClaimNumber?: string;
  /** On the claim as a whole. */
  readonly adjustments: readonly ClaimAdjustment[];
  /** MOA and MIA. */
  readonly remarkCodes: readonly string[];
  readonly lines: readonly RemittanceLine[];
}

/** Money moved between payer and clinic beside the claims (PLB). A positive amount lowers the payment. */
export interface ProviderAdjustment {
  readonly position: number;
  readonly textLine: number;
  /** `WO` overpayment recovered, `FB` forwarded balance, `72` authorized return, `L6` interest, `CS` adjustment. */
  readonly reason: string;
  readonly reference?: string;
  readonly amount: Money;
}

/** A payment advice (835, ASC X12N 005010X221A1). */
export interface Remittance {
  /** Its ST's place in the file, and that of its BPR. */
  readonly position: number;
  readonly paymentPlace: X12Place;
  /** BPR02. */
  readonly payment: Money;
  /** BPR04: `ACH`, `CHK`, `NON`. */
  readonly method: string;
  /** BPR16. */
  readonly paidOn?: BusinessDate;
  /** TRN02: the trace of the transfer or the check number. */
  readonly traceNumber: string;
  /** TRN03. */
  readonly originatorId: string;
  readonly payerName: string;
  /** N1*PE: whom it pays. */
  readonly payee: { readonly npi?: string; readonly taxId?: string; readonly place?: X12Place };
  readonly claims: readonly RemittanceClaim[];
  readonly providerAdjustments: readonly ProviderAdjustment[];
  /** The first thing in it that the guide does not allow; nothing of such a file is posted. */
  readonly problem?: X12Error;
}
