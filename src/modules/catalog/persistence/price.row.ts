import type { PriceRule, SlidingScaleTier } from '../../../domain/pricing/price-rule';
import { invariant } from '../../../kernel/invariant';

/** The columns of `prices` that say how a price is found; bigint columns as decimal strings. */
export interface PriceColumns {
  rule: PriceRule['rule'];
  price_cents: string | null;
  min_cents: string | null;
  max_cents: string | null;
  tiers: SlidingScaleTier[] | null;
  percent_basis_points: number | null;
  /** Joined from services. */
  percent_of_code: string | null;
}

/** {@link PriceColumns} of a relation `p`. */
export const PRICE_COLUMNS = `p.rule, p.price_cents, p.min_cents, p.max_cents, p.tiers, p.percent_basis_points, p.percent_of_code`;

/** A price rule out of its row. */
export function toPriceRule(row: PriceColumns): PriceRule {
  switch (row.rule) {
    case 'fixed':
      return { rule: 'fixed', priceCents: Number(row.price_cents) };
    case 'sliding_scale':
      return {
        rule: 'sliding_scale',
        minCents: Number(row.min_cents),
        maxCents: Number(row.max_cents),
        tiers: (row.tiers ?? []).map((tier) => ({
          upToPovertyBasisPoints: tier.upToPovertyBasisPoints,
          priceCents: tier.priceCents,
        })),
      };
    case 'percent_of':
      invariant(row.percent_of_code && row.percent_basis_points, 'a percentage names its service');
      return { rule: 'percent_of', serviceCode: row.percent_of_code, basisPoints: row.percent_basis_points };
    case 'not_offered':
      return { rule: 'not_offered' };
  }
}

/** Whether two prices are the same price. */
export const isSameRule = (a: PriceRule, b: PriceRule): boolean =>
  JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

/** The members of a rule in one fixed order, whoever built it. */
function inOrder(rule: PriceRule): unknown[] {
  switch (rule.rule) {
    case 'fixed':
      return [rule.rule, rule.priceCents];
    case 'sliding_scale':
      return [
        rule.rule,
        rule.minCents,
        rule.maxCents,
        rule.tiers.map((tier) => [tier.upToPovertyBasisPoints, tier.priceCents]),
      ];
    case 'percent_of':
      return [rule.rule, rule.serviceCode, rule.basisPoints];
    case 'not_offered':
      return [rule.rule];
  }
}
