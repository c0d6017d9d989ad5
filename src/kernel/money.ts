import { invariant } from './invariant';

/** The one currency the service runs in. Columns and Stripe use the lower-case ISO 4217 code. */
export const CURRENCY = 'usd';

/** Largest amount accepted anywhere, in cents: $10,000,000.00. Far above any bill, far below 2^53. */
export const MAX_AMOUNT_CENTS = 1_000_000_000n;

/** How a half cent is decided; always named at the call site so that a reader sees the rule. */
export type Rounding = 'half-up' | 'floor';

/**
 * An amount of money: a whole number of cents in US dollars, as a bigint. Immutable. May be negative.
 * No float ever touches an amount: there is no constructor from dollars.
 *
 * @example Money.cents(55001).percent(5000, 'half-up').toCents() // 27501n: half of $550.01, half a cent up
 */
export class Money {
  static readonly ZERO = new Money(0n);

  private constructor(private readonly cents: bigint) {}

  /** From whole cents. Throws InvariantError for a fraction, NaN or an unsafe integer. */
  static cents(cents: bigint | number): Money {
    if (typeof cents === 'number') invariant(Number.isSafeInteger(cents), `not a whole number of cents: ${cents}`);
    return new Money(BigInt(cents));
  }

  /** From what PostgreSQL returns for a bigint column: a decimal string. */
  static fromColumn(value: string | number | bigint): Money {
    return new Money(BigInt(value));
  }

  static sum(amounts: Iterable<Money>): Money {
    let total = 0n;
    for (const amount of amounts) total += amount.cents;
    return new Money(total);
  }

  static min(a: Money, b: Money): Money {
    return a.cents <= b.cents ? a : b;
  }

  static max(a: Money, b: Money): Money {
    return a.cents >= b.cents ? a : b;
  }

  plus(other: Money): Money {
    return new Money(this.cents + other.cents);
  }

  minus(other: Money): Money {
    return new Money(this.cents - other.cents);
  }

  negated(): Money {
    return new Money(-this.cents);
  }

  times(quantity: number): Money {
    invariant(Number.isSafeInteger(quantity), `not a whole quantity: ${quantity}`);
    return new Money(this.cents * BigInt(quantity));
  }

  /**
   * A share of this amount in basis points (100 % = 10 000). Negative amounts round by magnitude.
   * @example Money.cents(55000).percent(290, 'half-up') // 2.9 % of $550.00 = $15.95
   */
  percent(basisPoints: number, rounding: Rounding): Money {
    invariant(Number.isSafeInteger(basisPoints) && basisPoints >= 0, `not basis points: ${basisPoints}`);
    const sign = this.cents < 0n ? -1n : 1n;
    const scaled = this.cents * sign * BigInt(basisPoints);
    const rounded = rounding === 'half-up' ? (scaled + 5_000n) / 10_000n : scaled / 10_000n;
    return new Money(rounded * sign);
  }

  /**
   * Splits this amount in proportion to `weights` so that the parts add up to it exactly: every part gets its floor,
   * and the cents left over go one each to the largest remainders, the earlier part first on a tie (DOMAIN.md S4).
   *
   * @param weights non-negative, at least one above zero
   * @example Money.cents(5000).allocate([100n, 120n]) // [$22.73, $27.27]
   */
  allocate(weights: readonly bigint[]): Money[] {
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    invariant(
      total > 0n && weights.every((weight) => weight >= 0n),
      'weights must be non-negative with a positive sum',
    );
    const sign = this.cents < 0n ? -1n : 1n;
    const amount = this.cents * sign;
    const parts = weights.map((weight) => (amount * weight) / total);
    const remainders = weights.map((weight, index) => ({ index, remainder: (amount * weight) % total }));
    const left = Number(amount - parts.reduce((sum, part) => sum + part, 0n));
    remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
    for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
    return parts.map((part) => new Money(part * sign));
  }

  /** `n` near-equal parts, the extra cents on the first ones (DOMAIN.md §7.5). */
  split(n: number): Money[] {
    invariant(Number.isSafeInteger(n) && n > 0, `cannot split into ${n} parts`);
    return this.allocate(new Array<bigint>(n).fill(1n));
  }

  compare(other: Money): -1 | 0 | 1 {
    return this.cents < other.cents ? -1 : this.cents > other.cents ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.cents === other.cents;
  }

  isZero(): boolean {
    return this.cents === 0n;
  }

  isPositive(): boolean {
    return this.cents > 0n;
  }

  isNegative(): boolean {
    return this.cents < 0n;
  }

  isMoreThan(other: Money): boolean {
    return this.cents > other.cents;
  }

  toCents(): bigint {
    return this.cents;
  }

  /** The wire form: an integer JSON number. Amounts are bounded far below 2^53; a larger one is a bug. */
  toJSON(): number {
    const value = Number(this.cents);
    invariant(Number.isSafeInteger(value), 'amount too large for the wire');
    return value;
  }

  /** For people: `$1,234.50`, `-$3.00`. */
  format(): string {
    const sign = this.cents < 0n ? '-' : '';
    const digits = (this.cents < 0n ? -this.cents : this.cents).toString().padStart(3, '0');
    const dollars = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
    return `${sign}$${dollars}.${digits.slice(-2)}`;
  }

  toString(): string {
    return this.format();
  }
}
