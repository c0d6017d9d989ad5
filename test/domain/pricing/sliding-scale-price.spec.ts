import { priceFor } from '../../../src/domain/pricing/price-for';
import type { PriceRule } from '../../../src/domain/pricing/price-rule';
import { on, refusal, saysAll } from '../builders';
import { bookOf, GROUP_SCALE, price, SEED_PRICES } from './seed-prices';

describe('Scenario S6: a sliding scale follows the federal poverty guideline', () => {
  const seat = (householdSize?: number, householdIncomeCents?: number, day?: string) =>
    priceFor(bookOf(SEED_PRICES, day), { serviceCode: 'group-im', householdSize, householdIncomeCents });

  it.each([
    ['$30,000.00 alone', 1, 3_000_000, 18000n, 4000n],
    ['no income', 1, 0, 18000n, 4000n],
    ['exactly 200 %', 1, 3_192_000, 18000n, 4000n],
    ['a cent above 200 %', 1, 3_192_001, 20000n, 2000n],
    ['exactly 300 %', 1, 4_788_000, 20000n, 2000n],
    ['a cent above 300 %', 1, 4_788_001, 22000n, 0n],
    ['exactly 200 % for four', 4, 6_600_000, 18000n, 4000n],
    ['a cent above 200 % for four', 4, 6_600_001, 20000n, 2000n],
  ])('%s: household of %d with %d cents a year', (_name, size, income, amount, discount) => {
    const priced = seat(size, income);
    expect([priced.unitPrice.toCents(), priced.amount.toCents()]).toEqual([amount, amount]);
    expect(priced.listPrice.toCents()).toBe(22000n);
    expect(priced.discount.toCents()).toBe(discount);
    if (discount === 0n) expect(priced.adjustment).toBeUndefined();
    else expect(priced.adjustment).toEqual({ type: 'sliding_scale', amount: priced.discount });
  });

  it('charges the full price and says why while income is not known', () => {
    const priced = seat(1);
    expect(priced.amount.toCents()).toBe(22000n);
    saysAll(priced.priceSource.reason, ['Standard 2026', '2026-01-01', '$220.00']);
  });

  it('says which step was reached', () => {
    saysAll(seat(1, 3_000_000).priceSource.reason, ['1', '200%', '2026', '$180.00']);
    saysAll(seat(2, 99_999_999).priceSource.reason, ['2', '300%', '$220.00']);
  });

  it('needs the household size with an income, and points at it', () => {
    const line = { serviceCode: 'group-im', householdIncomeCents: 3_000_000, pointer: '/lines/2' };
    const error = refusal(() => priceFor(bookOf(SEED_PRICES), line));
    expect(error.code).toBe('household_size_required');
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/lines/2/householdSize']);
  });

  it('does not ask for a household where the price does not depend on it', () => {
    const line = { serviceCode: 'intake', householdIncomeCents: 3_000_000 };
    expect(priceFor(bookOf(SEED_PRICES), line).amount.toCents()).toBe(22000n);
  });

  it("uses the guideline of the date of service's year", () => {
    const prices = SEED_PRICES.map((entry) => ({ ...entry, effectiveFrom: on('2024-01-01') }));
    const seatOn = (day: string) =>
      priceFor(bookOf(prices, day), { serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_130_001 });
    expect(seatOn('2025-12-31').amount.toCents()).toBe(20000n);
    expect(seatOn('2026-01-01').amount.toCents()).toBe(18000n);
    expect(seatOn('2028-06-01').amount.toCents()).toBe(18000n);
    expect(seatOn('2024-06-01').amount.toCents()).toBe(22000n);
    saysAll(seatOn('2024-06-01').priceSource.reason, ['2024', '$220.00']);
  });

  it('falls back to the full price above the last bounded step', () => {
    const scale: PriceRule = { ...GROUP_SCALE, tiers: GROUP_SCALE.tiers.slice(0, 2) };
    const priced = priceFor(bookOf([price('group-im', scale)]), {
      serviceCode: 'group-im',
      householdSize: 1,
      householdIncomeCents: 9_000_000,
    });
    expect(priced.amount.toCents()).toBe(22000n);
  });
});
