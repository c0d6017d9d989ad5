import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Money } from '../../kernel/money';

export const INSTALLMENT_STATUSES = ['scheduled', 'due', 'paid', 'partly_paid', 'late', 'failed', 'canceled'] as const;

export type InstallmentStatus = (typeof INSTALLMENT_STATUSES)[number];

/** Part of a schedule, as agreed. The down payment is number 0. */
export interface AgreedPart {
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly amount: Money;
}

/** What the ledger and the calendar say of a plan; nothing of it is stored with the plan. */
export interface PlanFacts {
  /** Paid toward the schedule, by any door, less what was given back. */
  readonly paid: Money;
  /** Still open on what the plan covers. */
  readonly owed: Money;
  readonly today: BusinessDate;
  /** Days after the due day until an installment counts as late. */
  readonly graceDays: number;
  readonly isCanceled: boolean;
  /** While a plan is held nothing of it becomes late. */
  readonly isHeld: boolean;
  /** The day a pause ended: nothing is late for the days before. */
  readonly resumedOn?: BusinessDate;
  /** The day of the last attempt to pay, when that was declined. */
  readonly declinedOn?: BusinessDate;
}

/** How a part of the schedule stands: amount = reduced + paid + left. */
export interface PartStanding extends AgreedPart {
  readonly paid: Money;
  readonly left: Money;
  /** No longer owed: the bill was lowered, or the plan has ended. */
  readonly reduced: Money;
  readonly status: InstallmentStatus;
  readonly daysLate: number;
}

/**
 * How every part of a plan stands, from what was paid and what is owed. Money covers the oldest part first, so that paying
 * ahead needs no act of its own; a bill that was lowered shortens the tail (DOMAIN.md §7.5). A plan is never told.
 *
 * @example S2 after three payments of $463.34, $463.34, $463.33: three paid, three scheduled, $1,389.99 left
 */
export function planStanding(parts: readonly AgreedPart[], facts: PlanFacts): PartStanding[] {
  const paid = Money.max(facts.paid, Money.ZERO);
  const reach = facts.isCanceled ? paid : paid.plus(facts.owed);
  let before = Money.ZERO;
  return parts.map((part) => {
    const through = before.plus(part.amount);
    const covered = between(before, through, paid);
    const standing = between(before, through, reach);
    const amounts = { paid: covered, left: standing.minus(covered), reduced: part.amount.minus(standing) };
    before = through;
    return { ...part, ...amounts, ...statusOf({ ...part, ...amounts }, facts) };
  });
}

/** How much of the stretch from one sum to another lies below a third. */
const between = (from: Money, to: Money, mark: Money): Money => Money.max(Money.min(to, mark).minus(from), Money.ZERO);

type Amounts = Omit<PartStanding, 'status' | 'daysLate'>;

function statusOf(part: Amounts, facts: PlanFacts): Pick<PartStanding, 'status' | 'daysLate'> {
  if (part.left.isZero()) return { status: isSettled(part, facts) ? 'paid' : 'canceled', daysLate: 0 };
  const daysLate = facts.isHeld ? 0 : daysPast(part.dueOn, facts);
  if (hasFailed(part, facts)) return { status: 'failed', daysLate };
  if (daysLate > 0) return { status: 'late', daysLate };
  if (part.paid.isPositive()) return { status: 'partly_paid', daysLate: 0 };
  return { status: compareDates(part.dueOn, facts.today) <= 0 ? 'due' : 'scheduled', daysLate: 0 };
}

/** Nothing is left because it was paid, not because it is no longer asked for. */
const isSettled = ({ paid, reduced }: Amounts, { isCanceled }: PlanFacts): boolean =>
  paid.isPositive() && (reduced.isZero() || !isCanceled);

/** Days since it was due, once the days of grace are over. */
function daysPast(dueOn: BusinessDate, { today, graceDays, resumedOn }: PlanFacts): number {
  const from = resumedOn && compareDates(resumedOn, dueOn) > 0 ? resumedOn : dueOn;
  const days = from.until(today, { largestUnit: 'days' }).days;
  return days > graceDays ? days : 0;
}

/** Due, and the last attempt to pay since was declined. */
const hasFailed = ({ dueOn }: Amounts, { declinedOn, today }: PlanFacts): boolean =>
  declinedOn !== undefined && compareDates(declinedOn, dueOn) >= 0 && compareDates(dueOn, today) <= 0;
