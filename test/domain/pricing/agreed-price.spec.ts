import fc from 'fast-check';
import { type AgreedPrice, pricedAsAgreed } from '../../../src/domain/pricing/agreed-price';
import { InvariantError } from '../../../src/kernel/invariant';
import { cents, on, saysAll } from '../builders';

const SOURCE = {
  priceList: 'Standard 2026',
  effectiveFrom: on('2026-01-01'),
  rule: 'sliding_scale',
  reason: 'Standard 2026 price list, in effect since 2026-01-01: sliding scale, $180.00.',
} as const;

const agreed = (more: Partial<AgreedPrice> = {}): AgreedPrice => ({
  unitPrice: cents(18000),
  unitDiscount: { type: 'sliding_scale', amount: cents(4000) },
  source: SOURCE,
  agreedOn: on('2026-11-20'),
  ...more,
});

describe('A price agreed ahead of the care', () => {
  it('is charged with its list price and its discount, and says when it was agreed and by which rule', () => {
    const priced = pricedAsAgreed(agreed());
    expect(priced.listPrice.toCents()).toBe(22000n);
    expect(priced.discount.toCents()).toBe(4000n);
    expect(priced.amount.toCents()).toBe(18000n);
    expect(priced.adjustment).toEqual({ type: 'sliding_scale', amount: cents(4000) });
    expect(priced.priceSource).toMatchObject({ priceList: 'Standard 2026', rule: 'sliding_scale' });
    expect(priced.priceSource.agreedOn?.toString()).toBe('2026-11-20');
    saysAll(priced.priceSource.reason, ['2026-11-20', SOURCE.reason.slice(0, -1)]);
  });

  it('is its own list price when nothing was taken off', () => {
    const whole = pricedAsAgreed(agreed({ unitDiscount: undefined }), 2);
    expect([whole.listPrice, whole.discount, whole.amount].map((value) => value.toCents())).toEqual([
      36000n,
      0n,
      36000n,
    ]);
    expect(whole.adjustment).toBeUndefined();
    expect(pricedAsAgreed(agreed({ unitDiscount: { type: 'package_discount', amount: cents(0) } })).adjustment).toBe(
      undefined,
    );
  });

  it('holds list price - discount = amount = unit price x quantity for any amounts', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 100 }), (unit, off, quantity) => {
        const unitDiscount = { type: 'package_discount', amount: cents(off) } as const;
        const priced = pricedAsAgreed(agreed({ unitPrice: cents(unit), unitDiscount }), quantity);
        expect(priced.listPrice.minus(priced.discount).equals(priced.amount)).toBe(true);
        expect(priced.amount.toCents()).toBe(BigInt(unit) * BigInt(quantity));
      }),
    );
  });

  it('is never below zero, nor for no unit', () => {
    expect(() => pricedAsAgreed(agreed({ unitPrice: cents(-1) }))).toThrow(InvariantError);
    expect(() => pricedAsAgreed(agreed(), 0)).toThrow(InvariantError);
  });
});
