import type { BusinessDate } from '../../kernel/business-date';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { Priced, PriceDiscount, PriceSource } from './price-for';

/** A price that was agreed with the patient before the care: with a seat, or with a package. */
export interface AgreedPrice {
  /** Of one unit, after its discount: what is owed. */
  readonly unitPrice: Money;
  /** Taken off one unit of the list price; the list price is what was agreed when there is none. */
  readonly unitDiscount?: PriceDiscount;
  /** The list and the rule it was agreed by, with their reason. */
  readonly source: PriceSource;
  readonly agreedOn: BusinessDate;
}

/**
 * A line at its agreed price: what the price list has become since does not matter (DOMAIN.md §11).
 *
 * @example agreed $180.00 with $40.00 off by the sliding scale: list price $220.00, discount $40.00, amount $180.00
 */
export function pricedAsAgreed(agreed: AgreedPrice, quantity = 1): Priced {
  const { unitPrice, unitDiscount, source, agreedOn } = agreed;
  invariant(Number.isSafeInteger(quantity) && quantity > 0, `not a quantity: ${quantity}`);
  invariant(!unitPrice.isNegative(), `an agreed price is not below zero: ${unitPrice.format()}`);
  const discount = (unitDiscount?.amount ?? Money.ZERO).times(quantity);
  const amount = unitPrice.times(quantity);
  return {
    unitPrice,
    quantity,
    listPrice: amount.plus(discount),
    discount,
    amount,
    priceSource: { ...source, agreedOn, reason: `Agreed when booked on ${agreedOn.toString()}. ${source.reason}` },
    adjustment: unitDiscount && !discount.isZero() ? { type: unitDiscount.type, amount: discount } : undefined,
  };
}
