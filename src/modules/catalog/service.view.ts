import type { ServiceId } from '../../kernel/ids';
import type { SlidingScaleTier, PriceRuleName } from '../../domain/pricing/price-rule';
import type { DocumentRule, Modality, ServiceKind } from '../../domain/pricing/service-terms';

/** A price that depends on household income. Amounts in US cents. */
export interface SlidingScaleView {
  readonly minCents: number;
  /** The full price: charged when income is not known. */
  readonly maxCents: number;
  readonly tiers: readonly SlidingScaleTier[];
}

/** A price that is a share of another service's. */
export interface PercentOfView {
  readonly serviceCode: string;
  /** 10 000 = all of it. */
  readonly basisPoints: number;
}

/** A service of the catalog with the price that holds on the asked day. Amounts in US cents. */
export interface ServiceView {
  readonly id: ServiceId;
  readonly code: string;
  readonly kind: ServiceKind;
  readonly modality: Modality | null;
  readonly displayName: string;
  readonly neutralName: string;
  readonly durationMinutes: number;
  readonly documentRule: DocumentRule;
  readonly hsaFsaEligible: boolean;
  /** Most patients at once; null for one-on-one services. */
  readonly capacity: number | null;
  readonly revenueAccount: number;
  /** Null while no price has been published for the day. */
  readonly priceRule: PriceRuleName | null;
  /** A fixed price, or a percentage already worked out; null for a sliding scale and where there is no price. */
  readonly priceCents: number | null;
  readonly slidingScale: SlidingScaleView | null;
  readonly percentOf: PercentOfView | null;
  /** First day the price holds, `YYYY-MM-DD`. */
  readonly effectiveFrom: string | null;
}

/** A published price. Amounts in US cents. */
export interface PriceView {
  readonly serviceCode: string;
  readonly priceList: string;
  readonly effectiveFrom: string;
  /** Grows when the price of the same day is published again; the latest holds. */
  readonly revision: number;
  readonly priceRule: PriceRuleName;
  readonly priceCents: number | null;
  readonly slidingScale: SlidingScaleView | null;
  readonly percentOf: PercentOfView | null;
}
