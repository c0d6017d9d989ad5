import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';

/** Means of paying that a person counts or reads off a statement at the end of the day. */
export const COUNTED_TENDERS = ['check', 'venmo', 'external_card'] as const;
export type CountedTender = (typeof COUNTED_TENDERS)[number];

/** What the books say one person took and gave back by one means. */
export interface TenderLine {
  readonly tender: string;
  readonly userId: string;
  readonly user: string;
  readonly taken: Money;
  readonly returned: Money;
}

/** What was counted, or what a statement or terminal reported. */
export interface TenderCount {
  readonly tender: CountedTender;
  readonly total: Money;
  /** How many checks, slips or transfers. */
  readonly count?: number;
  readonly reason?: string;
}

/** One means of paying, over everybody. */
export interface TenderTotal {
  readonly tender: string;
  readonly taken: Money;
  readonly returned: Money;
  /** Taken less returned, as the books say. */
  readonly system: Money;
  /** Null where nothing was counted. */
  readonly counted: Money | null;
  readonly count: number | null;
  /** Counted less system. */
  readonly difference: Money | null;
  readonly reason: string | null;
}

/** The clinic's own terminal takes HSA and FSA cards as well. */
const terminalOf = (tender: string): string => (tender === 'hsa_fsa_card' ? 'external_card' : tender);

/**
 * Sets what was counted against the books, by means of paying.
 * @param drawers over or short of all drawers of the day; undefined when none was counted
 * Errors: `difference_reason_required`, naming each count that differs without a reason.
 */
export function tenderTotals(
  lines: readonly TenderLine[],
  counts: readonly TenderCount[],
  drawers: { readonly overShort: Money; readonly reason: string | null } | undefined,
): TenderTotal[] {
  const names = new Set([...lines.map(({ tender }) => terminalOf(tender)), ...counts.map(({ tender }) => tender)]);
  if (drawers) names.add('cash');
  const totals = [...names].sort().map((tender) => {
    const mine = lines.filter((line) => terminalOf(line.tender) === tender);
    const taken = Money.sum(mine.map((line) => line.taken));
    const returned = Money.sum(mine.map((line) => line.returned));
    const system = taken.minus(returned);
    const told = tender === 'cash' ? cashCount(system, drawers) : counts.find((count) => count.tender === tender);
    return {
      tender,
      taken,
      returned,
      system,
      counted: told?.total ?? null,
      count: told?.count ?? null,
      difference: told ? told.total.minus(system) : null,
      reason: told?.reason ?? null,
    };
  });
  refuseUnexplained(totals);
  return totals;
}

function cashCount(
  system: Money,
  drawers: { readonly overShort: Money; readonly reason: string | null } | undefined,
): { total: Money; count?: number; reason?: string } | undefined {
  return drawers && { total: system.plus(drawers.overShort), reason: drawers.reason ?? undefined };
}

function refuseUnexplained(totals: readonly TenderTotal[]): void {
  const unexplained = totals.filter(({ difference, reason }) => difference && !difference.isZero() && !reason);
  if (unexplained.length === 0) return;
  throw new DomainError('difference_reason_required', {
    detail: 'What was counted differs from the books. Count again, or say why.',
    facts: {
      differences: unexplained.map(({ tender, difference }) => ({ tender, differenceCents: difference?.toJSON() })),
    },
  });
}
