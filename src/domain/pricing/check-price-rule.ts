import { DomainError, type FieldError } from '../../kernel/errors';
import { MAX_AMOUNT_CENTS } from '../../kernel/money';
import type { PriceRule, SlidingScaleTier } from './price-rule';

type SlidingScale = Extract<PriceRule, { rule: 'sliding_scale' }>;

const isAmount = (cents: number): boolean =>
  Number.isSafeInteger(cents) && cents >= 0 && BigInt(cents) <= MAX_AMOUNT_CENTS;

/**
 * Refuses a price rule that could not price a line.
 * @param pointer JSON pointer of the rule in the request; the fields named are `priceCents`, `minCents`, …
 * @throws DomainError `price_rule_invalid` naming every wrong field
 */
export function checkPriceRule(rule: PriceRule, pointer = ''): void {
  const errors = problemsOf(rule).map(({ pointer: field, message }) => ({ pointer: `${pointer}${field}`, message }));
  if (errors.length > 0)
    throw new DomainError('price_rule_invalid', { detail: errors.map((error) => error.message).join(' '), errors });
}

function problemsOf(rule: PriceRule): FieldError[] {
  switch (rule.rule) {
    case 'fixed':
      return isAmount(rule.priceCents) ? [] : [amountProblem('/priceCents')];
    case 'sliding_scale':
      return slidingScaleProblems(rule);
    case 'percent_of':
      return Number.isSafeInteger(rule.basisPoints) && rule.basisPoints > 0 && rule.basisPoints <= 10_000
        ? []
        : [{ pointer: '/basisPoints', message: 'A share is a whole number of basis points from 1 to 10000.' }];
    case 'not_offered':
      return [];
  }
}

const amountProblem = (pointer: string): FieldError => ({
  pointer,
  message: 'A price is a whole number of cents, not below zero.',
});

function slidingScaleProblems(rule: SlidingScale): FieldError[] {
  const { minCents, maxCents, tiers } = rule;
  const problems: FieldError[] = [];
  if (!isAmount(minCents)) problems.push(amountProblem('/minCents'));
  if (!isAmount(maxCents)) problems.push(amountProblem('/maxCents'));
  if (minCents > maxCents)
    problems.push({ pointer: '/minCents', message: 'The lowest price is not above the full price.' });
  if (tiers.length === 0) problems.push({ pointer: '/tiers', message: 'A sliding scale has at least one step.' });
  return [...problems, ...tiers.flatMap((tier, index) => tierProblems(rule, tier, index))];
}

function tierProblems(
  { minCents, maxCents, tiers }: SlidingScale,
  tier: SlidingScaleTier,
  index: number,
): FieldError[] {
  const problems: FieldError[] = [];
  const before = tiers[index - 1];
  const upTo = tier.upToPovertyBasisPoints;
  if (!isAmount(tier.priceCents) || tier.priceCents < minCents || tier.priceCents > maxCents)
    problems.push({
      pointer: `/tiers/${index}/priceCents`,
      message: 'A step is priced between the lowest and full price.',
    });
  if (before && tier.priceCents < before.priceCents)
    problems.push({ pointer: `/tiers/${index}/priceCents`, message: 'A higher income never pays less.' });
  if (upTo === null ? index !== tiers.length - 1 : !Number.isSafeInteger(upTo) || upTo <= lowerBound(before))
    problems.push({
      pointer: `/tiers/${index}/upToPovertyBasisPoints`,
      message: 'Steps go up by whole basis points, and only the last may have no bound.',
    });
  return problems;
}

/** The bound the next step must exceed; a step without one (reported on its own) bounds nothing. */
const lowerBound = (before: SlidingScaleTier | undefined): number => before?.upToPovertyBasisPoints ?? 0;
