import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** A US postal address as a claim has it. */
export interface ClaimAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly state: string;
  /** `97202` or `97202-1234`; the billing provider's needs nine digits (2010AA N403). */
  readonly postalCode: string;
}

/** CLM05-3: an original, the replacement of one a payer has, or its withdrawal. */
export const CLAIM_FREQUENCIES = { original: '1', replacement: '7', void: '8' } as const;
export type ClaimFrequency = keyof typeof CLAIM_FREQUENCIES;

/** SBR01: which of the patient's plans is asked. */
export const RESPONSIBILITIES = { primary: 'P', secondary: 'S', tertiary: 'T' } as const;
export type Responsibility = keyof typeof RESPONSIBILITIES;

/** CAS01 as the 5010 guides allow it: contractual obligation, other adjustment, payer initiated, patient responsibility. */
export const ADJUSTMENT_GROUPS = ['CO', 'OA', 'PI', 'PR'] as const;
export type AdjustmentGroup = (typeof ADJUSTMENT_GROUPS)[number];

/** Part of a charge that a payer did not pay, and why (CAS). */
export interface ClaimAdjustment {
  readonly group: AdjustmentGroup;
  /** Claim adjustment reason code: `45`, `2`, `197`. */
  readonly reason: string;
  readonly amount: Money;
}

export interface ClaimPerson {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName?: string;
  readonly address?: ClaimAddress;
  readonly dateOfBirth?: BusinessDate;
  /** DMG03; `U` when not known. */
  readonly sex?: 'F' | 'M' | 'U';
}

/** The member of the plan (2000B, 2010BA). */
export interface ClaimSubscriber extends ClaimPerson {
  readonly memberId: string;
  readonly responsibility: Responsibility;
  readonly groupNumber?: string;
  /** SBR09: `CI` commercial, `MB` Medicare Part B, `MC` Medicaid. */
  readonly filingCode: string;
}

/** The drug of a line (2410). */
export interface ClaimDrug {
  /** Eleven digits, 5-4-2. */
  readonly ndc: string;
  /** How many of the unit; whole or with decimals, as the payer wants it. */
  readonly quantity: string;
  /** `UN`, `ML`, `GR`, `F2`; `ME` is not valid for a drug's quantity (DOMAIN.md §3.6). */
  readonly unit: string;
}

/** What another payer decided about a line (2430). */
export interface LineAdjudication {
  readonly payerId: string;
  readonly paid: Money;
  readonly units: number;
  readonly adjustments: readonly ClaimAdjustment[];
  readonly decidedOn: BusinessDate;
}

/** A service line (2400). */
export interface ClaimFormLine {
  /** REF*6R, comes back on the remittance. */
  readonly controlNumber: string;
  readonly procedureCode: string;
  readonly modifiers: readonly string[];
  readonly amount: Money;
  readonly units: number;
  /** When it differs from the claim's. */
  readonly placeOfService?: string;
  /** One-based places in the diagnoses, one to four. */
  readonly diagnosisPointers: readonly number[];
  readonly dateOfService: BusinessDate;
  /** For a code that names no drug: its name, strength and dose (NTE*ADD). */
  readonly note?: string;
  readonly drug?: ClaimDrug;
  /** Milligrams given, when it is a drug's visit; not sent, compared with units and NDC. */
  readonly doseMg?: number;
  readonly adjudications?: readonly LineAdjudication[];
}

/** A plan that has decided before this one (2320, 2330). */
export interface OtherPayer {
  readonly responsibility: Responsibility;
  readonly filingCode: string;
  readonly payerId: string;
  readonly payerName: string;
  readonly memberId: string;
  readonly paid: Money;
  /** The payer's own number of the claim (2330B REF*F8). */
  readonly payerClaimNumber?: string;
  /** On the claim as a whole, not on its lines. */
  readonly adjustments: readonly ClaimAdjustment[];
}

export interface ClaimProvider {
  readonly lastName: string;
  readonly firstName: string;
  readonly npi: string;
  readonly taxonomyCode?: string;
}

/** One professional claim, everything it says (837P loops 2000B to 2430). */
export interface ClaimForm {
  /** CLM01, our patient control number; at most 20 characters. */
  readonly controlNumber: string;
  readonly frequency: ClaimFrequency;
  /** The payer's own number of the claim that is replaced or voided (REF*F8). */
  readonly payerClaimNumber?: string;
  readonly total: Money;
  readonly placeOfService: string;
  readonly authorizationNumber?: string;
  readonly patientPaid?: Money;
  readonly note?: string;
  /** ICD-10-CM with the dot, the principal first. */
  readonly diagnoses: readonly string[];
  readonly subscriber: ClaimSubscriber;
  /** When somebody else than the patient is the member: how the patient is related (2000C PAT01) and who. */
  readonly dependent?: ClaimPerson & { readonly relationship: string };
  readonly payer: { readonly name: string; readonly id: string };
  /** Who rendered it (2310B). */
  readonly rendering?: ClaimProvider;
  /** Where, when that is not the billing address (2310C). */
  readonly facility?: { readonly name: string; readonly npi?: string; readonly address: ClaimAddress };
  readonly supervising?: ClaimProvider;
  readonly otherPayers?: readonly OtherPayer[];
  readonly lines: readonly ClaimFormLine[];
}

/** Who bills (2000A, 2010AA), the same for all claims of a file. */
export interface BillingProvider {
  readonly name: string;
  readonly npi: string;
  /** Nine digits. */
  readonly ein: string;
  readonly taxonomyCode?: string;
  readonly address: ClaimAddress;
}

/** Who sends a file and to whom (1000A, 1000B). */
export interface ClaimSubmitter {
  readonly name: string;
  readonly id: string;
  readonly contactName: string;
  /** Ten digits. */
  readonly contactPhone: string;
  readonly receiverName: string;
  readonly receiverId: string;
}
