import { openPriceBook, type PriceBook, type PublishedPrice } from '../../../src/domain/pricing/price-book';
import type { PriceRule } from '../../../src/domain/pricing/price-rule';
import { on, service } from '../builders';

/** The seed clinic's group scale on the poverty guideline. */
export const GROUP_SCALE = {
  rule: 'sliding_scale',
  minCents: 18000,
  maxCents: 22000,
  tiers: [
    { upToPovertyBasisPoints: 20000, priceCents: 18000 },
    { upToPovertyBasisPoints: 30000, priceCents: 20000 },
    { upToPovertyBasisPoints: null, priceCents: 22000 },
  ],
} as const satisfies PriceRule;

/** A price in force since 2026-01-01. */
export const price = (serviceCode: string, rule: PriceRule, more: Partial<PublishedPrice> = {}): PublishedPrice => ({
  serviceCode,
  rule,
  priceList: 'Standard 2026',
  effectiveFrom: on('2026-01-01'),
  revision: 1,
  ...more,
});
export const fixed = (priceCents: number): PriceRule => ({ rule: 'fixed', priceCents });
export const half = (serviceCode: string): PriceRule => ({ rule: 'percent_of', serviceCode, basisPoints: 5000 });

/** A book of these prices, with a service for each code. */
export const bookOf = (prices: PublishedPrice[], day = '2026-11-20'): PriceBook =>
  openPriceBook({
    on: on(day),
    prices,
    services: [...new Set(prices.map((entry) => entry.serviceCode))].map((code) =>
      service('experiential', { code, displayName: code }),
    ),
  });

/** The price list of the seed clinic. */
export const SEED_PRICES = [
  price('intake', fixed(22000)),
  price('experiential-im', fixed(55000)),
  price('integration', fixed(17000)),
  price('preparation', fixed(17000)),
  price('group-im', GROUP_SCALE),
];
