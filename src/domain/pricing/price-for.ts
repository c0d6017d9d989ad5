import { DomainError } from '../../kernel/errors';
import type { BusinessDate } from '../../kernel/business-date';
import { invariant, unreachable } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { povertyGuidelineCents, povertyGuidelineOn } from './poverty-guidelines';
import type { PriceBook, PublishedPrice } from './price-book';
import type { PriceRule, PriceRuleName } from './price-rule';
import type { ServiceTerms } from './service-terms';
import { formatBasisPoints, tierFor } from './sliding-scale';

/** What a price depends on besides the price book. */
export interface LineToPrice {
  readonly serviceCode: string;
  /** Whole number of units, 1 unless told. */
  readonly quantity?: number;
  /** People in the patient's household, needed with an income. */
  readonly householdSize?: number;
  /** Yearly household income in cents; absent means not told: the full price. */
  readonly householdIncomeCents?: number;
}

/** Where a price comes from. */
export interface PriceSource {
  readonly priceList: string;
  readonly effectiveFrom: BusinessDate;
  readonly rule: Exclude<PriceRuleName, 'not_offered'>;
  /** A sentence a front desk can read out. */
  readonly reason: string;
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
  readonly adjustment?: { readonly type: 'sliding_scale'; readonly amount: Money };
}

/** The price of one unit, before and after the discount, and how it came about. */
interface UnitPrice {
  readonly full: Money;
  readonly due: Money;
  readonly rule: PriceSource['rule'];
  /** Follows "<price list>, in effect since <date>: ", without the full stop. */
  readonly explanation: string;
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
  if (!service)
    throw new DomainError('service_unknown', {
      detail: 'There is no such service.',
      facts: { serviceCode: line.serviceCode },
    });
  const price = priceInForce(book, service);
  const unit = unitPriceOf(book, price, line, [service.code]);
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
      reason: `${price.priceList} price list, in effect since ${price.effectiveFrom.toString()}: ${unit.explanation}${total}.`,
    },
    adjustment: discount.isZero() ? undefined : { type: 'sliding_scale', amount: discount },
  };
}

function priceInForce(book: PriceBook, service: ServiceTerms): PublishedPrice {
  const price = book.price(service.code);
  if (price && price.rule.rule !== 'not_offered') return price;
  throw new DomainError('price_not_set', {
    detail: price
      ? `${service.displayName} has not been offered since ${price.effectiveFrom.toString()}.`
      : `${service.displayName} has no price on ${book.on.toString()}. Set one that takes effect on or before that day.`,
    facts: { serviceCode: service.code },
  });
}

/** @param trail codes of the services already being priced, the outermost first */
function unitPriceOf(
  book: PriceBook,
  { rule }: PublishedPrice,
  line: LineToPrice,
  trail: readonly string[],
): UnitPrice {
  switch (rule.rule) {
    case 'fixed':
      return fullPrice('fixed', rule.priceCents, '');
    case 'sliding_scale':
      return slidingScalePrice(book, rule, line);
    case 'percent_of':
      return shareOfPrice(book, rule, line, trail);
    case 'not_offered':
      invariant(false, 'a service that is not offered has no price');
      break;
    default:
      return unreachable(rule);
  }
}

function fullPrice(rule: PriceSource['rule'], cents: number, because: string): UnitPrice {
  const price = Money.cents(cents);
  return { full: price, due: price, rule, explanation: `${because}${price.format()}` };
}

function slidingScalePrice(
  book: PriceBook,
  rule: Extract<PriceRule, { rule: 'sliding_scale' }>,
  line: LineToPrice,
): UnitPrice {
  const { householdIncomeCents: incomeCents, householdSize } = line;
  if (incomeCents === undefined)
    return fullPrice(rule.rule, rule.maxCents, 'sliding scale, household income not given, so the full price of ');
  if (householdSize === undefined)
    throw new DomainError('household_size_required', {
      detail: 'A household income needs the number of people who live on it.',
      facts: { serviceCode: line.serviceCode },
    });
  const guideline = povertyGuidelineOn(book.povertyGuidelines, book.on);
  if (!guideline)
    return fullPrice(
      rule.rule,
      rule.maxCents,
      `sliding scale, no poverty guideline for ${book.on.year} on file, so the full price of `,
    );
  const tier = tierFor(rule.tiers, { incomeCents, guidelineCents: povertyGuidelineCents(guideline, householdSize) });
  const full = Money.cents(rule.maxCents);
  const due = tier ? Money.cents(tier.priceCents) : full;
  const bound = tier?.upToPovertyBasisPoints ?? null;
  const band = bound === null ? 'above the steps' : `at or below ${formatBasisPoints(bound)}`;
  return {
    full,
    due,
    rule: rule.rule,
    explanation: `sliding scale, household of ${householdSize} ${band} of the ${guideline.year} poverty guideline, ${due.format()}`,
  };
}

function shareOfPrice(
  book: PriceBook,
  rule: Extract<PriceRule, { rule: 'percent_of' }>,
  line: LineToPrice,
  trail: readonly string[],
): UnitPrice {
  const base = book.service(rule.serviceCode);
  if (!base || trail.includes(rule.serviceCode))
    throw new DomainError('price_rule_invalid', {
      detail: base
        ? `The price of ${line.serviceCode} leads back to ${rule.serviceCode}.`
        : `The price of ${line.serviceCode} is a share of ${rule.serviceCode}, which does not exist.`,
      facts: { serviceCode: line.serviceCode, path: [...trail, rule.serviceCode] },
    });
  const whole = unitPriceOf(book, priceInForce(book, base), line, [...trail, base.code]);
  const due = whole.due.percent(rule.basisPoints, 'half-up');
  return {
    full: whole.full.percent(rule.basisPoints, 'half-up'),
    due,
    rule: rule.rule,
    explanation: `${formatBasisPoints(rule.basisPoints)} of ${base.displayName} (${whole.due.format()}), ${due.format()}`,
  };
}
