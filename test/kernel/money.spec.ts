import fc from 'fast-check';
import { InvariantError } from '../../src/kernel/invariant';
import { MAX_AMOUNT_CENTS, Money } from '../../src/kernel/money';

const anyCents = fc.bigInt({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10_000_000n }), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((weight) => weight > 0n));
const cents = (amounts: readonly Money[]): bigint[] => amounts.map((amount) => amount.toCents());
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

describe('Splitting money never loses or makes a cent', () => {
  it('allocates parts that add up to the amount, each less than a cent from its exact share', () => {
    fc.assert(
      fc.property(anyCents, weights, (amount, shares) => {
        const total = shares.reduce((sum, share) => sum + share, 0n);
        const parts = cents(Money.cents(amount).allocate(shares));
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        parts.forEach((part, index) => {
          const exactTimesTotal = amount * (shares[index] ?? 0n);
          expect(abs(part * total - exactTimesTotal) < total).toBe(true);
        });
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(anyCents, weights, (amount, shares) => {
        const parts = cents(Money.cents(amount).allocate([...shares, 0n]));
        expect(parts.at(-1)).toBe(0n);
      }),
    );
  });

  it('mirrors a negative amount', () => {
    fc.assert(
      fc.property(anyCents, weights, (amount, shares) => {
        const parts = cents(Money.cents(amount).allocate(shares));
        expect(cents(Money.cents(-amount).allocate(shares))).toEqual(parts.map((part) => -part));
      }),
    );
  });

  it.each([
    [5000n, [100n, 120n], [2273n, 2727n]],
    [5000n, [10000n, 12000n], [2273n, 2727n]],
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [1n, [1n, 1n], [1n, 0n]],
    [0n, [3n, 4n], [0n, 0n]],
    [273600n, [220000n, 68000n], [209000n, 64600n]],
  ])('allocates %d by %j as %j', (amount, shares, expected) => {
    expect(cents(Money.cents(amount).allocate(shares))).toEqual(expected);
  });

  it('refuses weights that are negative or all zero', () => {
    expect(() => Money.cents(1).allocate([0n, 0n])).toThrow(InvariantError);
    expect(() => Money.cents(1).allocate([2n, -1n])).toThrow(InvariantError);
    expect(() => Money.cents(1).allocate([])).toThrow(InvariantError);
  });

  it('splits $2,880.00 in seven and $2,780.00 in six with the extra cents first', () => {
    expect(cents(Money.cents(288_000).split(7))).toEqual([41143n, 41143n, 41143n, 41143n, 41143n, 41143n, 41142n]);
    expect(cents(Money.cents(278_000).split(6))).toEqual([46334n, 46334n, 46333n, 46333n, 46333n, 46333n]);
  });

  it('splits into parts that differ by one cent at most and never grow', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_AMOUNT_CENTS }), fc.integer({ min: 1, max: 120 }), (amount, n) => {
        const parts = cents(Money.cents(amount).split(n));
        expect(parts).toHaveLength(n);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n) <= 1n).toBe(true);
        expect(parts).toEqual([...parts].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
      }),
    );
    expect(() => Money.cents(1).split(0)).toThrow(InvariantError);
    expect(() => Money.cents(1).split(1.5)).toThrow(InvariantError);
  });
});

describe('A share in basis points is rounded as its call says', () => {
  it.each([
    [55001, 5000, 27501n, 27500n],
    [55000, 290, 1595n, 1595n],
    [-55001, 5000, -27501n, -27500n],
    [1, 4999, 0n, 0n],
    [1, 5000, 1n, 0n],
    [90000, 2000, 18000n, 18000n],
    [12345, 0, 0n, 0n],
    [12345, 10000, 12345n, 12345n],
  ])('%d cents at %d basis points: %d half up, %d floored', (amount, basisPoints, halfUp, floored) => {
    expect(Money.cents(amount).percent(basisPoints, 'half-up').toCents()).toBe(halfUp);
    expect(Money.cents(amount).percent(basisPoints, 'floor').toCents()).toBe(floored);
  });

  it('is never half a cent away from the exact share when rounded half up', () => {
    fc.assert(
      fc.property(anyCents, fc.integer({ min: 0, max: 20_000 }), (amount, basisPoints) => {
        const rounded = Money.cents(amount).percent(basisPoints, 'half-up').toCents();
        expect(abs(rounded * 10_000n - amount * BigInt(basisPoints)) <= 5_000n).toBe(true);
      }),
    );
  });

  it('refuses a share that is negative or not whole', () => {
    expect(() => Money.cents(1).percent(-1, 'floor')).toThrow(InvariantError);
    expect(() => Money.cents(1).percent(0.5, 'floor')).toThrow(InvariantError);
  });
});

describe('Money is whole cents and nothing else', () => {
  it.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (value) => {
    expect(() => Money.cents(value)).toThrow(InvariantError);
  });

  it('reads what a bigint column returns', () => {
    expect(Money.fromColumn('-922337203685477580').toCents()).toBe(-922337203685477580n);
    expect(() => Money.fromColumn('1.5')).toThrow();
  });

  it('adds, compares and multiplies exactly', () => {
    fc.assert(
      fc.property(anyCents, anyCents, fc.integer({ min: 0, max: 1000 }), (a, b, n) => {
        const [left, right] = [Money.cents(a), Money.cents(b)];
        expect(left.plus(right).minus(right).equals(left)).toBe(true);
        expect(Money.sum([left, right]).toCents()).toBe(a + b);
        expect(left.compare(right)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(left.isMoreThan(right)).toBe(a > b);
        expect(Money.min(left, right).toCents()).toBe(a < b ? a : b);
        expect(Money.max(left, right).toCents()).toBe(a > b ? a : b);
        expect(left.times(n).toCents()).toBe(a * BigInt(n));
        expect(left.negated().plus(left).isZero()).toBe(true);
        expect([left.isPositive(), left.isNegative(), left.isZero()]).toEqual([a > 0n, a < 0n, a === 0n]);
      }),
    );
    expect(() => Money.cents(1).times(0.5)).toThrow(InvariantError);
  });

  it.each([-5, 0, 5])('%d is equal to itself, and neither more nor less', (amount) => {
    const [left, right] = [Money.cents(amount), Money.cents(amount)];
    expect([left.compare(right), left.equals(right), left.isMoreThan(right)]).toEqual([0, true, false]);
  });

  it('travels as an integer and refuses to be cut short', () => {
    expect(JSON.stringify({ amountCents: Money.cents(22000) })).toBe('{"amountCents":22000}');
    expect(() => Money.cents(2n ** 53n).toJSON()).toThrow(InvariantError);
  });

  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [-300, '-$3.00'],
    [123_450, '$1,234.50'],
    [100_000_000, '$1,000,000.00'],
    [99_999, '$999.99'],
  ])('prints %d as %s', (amount, text) => {
    expect(Money.cents(amount).format()).toBe(text);
    expect(`${Money.cents(amount)}`).toBe(text);
  });
});
