import { Money } from '../../kernel/money';
import type { SuperbillLine } from './superbill-draft';

/** What decides whether a charge may appear on a superbill. */
export type SuperbillCandidate = Pick<SuperbillLine, 'kind' | 'documentRule' | 'rendered' | 'isOnClaim'>;

/**
 * Why a charge may not appear on a superbill, as a sentence; undefined when it may (DOMAIN.md §4.2): only rendered
 * services with a superbill of their own, never a fee, never a line the clinic has filed a claim for.
 */
export function superbillLineRefusal(line: SuperbillCandidate): string | undefined {
  if (line.kind === 'fee') return 'A fee never appears on a superbill.';
  if (line.isOnClaim || line.documentRule === 'claim') return 'The clinic bills the plan for this service itself.';
  if (line.documentRule !== 'superbill') return 'This service comes with a receipt, not a superbill.';
  if (!line.rendered) return 'The service has not been given yet.';
  return undefined;
}

/** What a superbill adds up to: `charged - adjusted - paid = balance`. */
export interface SuperbillTotals {
  readonly charged: Money;
  readonly adjusted: Money;
  readonly paid: Money;
  readonly balance: Money;
}

/**
 * The totals printed under the lines; a discount is always shown, never hidden in the charge (DOMAIN.md §4.1).
 * @example charged $220.00, adjusted $50.00, paid $170.00, balance $0.00 (DOMAIN.md S4)
 */
export function superbillTotals(
  lines: readonly Pick<SuperbillLine, 'charged' | 'adjusted' | 'paid'>[],
): SuperbillTotals {
  const charged = Money.sum(lines.map((line) => line.charged));
  const adjusted = Money.sum(lines.map((line) => line.adjusted));
  const paid = Money.sum(lines.map((line) => line.paid));
  return { charged, adjusted, paid, balance: charged.minus(adjusted).minus(paid) };
}
