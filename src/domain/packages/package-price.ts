import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';

/** So many sessions of one service, each at its list price on the day of the sale. */
export interface PackageLine {
  readonly serviceCode: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** One session of a package: what it costs alone, and its share of what the package costs. */
export interface PricedSession {
  readonly serviceCode: string;
  readonly listPrice: Money;
  readonly price: Money;
}

export interface PackagePrice {
  readonly listPrice: Money;
  readonly price: Money;
  readonly sessions: readonly PricedSession[];
}

/**
 * What a package costs, and what each of its sessions earns when it is given: the price shared out in proportion to what
 * the sessions cost alone, to the cent (ASC 606-10-32-31, relative standalone selling price; DOMAIN.md §10.1).
 *
 * @param discountBasisPoints off the list price, 0 to 10 000; half a cent of the discount is rounded up
 * @example S8: 4 × $550.00 and 4 × $170.00, 5 % off: list $2,880.00, price $2,736.00, sessions $522.50 and $161.50
 */
export function pricePackage(lines: readonly PackageLine[], discountBasisPoints: number): PackagePrice {
  invariant(discountBasisPoints <= 10_000, `no discount of ${discountBasisPoints} basis points`);
  const listed = lines.flatMap(({ serviceCode, quantity, unitPrice }) =>
    Array.from({ length: quantity }, () => ({ serviceCode, listPrice: unitPrice })),
  );
  const listPrice = Money.sum(listed.map((session) => session.listPrice));
  const price = listPrice.minus(listPrice.percent(discountBasisPoints, 'half-up'));
  invariant(price.isPositive(), 'a package costs something');
  const shares = price.allocate(listed.map((session) => session.listPrice.toCents()));
  return {
    listPrice,
    price,
    sessions: listed.map((session, index) => ({ ...session, price: shares[index] ?? Money.ZERO })),
  };
}
