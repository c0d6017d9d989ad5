import type { IssueFacts } from '../issuing/document-file';
import type { PrintedAddress, PrintedPractice, PrintedTender } from '../sources/document-parties';

/**
 * Everything a superbill says, frozen when it is issued (DOMAIN.md §4.1). Plain JSON: amounts in US cents, days
 * `YYYY-MM-DD` in the clinic's zone. The bytes are a function of this and nothing else.
 */
export interface SuperbillModel extends IssueFacts {
  readonly practice: PrintedPractice;
  readonly patient: SuperbillPatient;
  readonly providers: readonly SuperbillProvider[];
  readonly locations: readonly SuperbillLocation[];
  readonly diagnoses: readonly SuperbillDiagnosis[];
  readonly lines: readonly SuperbillLine[];
  readonly totals: SuperbillTotals;
  readonly payments: readonly SuperbillPayment[];
}

export interface SuperbillPatient {
  /** The legal name, as the plan knows it. */
  readonly name: string;
  readonly dateOfBirth: string;
  readonly address?: PrintedAddress;
  readonly plan?: { readonly payerName: string; readonly memberId: string };
}

export interface SuperbillProvider {
  readonly name: string;
  readonly credentials: string;
  /** Type 1 (individual) NPI. */
  readonly npi: string;
  readonly licenseNumber: string;
  readonly licenseState: string;
}

export interface SuperbillLocation {
  readonly name: string;
  readonly address: PrintedAddress;
}

export interface SuperbillDiagnosis {
  /** `A` to `L`: what lines point with. */
  readonly pointer: string;
  /** ICD-10-CM with its dot. */
  readonly code: string;
  /** Only when the patient asked for words beside the code. */
  readonly description?: string;
}

export interface SuperbillLine {
  readonly dateOfService: string;
  /** CMS place of service, two digits. */
  readonly placeOfService: string;
  /** Index into `providers`. */
  readonly provider: number;
  /** Index into `locations`. */
  readonly location: number;
  /** The clinic's own neutral words for the service; never a code book's. */
  readonly description: string;
  readonly procedureCode: string;
  readonly modifiers: readonly string[];
  readonly diagnosisPointers: readonly string[];
  readonly units: number;
  /** What was charged before the adjustments shown beside it. */
  readonly chargeCents: number;
  readonly adjustments: readonly { readonly label: string; readonly amountCents: number }[];
  readonly paidCents: number;
  readonly balanceCents: number;
}

/** Sums over the lines. charge - adjustment - paid = balance. */
export interface SuperbillTotals {
  readonly chargeCents: number;
  readonly adjustmentCents: number;
  readonly paidCents: number;
  readonly balanceCents: number;
}

export interface SuperbillPayment {
  readonly paidOn: string;
  /** All tenders of the payment, whole. */
  readonly tenders: readonly PrintedTender[];
  /** The part of the payment that went to the lines of this superbill and stayed there. */
  readonly appliedCents: number;
  /** What the lines let go of again because they were lowered after they had been paid. */
  readonly creditedCents?: number;
  /** The cardholder is disputing the payment with the bank. */
  readonly isDisputed?: boolean;
}
