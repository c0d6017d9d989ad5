import fc from 'fast-check';
import { openPriceBook, selectPrice, type PublishedPrice } from '../../../src/domain/pricing/price-book';
import {
  POVERTY_GUIDELINES,
  povertyGuidelineCents,
  povertyGuidelineOn,
} from '../../../src/domain/pricing/poverty-guidelines';
import { formatBasisPoints, incomeBand, tierFor } from '../../../src/domain/pricing/sliding-scale';
import { InvariantError } from '../../../src/kernel/invariant';
import { on, service } from '../builders';

const price = (effectiveFrom: string, revision: number, priceCents = 100): PublishedPrice => ({
  serviceCode: 'intake',
  priceList: 'Standard',
  effectiveFrom: on(effectiveFrom),
  revision,
  rule: { rule: 'fixed', priceCents },
});

describe('The price in force is the latest published for the day', () => {
  const prices = [
    price('2026-01-01', 1),
    price('2026-07-01', 1),
    price('2026-01-01', 3),
    price('2026-01-01', 2),
    price('2026-07-01', 2),
  ];

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', ['2026-01-01', 3]],
    ['2026-06-30', ['2026-01-01', 3]],
    ['2026-07-01', ['2026-07-01', 2]],
    ['2199-12-31', ['2026-07-01', 2]],
  ])('on %s it is %j', (day, expected) => {
    const selected = selectPrice(prices, on(day));
    expect(selected && [selected.effectiveFrom.toString(), selected.revision]).toEqual(expected);
  });

  it('does not depend on the order prices are read in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(prices, { minLength: 5 }), (shuffled) => {
        expect(selectPrice(shuffled, on('2026-12-31'))).toBe(prices[4]);
      }),
    );
  });

  it('keeps services apart', () => {
    const book = openPriceBook({
      on: on('2026-03-01'),
      services: [service('intake'), service('integration')],
      prices: [price('2026-01-01', 1, 22000), { ...price('2026-02-01', 1, 17000), serviceCode: 'integration' }],
    });
    expect(book.price('intake')?.rule).toEqual({ rule: 'fixed', priceCents: 22000 });
    expect(book.price('integration')?.rule).toEqual({ rule: 'fixed', priceCents: 17000 });
    expect(book.service('integration')?.kind).toBe('integration');
    expect([book.service('ghost'), book.price('ghost')]).toEqual([undefined, undefined]);
    expect(book.povertyGuidelines).toBe(POVERTY_GUIDELINES);
  });
});

describe('Poverty guidelines are dated data', () => {
  it.each([
    ['2026-11-20', 1, 1_596_000n],
    ['2026-11-20', 2, 2_164_000n],
    ['2026-11-20', 3, 2_732_000n],
    ['2026-11-20', 4, 3_300_000n],
    ['2025-03-01', 1, 1_565_000n],
    ['2025-03-01', 3, 2_665_000n],
  ])('on %s a household of %d has %d cents', (day, size, expected) => {
    const guideline = povertyGuidelineOn(POVERTY_GUIDELINES, on(day));
    expect(guideline && povertyGuidelineCents(guideline, size)).toBe(expected);
  });

  it('has no guideline before the first one and uses the last one after it', () => {
    expect(povertyGuidelineOn(POVERTY_GUIDELINES, on('2024-12-31'))).toBeUndefined();
    expect(povertyGuidelineOn([...POVERTY_GUIDELINES].reverse(), on('2030-01-01'))?.year).toBe(2026);
    expect(povertyGuidelineOn(POVERTY_GUIDELINES, on('2025-12-31'))?.year).toBe(2025);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a household of %d', (size) => {
    const guideline = povertyGuidelineOn(POVERTY_GUIDELINES, on('2026-01-01'));
    expect(() => guideline && povertyGuidelineCents(guideline, size)).toThrow(InvariantError);
  });
});

describe('A step of a sliding scale is found by whole numbers', () => {
  it('agrees with exact fractions at every bound', () => {
    const upTo = fc.integer({ min: 1, max: 60_000 });
    const guideline = fc.bigInt({ min: 1n, max: 10_000_000n });
    fc.assert(
      fc.property(upTo, guideline, fc.integer({ min: -1, max: 1 }), (basisPoints, guidelineCents, step) => {
        const atMost = (guidelineCents * BigInt(basisPoints)) / 10_000n;
        const income = Number(atMost) + step;
        fc.pre(income >= 0);
        const found = tierFor([{ upToPovertyBasisPoints: basisPoints, priceCents: 1 }], {
          incomeCents: income,
          guidelineCents,
        });
        expect(found !== undefined).toBe(step <= 0);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN])('refuses an income of %d cents', (incomeCents) => {
    expect(() => tierFor([], { incomeCents, guidelineCents: 1n })).toThrow(InvariantError);
  });

  it.each([
    [20000, '200%'],
    [13850, '138.5%'],
    [13855, '138.55%'],
    [13805, '138.05%'],
    [50, '0.5%'],
    [5, '0.05%'],
  ])('prints %d basis points as %s', (basisPoints, text) => {
    expect(formatBasisPoints(basisPoints)).toBe(text);
  });

  it('names a step that takes every income', () => {
    const tier = { upToPovertyBasisPoints: null, priceCents: 1 };
    expect(incomeBand([tier], tier)).toBe('any share');
  });
});
