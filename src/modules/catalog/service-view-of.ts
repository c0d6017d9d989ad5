import type { PriceBook } from '../../domain/pricing/price-book';
import { priceFor } from '../../domain/pricing/price-for';
import type { PriceRule } from '../../domain/pricing/price-rule';
import type { ServiceTerms } from '../../domain/pricing/service-terms';
import { DomainError } from '../../kernel/errors';
import type { ServiceId } from '../../kernel/ids';
import type { PercentOfView, ServiceView, SlidingScaleView } from './service.view';

/** A price rule as a view shows it. */
export interface PriceRuleView {
  readonly slidingScale: SlidingScaleView | null;
  readonly percentOf: PercentOfView | null;
}

/** The parts of a view that only some rules have. */
export function priceRuleView(rule: PriceRule | undefined): PriceRuleView {
  return {
    slidingScale:
      rule?.rule === 'sliding_scale' ? { minCents: rule.minCents, maxCents: rule.maxCents, tiers: rule.tiers } : null,
    percentOf: rule?.rule === 'percent_of' ? { serviceCode: rule.serviceCode, basisPoints: rule.basisPoints } : null,
  };
}

/** A share of a service that has no price, or of itself, has no price either; the list says so instead of failing. */
function shareInCents(book: PriceBook, code: string): number | null {
  try {
    return priceFor(book, { serviceCode: code }).unitPrice.toJSON();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** A service with the price that the book holds for it. */
export function toServiceView(id: ServiceId, terms: ServiceTerms, book: PriceBook): ServiceView {
  const price = book.price(terms.code);
  const rule = price?.rule;
  const priceCents =
    rule?.rule === 'fixed' ? rule.priceCents : rule?.rule === 'percent_of' ? shareInCents(book, terms.code) : null;
  return {
    id,
    ...terms,
    modality: terms.modality ?? null,
    capacity: terms.capacity ?? null,
    priceRule: rule?.rule ?? null,
    priceCents,
    ...priceRuleView(rule),
    effectiveFrom: price?.effectiveFrom.toString() ?? null,
  };
}
