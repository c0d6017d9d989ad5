import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import type { CourseLine } from './course-sessions';

/** A line of a course with its price. */
export interface PricedCourseLine extends CourseLine {
  readonly unitPrice: Money;
  readonly leastAmount: Money;
  readonly mostAmount: Money;
}

export interface CoursePrice {
  readonly lines: readonly PricedCourseLine[];
  readonly least: Money;
  readonly most: Money;
}

/**
 * Prices a whole course, fewest and most sessions. A course is never priced in part.
 *
 * @param priceOf the price of one unit for this patient, or undefined when the clinic has set none
 * @throws DomainError `price_not_set` with `missing`, the services without a price
 * @example S7: 220 + 4 × (550 + 170) = $3,100.00 at least, 220 + 8 × 720 = $5,980.00 at most
 */
export function priceCourse(
  lines: readonly CourseLine[],
  priceOf: (serviceCode: string) => Money | undefined,
): CoursePrice {
  const missing = lines.filter(({ serviceCode }) => priceOf(serviceCode) === undefined);
  if (missing.length > 0)
    throw new DomainError('price_not_set', {
      detail: `Set a price first for: ${missing.map(({ serviceCode }) => serviceCode).join(', ')}.`,
      facts: { missing: missing.map(({ serviceCode }) => serviceCode) },
    });
  const priced = lines.map((line): PricedCourseLine => {
    const unitPrice = priceOf(line.serviceCode) ?? Money.ZERO;
    return {
      ...line,
      unitPrice,
      leastAmount: unitPrice.times(line.least),
      mostAmount: unitPrice.times(line.most),
    };
  });
  return {
    lines: priced,
    least: Money.sum(priced.map(({ leastAmount }) => leastAmount)),
    most: Money.sum(priced.map(({ mostAmount }) => mostAmount)),
  };
}
