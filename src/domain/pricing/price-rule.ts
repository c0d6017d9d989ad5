/** One step of a sliding scale. */
export interface SlidingScaleTier {
  /** Income up to and including this share of the poverty guideline (100 % = 10 000); null for no upper bound. */
  readonly upToPovertyBasisPoints: number | null;
  readonly priceCents: number;
}

/** How a price is found. Amounts are whole cents. */
export type PriceRule =
  | { readonly rule: 'fixed'; readonly priceCents: number }
  | {
      readonly rule: 'sliding_scale';
      readonly minCents: number;
      /** The full price: what is charged when income is not known. */
      readonly maxCents: number;
      readonly tiers: readonly SlidingScaleTier[];
    }
  | { readonly rule: 'percent_of'; readonly serviceCode: string; readonly basisPoints: number }
  | { readonly rule: 'not_offered' };

export type PriceRuleName = PriceRule['rule'];
