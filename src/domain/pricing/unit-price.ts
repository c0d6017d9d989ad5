import { DomainError } from '../../kernel/errors';
import { unreachable } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { povertyGuidelineCents, povertyGuidelineOn } from './poverty-guidelines';
import type { PriceBook, PublishedPrice } from './price-book';
import type { PriceRule, PriceRuleName } from './price-rule';
import type { ServiceTerms } from './service-terms';
import { formatBasisPoints, incomeBand, tierFor } from './sliding-scale';

/** Who is asking, as far as a price depends on it. */
export interface LineToPrice {
  readonly serviceCode: string;
  /** Whole number of units, 1 unless told. */
  readonly quantity?: number;
  /** People in the patient's household, needed with an income. */
  readonly householdSize?: number;
  /** Yearly household income in cents; absent means not told: the full price. */
  readonly householdIncomeCents?: number;
  /** JSON pointer of the line in the request, e.g. `/lines/0`; errors name its fields. */
  readonly pointer?: string;
}

/** The price of one unit, before and after the discount, and how it came about. */
export interface UnitPrice {
  readonly full: Money;
  readonly due: Money;
  readonly rule: Exclude<PriceRuleName, 'not_offered'>;
  /** Follows "<price list>, in effect since <date>: ", without the full stop. */
  readonly explanation: string;
}

/** What is asked, and how it came to be asked. */
interface Asked {
  readonly line: LineToPrice;
  /** Codes of the services being priced, the one asked for first. */
  readonly trail: readonly string[];
}

/** A price that is in force and can be charged. */
export type PriceInForce = PublishedPrice & { readonly rule: Exclude<PriceRule, { rule: 'not_offered' }> };

const isOffered = (price: PublishedPrice): price is PriceInForce => price.rule.rule !== 'not_offered';

/** The price of a service in force on the book's day. Throws DomainError `price_not_set` when there is none. */
export function priceInForce(book: PriceBook, service: ServiceTerms, pointer = ''): PriceInForce {
  const price = book.price(service.code);
  if (price && isOffered(price)) return price;
  const message = price
    ? `${service.displayName} has not been offered since ${price.effectiveFrom.toString()}.`
    : `${service.displayName} has no price on ${book.on.toString()}. Set one that takes effect on or before that day.`;
  throw new DomainError('price_not_set', {
    detail: message,
    errors: [{ pointer: `${pointer}/serviceCode`, message }],
    facts: { serviceCode: service.code },
  });
}

/** The price of one unit by its rule. Errors: `price_not_set`, `household_size_required`, `price_rule_invalid`. */
export function unitPriceOf(book: PriceBook, rule: PriceInForce['rule'], asked: Asked): UnitPrice {
  switch (rule.rule) {
    case 'fixed':
      return fullPrice(rule.rule, rule.priceCents, '');
    case 'sliding_scale':
      return slidingScalePrice(book, rule, asked.line);
    case 'percent_of':
      return shareOfPrice(book, rule, asked);
    default:
      return unreachable(rule);
  }
}

type RuleNamed<Name extends PriceRuleName> = Extract<PriceRule, { rule: Name }>;

function fullPrice(rule: UnitPrice['rule'], cents: number, because: string): UnitPrice {
  const price = Money.cents(cents);
  return { full: price, due: price, rule, explanation: `${because}${price.format()}` };
}

function slidingScalePrice(book: PriceBook, rule: RuleNamed<'sliding_scale'>, line: LineToPrice): UnitPrice {
  const { householdIncomeCents: incomeCents, householdSize } = line;
  if (incomeCents === undefined)
    return fullPrice(rule.rule, rule.maxCents, 'sliding scale, household income not given, so the full price of ');
  if (householdSize === undefined) throw householdSizeRequired(line);
  const guideline = povertyGuidelineOn(book.povertyGuidelines, book.on);
  if (!guideline) {
    const because = `sliding scale, no poverty guideline for ${book.on.year} on file, so the full price of `;
    return fullPrice(rule.rule, rule.maxCents, because);
  }
  const tier = tierFor(rule.tiers, { incomeCents, guidelineCents: povertyGuidelineCents(guideline, householdSize) });
  const full = Money.cents(rule.maxCents);
  const due = tier ? Money.cents(tier.priceCents) : full;
  const household = `household of ${householdSize} at ${incomeBand(rule.tiers, tier)}`;
  return {
    full,
    due,
    rule: rule.rule,
    explanation: `sliding scale, ${household} of the ${guideline.year} poverty guideline, ${due.format()}`,
  };
}

function householdSizeRequired({ serviceCode, pointer = '' }: LineToPrice): DomainError {
  const message = 'A household income needs the number of people who live on it.';
  return new DomainError('household_size_required', {
    detail: message,
    errors: [{ pointer: `${pointer}/householdSize`, message }],
    facts: { serviceCode },
  });
}

function shareOfPrice(book: PriceBook, rule: RuleNamed<'percent_of'>, { line, trail }: Asked): UnitPrice {
  const base = book.service(rule.serviceCode);
  if (!base || trail.includes(rule.serviceCode))
    throw new DomainError('price_rule_invalid', {
      detail: base
        ? `The price of ${line.serviceCode} leads back to ${rule.serviceCode}.`
        : `The price of ${line.serviceCode} is a share of ${rule.serviceCode}, which does not exist.`,
      facts: { serviceCode: line.serviceCode, path: [...trail, rule.serviceCode] },
    });
  const basePrice = priceInForce(book, base, line.pointer);
  const whole = unitPriceOf(book, basePrice.rule, { line, trail: [...trail, base.code] });
  const due = whole.due.percent(rule.basisPoints, 'half-up');
  const share = formatBasisPoints(rule.basisPoints);
  return {
    full: whole.full.percent(rule.basisPoints, 'half-up'),
    due,
    rule: rule.rule,
    explanation: `${share} of ${base.displayName} (${whole.due.format()}), ${due.format()}`,
  };
}
