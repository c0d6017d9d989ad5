import fc from 'fast-check';
import { countCash, DENOMINATIONS, splitCount } from '../../../src/domain/cashiering/count-cash';
import { Money } from '../../../src/kernel/money';

const dollars = (cents: number): Money => Money.cents(cents);

describe('Counting a drawer', () => {
  it('adds up coins and notes', () => {
    const counted = countCash([
      { denominationCents: 10_000, count: 2 },
      { denominationCents: 2_000, count: 4 },
      { denominationCents: 100, count: 12 },
      { denominationCents: 1, count: 0 },
    ]);
    expect(counted.toJSON()).toBe(29_200);
    expect(countCash([]).toJSON()).toBe(0);
  });

  it('knows every US coin and note, each on one line, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...DENOMINATIONS)), fc.nat(1_000), (known, count) => {
        const total = known.reduce((sum, denominationCents) => sum + denominationCents * count, 0);
        expect(countCash(known.map((denominationCents) => ({ denominationCents, count }))).toJSON()).toBe(total);
      }),
    );
    for (const denominationCents of [0, 2, 3, 75, 300, 50_000, 100_000])
      expect(() => countCash([{ denominationCents, count: 1 }])).toThrow('denomination_unknown');
    const twice = { denominationCents: 25, count: 1 };
    expect(() => countCash([twice, twice])).toThrow('denomination_unknown');
  });
});

describe('Splitting a count between the bank and the next session', () => {
  it.each([
    [{}, 0, 29_200],
    [{ deposit: dollars(9_200) }, 9_200, 20_000],
    [{ nextFloat: dollars(20_000) }, 9_200, 20_000],
    [{ deposit: dollars(9_200), nextFloat: dollars(20_000) }, 9_200, 20_000],
    [{ deposit: dollars(29_200) }, 29_200, 0],
  ])('of $292.00: %j', (wish, deposit, nextFloat) => {
    const split = splitCount(dollars(29_200), wish);
    expect([split.deposit.toJSON(), split.nextFloat.toJSON()]).toEqual([deposit, nextFloat]);
  });

  it.each([
    { deposit: dollars(29_201) },
    { nextFloat: dollars(29_201) },
    { deposit: dollars(9_200), nextFloat: dollars(20_001) },
    { deposit: dollars(9_200), nextFloat: dollars(19_999) },
  ])('refuses what does not add up: %j', (wish) => {
    expect(() => splitCount(dollars(29_200), wish)).toThrow('drawer_split_mismatch');
  });

  it('never loses a cent', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (counted, deposit) => {
        fc.pre(deposit <= counted);
        const split = splitCount(dollars(counted), { deposit: dollars(deposit) });
        expect(split.deposit.plus(split.nextFloat).toJSON()).toBe(counted);
      }),
    );
  });
});
