import { compareDates, type BusinessDate } from '../../kernel/business-date';
import { POVERTY_GUIDELINES, type PovertyGuideline } from './poverty-guidelines';
import type { PriceRule } from './price-rule';
import type { ServiceTerms } from './service-terms';

/** A price as a clinic published it. Never edited: a change is a later date or a higher revision of the same date. */
export interface PublishedPrice {
  readonly serviceCode: string;
  /** Name of the price list it came with, e.g. `Standard 2026`. */
  readonly priceList: string;
  readonly effectiveFrom: BusinessDate;
  readonly revision: number;
  readonly rule: PriceRule;
}

/** Everything prices depend on, as it stood on one date of service. */
export interface PriceBook {
  readonly on: BusinessDate;
  /** The service with this code, if the clinic has it. */
  service(code: string): ServiceTerms | undefined;
  /** The price in force on `on`, if one was published by then. */
  price(code: string): PublishedPrice | undefined;
  readonly povertyGuidelines: readonly PovertyGuideline[];
}

/** The price in force on a day: the latest effective date on or before it, then the highest revision. */
export function selectPrice(prices: readonly PublishedPrice[], on: BusinessDate): PublishedPrice | undefined {
  return prices.filter((price) => compareDates(price.effectiveFrom, on) <= 0).reduce(laterOf, undefined);
}

function laterOf(best: PublishedPrice | undefined, price: PublishedPrice): PublishedPrice {
  if (!best) return price;
  const order = compareDates(price.effectiveFrom, best.effectiveFrom) || price.revision - best.revision;
  return order > 0 ? price : best;
}

/** A price book from a clinic's services and published prices; prices not yet in force on `on` are left out. */
export function openPriceBook(content: {
  readonly on: BusinessDate;
  readonly services: readonly ServiceTerms[];
  readonly prices: readonly PublishedPrice[];
  readonly povertyGuidelines?: readonly PovertyGuideline[];
}): PriceBook {
  const services = new Map(content.services.map((service) => [service.code, service]));
  const published = new Map<string, PublishedPrice[]>();
  for (const price of content.prices)
    published.set(price.serviceCode, [...(published.get(price.serviceCode) ?? []), price]);
  return {
    on: content.on,
    service: (code) => services.get(code),
    price: (code) => selectPrice(published.get(code) ?? [], content.on),
    povertyGuidelines: content.povertyGuidelines ?? POVERTY_GUIDELINES,
  };
}
