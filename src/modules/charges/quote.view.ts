import type { PatientId } from '../../kernel/ids';

/** Who is billed for a line. */
export const DESTINATIONS = ['insurance', 'self_pay'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** Which paper a line may go on. */
export const DOCUMENT_RULES = ['superbill', 'receipt_only', 'claim'] as const;
export type DocumentRule = (typeof DOCUMENT_RULES)[number];

/** Why a price is what it is. */
export class PriceSourceView {
  readonly priceList: string;
  /** `YYYY-MM-DD`, first day the price held. */
  readonly effectiveFrom: string;
  readonly rule: string;
  readonly reason: string;
}

/** Why a line is billed to whom it is billed. */
export class RouteView {
  readonly destination: Destination;
  /** Stable name of the rule that decided. */
  readonly rule: string;
  /** Row of the routing table (DOMAIN.md §2), 1..9. */
  readonly row: number;
  readonly reason: string;
}

/** One line, priced and routed. Amounts in US cents. */
export class QuoteLineView {
  readonly serviceCode: string;
  /** Neutral words. */
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
  /** Per unit, before any discount. */
  readonly listPriceCents: number;
  /** Of the whole line: (list price - unit price) x quantity. */
  readonly discountCents: number;
  /** unit price x quantity */
  readonly amountCents: number;
  readonly priceSource: PriceSourceView;
  readonly route: RouteView;
  readonly documentRule: DocumentRule;
  readonly hsaFsaEligible: boolean;
  /** Exact for self-pay, an estimate for insurance. */
  readonly patientResponsibilityCents: number;
  readonly insuranceExpectedCents: number;
}

/** Sums of the lines, in US cents. */
export class QuoteTotalsView {
  readonly listCents: number;
  readonly discountCents: number;
  readonly amountCents: number;
  readonly patientResponsibilityCents: number;
  readonly insuranceExpectedCents: number;
}

/** What a visit would cost and who would pay; nothing is stored. */
export class QuoteView {
  readonly patientId: PatientId;
  readonly dateOfService: string;
  readonly lines: readonly QuoteLineView[];
  readonly totals: QuoteTotalsView;
}
