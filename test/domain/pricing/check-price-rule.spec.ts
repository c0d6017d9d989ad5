import { checkPriceRule } from '../../../src/domain/pricing/check-price-rule';
import type { PriceRule, SlidingScaleTier } from '../../../src/domain/pricing/price-rule';
import { refusal } from '../builders';

const scale = (tiers: [number | null, number][], minCents = 18000, maxCents = 22000): PriceRule => ({
  rule: 'sliding_scale',
  minCents,
  maxCents,
  tiers: tiers.map(([upToPovertyBasisPoints, priceCents]): SlidingScaleTier => ({
    upToPovertyBasisPoints,
    priceCents,
  })),
});
const percent = (basisPoints: number): PriceRule => ({ rule: 'percent_of', serviceCode: 'a', basisPoints });

describe('A price rule that could not price a line is refused when it is set', () => {
  it.each<[string, PriceRule]>([
    ['a fixed price', { rule: 'fixed', priceCents: 22000 }],
    ['a price of zero', { rule: 'fixed', priceCents: 0 }],
    ['the highest price', { rule: 'fixed', priceCents: 1_000_000_000 }],
    ['a scale of one price', scale([[null, 18000]], 18000, 18000)],
    [
      'three steps',
      scale([
        [20000, 18000],
        [30000, 20000],
        [null, 22000],
      ]),
    ],
    [
      'steps with a top bound',
      scale([
        [20000, 18000],
        [30000, 20000],
      ]),
    ],
    [
      'two steps at one price',
      scale([
        [20000, 18000],
        [30000, 18000],
      ]),
    ],
    ['a half', percent(5000)],
    ['the whole', percent(10000)],
    ['nothing offered', { rule: 'not_offered' }],
  ])('accepts %s', (_name, rule) => {
    expect(() => checkPriceRule(rule)).not.toThrow();
  });

  it.each<[string, PriceRule, string[]]>([
    ['a negative price', { rule: 'fixed', priceCents: -1 }, ['/priceCents']],
    ['a fraction of a cent', { rule: 'fixed', priceCents: 0.5 }, ['/priceCents']],
    ['a price above the limit', { rule: 'fixed', priceCents: 1_000_000_001 }, ['/priceCents']],
    ['no steps', scale([]), ['/tiers']],
    ['a lowest price above the full price', scale([[null, 22000]], 22001), ['/minCents', '/tiers/0/priceCents']],
    [
      'a step below the lowest price',
      scale([
        [20000, 17999],
        [null, 22000],
      ]),
      ['/tiers/0/priceCents'],
    ],
    [
      'a step above the full price',
      scale([
        [20000, 18000],
        [null, 22001],
      ]),
      ['/tiers/1/priceCents'],
    ],
    [
      'steps that go down in price',
      scale([
        [20000, 20000],
        [null, 18000],
      ]),
      ['/tiers/1/priceCents'],
    ],
    [
      'steps that go down in income',
      scale([
        [30000, 18000],
        [20000, 20000],
      ]),
      ['/tiers/1/upToPovertyBasisPoints'],
    ],
    [
      'the same step twice',
      scale([
        [20000, 18000],
        [20000, 20000],
      ]),
      ['/tiers/1/upToPovertyBasisPoints'],
    ],
    [
      'an open step before the last',
      scale([
        [null, 18000],
        [20000, 20000],
      ]),
      ['/tiers/0/upToPovertyBasisPoints'],
    ],
    ['a first step of nothing', scale([[0, 18000]]), ['/tiers/0/upToPovertyBasisPoints']],
    ['a broken bound', scale([[1.5, 18000]]), ['/tiers/0/upToPovertyBasisPoints']],
    ['a share of nothing', percent(0), ['/basisPoints']],
    ['a share above the whole', percent(10001), ['/basisPoints']],
    ['a broken share', percent(0.5), ['/basisPoints']],
  ])('refuses %s', (_name, rule, pointers) => {
    const error = refusal(() => checkPriceRule(rule, '/prices/3'));
    expect(error.code).toBe('price_rule_invalid');
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(pointers.map((pointer) => `/prices/3${pointer}`));
  });
});
