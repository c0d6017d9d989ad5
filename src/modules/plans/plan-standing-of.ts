import { type PartStanding, planStanding } from '../../domain/plans/plan-standing';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { PlanHold, PlanStatus } from './payment-plan.view';
import type { PlanRow, ScheduleRow } from './persistence/plan-rows.reader';

/** A plan as it stands now. */
export interface PlanNow {
  readonly schedule: ScheduleRow;
  readonly parts: readonly PartStanding[];
  readonly status: PlanStatus;
  readonly heldFor: PlanHold | null;
  /** Toward the schedule in force. */
  readonly paid: Money;
  readonly left: Money;
  /** Toward the plan, over all its schedules. */
  readonly paidInAll: Money;
}

/** Works out how a plan stands from what the ledger says of it. */
export function planNow(row: PlanRow, today: BusinessDate): PlanNow {
  const schedule = row.schedules.at(-1);
  invariant(schedule?.version === row.version, 'a plan has the schedule it is on');
  const paidInAll = Money.max(Money.fromColumn(row.paidCents), Money.ZERO);
  const isCanceled = row.state === 'canceled';
  const heldFor = holdOf(row);
  const parts = planStanding(partsOf(schedule), {
    paid: isCanceled
      ? Money.fromColumn(row.canceledPaidCents ?? '0')
      : paidInAll.minus(Money.cents(schedule.paidBeforeCents)),
    owed: Money.fromColumn(row.owedCents),
    today,
    graceDays: schedule.graceDays,
    isCanceled,
    isHeld: heldFor !== null,
    resumedOn: row.resumedOn === null ? undefined : parseBusinessDate(row.resumedOn),
    declinedOn: row.declinedOn === null ? undefined : parseBusinessDate(row.declinedOn),
  });
  const left = Money.sum(parts.map((part) => part.left));
  return {
    schedule,
    parts,
    heldFor,
    paidInAll,
    left,
    paid: Money.sum(parts.map((part) => part.paid)),
    status: isCanceled ? 'canceled' : left.isZero() ? 'paid_off' : row.state === 'paused' ? 'paused' : 'active',
  };
}

/** A schedule that was replaced, as far as it had come by then. */
export function pastParts(schedule: ScheduleRow, next: ScheduleRow): PartStanding[] {
  return planStanding(partsOf(schedule), {
    paid: Money.cents(next.paidBeforeCents - schedule.paidBeforeCents),
    owed: Money.ZERO,
    today: parseBusinessDate(next.madeOn),
    graceDays: schedule.graceDays,
    isCanceled: true,
    isHeld: true,
  });
}

function holdOf({ state, isDisputed, isEstimateDisputed }: PlanRow): PlanHold | null {
  if (state === 'canceled') return null;
  if (state === 'paused') return 'paused';
  if (isDisputed) return 'disputed';
  return isEstimateDisputed ? 'estimate_dispute' : null;
}

const partsOf = ({ parts }: ScheduleRow) =>
  parts.map(({ number, dueOn, amountCents }) => ({
    number,
    dueOn: parseBusinessDate(dueOn),
    amount: Money.cents(amountCents),
  }));
