import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import type { PriceBook, PublishedPrice } from './price-book';
import { priceInForce, unitPriceOf, type LineToPrice, type UnitPrice } from './unit-price';

/** Where a price comes from. */
export interface PriceSource {
  readonly priceList: string;
  readonly effectiveFrom: BusinessDate;
  readonly rule: UnitPrice['rule'];
  /** A sentence a front desk can read out. */
  readonly reason: string;
  /** The day it was agreed with the patient, ahead of the care; absent for a price of the day itself. */
  readonly agreedOn?: BusinessDate;
}

/** What a price takes off the list price. */
export interface PriceDiscount {
  readonly type: 'sliding_scale' | 'package_discount';
  readonly amount: Money;
}

/** A priced line. `listPrice - discount = amount = unitPrice x quantity`. */
export interface Priced {
  /** Of one unit, after the discount. */
  readonly unitPrice: Money;
  readonly quantity: number;
  /** Of the whole line before the discount: what is charged to the receivable. */
  readonly listPrice: Money;
  /** Of the whole line. */
  readonly discount: Money;
  /** Of the whole line after the discount: what is owed. */
  readonly amount: Money;
  readonly priceSource: PriceSource;
  /** The discount as it is posted, when there is one; its amount is `discount`. */
  readonly adjustment?: PriceDiscount;
}

/**
 * The price of a line on the book's date of service, with its reason.
 *
 * @throws DomainError `service_unknown`; `price_not_set` when no price is in force or the service is no longer offered;
 * `household_size_required` when a sliding scale is given an income without a household size; `price_rule_invalid` when
 * a share leads back to itself or to a service that does not exist
 * @example half of an individual session at $550.01 is $275.01 (DOMAIN.md §1.3)
 */
export function priceFor(book: PriceBook, line: LineToPrice): Priced {
  const quantity = line.quantity ?? 1;
  invariant(Number.isSafeInteger(quantity) && quantity > 0, `not a quantity: ${quantity}`);
  const service = book.service(line.serviceCode);
  if (!service) throw serviceUnknown(line);
  const price = priceInForce(book, service, line.pointer);
  const unit = unitPriceOf(book, price.rule, { line, trail: [service.code] });
  const discount = unit.full.minus(unit.due).times(quantity);
  const amount = unit.due.times(quantity);
  const total = quantity > 1 ? ` each, ${quantity} come to ${amount.format()}` : '';
  return {
    unitPrice: unit.due,
    quantity,
    listPrice: unit.full.times(quantity),
    discount,
    amount,
    priceSource: {
      priceList: price.priceList,
      effectiveFrom: price.effectiveFrom,
      rule: unit.rule,
      reason: `${listName(price)}, in effect since ${price.effectiveFrom.toString()}: ${unit.explanation}${total}.`,
    },
    adjustment: discount.isZero() ? undefined : { type: 'sliding_scale', amount: discount },
  };
}

function serviceUnknown({ serviceCode, pointer = '' }: LineToPrice): DomainError {
  const message = 'The clinic has no service with this code.';
  return new DomainError('service_unknown', {
    detail: message,
    errors: [{ pointer: `${pointer}/serviceCode`, message }],
    facts: { serviceCode },
  });
}

/** The price list in words, once: `Standard 2026` and `Standard 2026 price list` read the same. */
const listName = ({ priceList }: PublishedPrice): string =>
  /price list$/i.test(priceList) ? priceList : `${priceList} price list`;
