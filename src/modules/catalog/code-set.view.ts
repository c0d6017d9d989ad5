/** How many units of a code a line bills: a fixed number, or one for each milligram given. */
export const UNITS_RULES = ['fixed', 'per_mg'] as const;
export type UnitsRule = (typeof UNITS_RULES)[number];

/** One procedure code a service is billed with. Bare codes: descriptors belong to their publishers. */
export interface CodeSetLine {
  /** CPT or HCPCS Level II. */
  readonly code: string;
  /** Two characters each, at most four, in order. */
  readonly modifiers: readonly string[];
  readonly unitsRule: UnitsRule;
  /** For `fixed`; null for `per_mg`. */
  readonly units: number | null;
  /** Overrides the location's place of service when set. */
  readonly placeOfService: string | null;
  /** What the clinic charges for this code alone, in cents: its share of a charge of the whole set. Null: not told. */
  readonly chargeCents?: number | null;
}

/** The codes a service is billed with to one payer (or to all) during a period. */
export interface CodeSetView {
  readonly serviceCode: string;
  /** Null when the set is the one for every payer that has none of its own. */
  readonly payerId: string | null;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** In billing order. */
  readonly lines: readonly CodeSetLine[];
}
