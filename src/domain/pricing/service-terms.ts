/** What kind of service a catalog entry is; routing and revenue follow from it. */
export const SERVICE_KINDS = [
  'intake',
  'experiential',
  'integration',
  'preparation',
  'group_experiential',
  'spravato',
  'iv_infusion',
  'fee',
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** How a drug is given: intramuscular, intravenous, intranasal, sublingual. */
export const MODALITIES = ['im', 'iv', 'in', 'sl'] as const;
export type Modality = (typeof MODALITIES)[number];

/** What proves a line to the outside: a superbill for the patient's insurer, a receipt alone, or the clinic's claim. */
export const DOCUMENT_RULES = ['superbill', 'receipt_only', 'claim'] as const;
export type DocumentRule = (typeof DOCUMENT_RULES)[number];

/** A service of a clinic's catalog, as the rules see it. */
export interface ServiceTerms {
  /** The clinic's own code, e.g. `intake`, `experiential-im`; never a procedure code. */
  readonly code: string;
  readonly kind: ServiceKind;
  readonly modality?: Modality;
  /** For people inside the clinic. */
  readonly displayName: string;
  /** For receipts and anything a stranger may see. */
  readonly neutralName: string;
  readonly durationMinutes: number;
  readonly documentRule: DocumentRule;
  readonly hsaFsaEligible: boolean;
  /** Largest number of patients at once; absent for one-on-one services. */
  readonly capacity?: number;
  /** Ledger account number the charge is credited to (4000…4090 or a clinic's own sub-account). */
  readonly revenueAccount: number;
}
