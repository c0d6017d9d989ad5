import type { PrintedPractice } from '../sources/document-parties';

/**
 * Everything a Good Faith Estimate says (45 CFR 149.610(c)(1)), frozen when it is printed. Plain JSON: US cents, days
 * `YYYY-MM-DD`.
 */
export interface EstimateModel {
  readonly number: string;
  readonly version: number;
  readonly issuedOn: string;
  /** RFC 3339 UTC: the file's own date. */
  readonly issuedAt: string;
  readonly practice: PrintedPractice;
  readonly patient: { readonly name: string; readonly dateOfBirth: string };
  readonly provider: { readonly name: string; readonly npi: string; readonly state: string };
  readonly startsOn: string;
  readonly endsOn: string;
  /** The day the first service is scheduled for, when it is. */
  readonly scheduledFor?: string;
  /** Empty while there is none. */
  readonly diagnoses: readonly string[];
  readonly lines: readonly EstimateLine[];
  readonly totalMinCents: number;
  readonly totalMaxCents: number;
}

export interface EstimateLine {
  readonly description: string;
  readonly codes: readonly string[];
  readonly quantityMin: number;
  readonly quantityMax: number;
  readonly unitPriceCents: number;
  readonly amountMinCents: number;
  readonly amountMaxCents: number;
}
