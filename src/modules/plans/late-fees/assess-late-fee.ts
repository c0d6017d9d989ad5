import { Injectable } from '@nestjs/common';
import { type LateFee, lateDays, lateFeeOwed } from '../../../domain/plans/late-fee';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import type { InstallmentRef } from '../persistence/collections.repository';
import { LateFeesRepository } from '../persistence/late-fees.repository';
import { ReminderHoldsRepository } from '../persistence/reminder-holds.repository';
import type { PlanNow } from '../plan-standing-of';
import { PlanRecord } from '../plan-record';
import { type PlanToChange, PlansToChange } from '../plan-to-change';
import { BillLateFee } from './bill-late-fee';

/** What a fee is charged as, and the rule of the clinic's state it is taken under. */
export interface FeeRule {
  readonly serviceCode: string;
  readonly rule: string;
}

/**
 * Charges the late fee of an installment, once: the fee that was disclosed and signed, and never more than the state's share of
 * what is late for the days it is. While the plan is paused, disputed or held nothing accrues, and its days are counted anew
 * from then (45 CFR 149.620(c)(5); DOMAIN.md §6, §7.3). A fee is lowered or voided like any other charge.
 *
 * Tx: needs one; locks the plan. Idempotent by: the installment (pk_late_fees). Posts: those of {@link BillLateFee}.
 */
@Injectable()
export class AssessLateFee {
  constructor(
    private readonly plans: PlansToChange,
    private readonly fees: LateFeesRepository,
    private readonly holds: ReminderHoldsRepository,
    private readonly billing: BillLateFee,
    private readonly record: PlanRecord,
  ) {}

  async execute(ref: InstallmentRef, by: FeeRule): Promise<void> {
    const plan = await this.plans.lock(ref.planId);
    const { now, row, today } = plan;
    const agreed = agreedFee(now);
    const part = now.parts.find(({ number }) => number === ref.number);
    if (row.version !== ref.version || now.status === 'canceled' || !agreed || !part?.left.isPositive()) return;
    if (now.heldFor !== null || (await this.holds.isHeld(row.patientId))) return this.fees.wait(row.id, today);
    if (await this.fees.isAssessedOrBeingCollected(ref)) return;
    const days = lateDays(part.dueOn, today, [
      row.resumedOn === null ? undefined : parseBusinessDate(row.resumedOn),
      await this.fees.heldOn(row.id),
    ]);
    if (days <= now.schedule.graceDays) return;
    const amount = lateFeeOwed(agreed, { amount: part.left, days });
    if (amount.isPositive()) await this.charge(plan, ref, { ...by, amount, days, late: part.left });
  }

  private async charge(
    { row, today }: PlanToChange,
    ref: InstallmentRef,
    fee: FeeRule & { amount: Money; days: number; late: Money },
  ): Promise<void> {
    const visitId = await this.billing.execute({ ...fee, patientId: row.patientId, on: today, planNumber: row.number });
    await this.fees.insert(ref, { ...fee, visitId, on: today });
    await this.record.audit('plan.late_fee', row.id, {
      installment: ref.number,
      daysLate: fee.days,
      amountCents: fee.amount.toJSON(),
    });
  }
}

/** What was disclosed with the schedule in force, where that was signed. */
function agreedFee({ schedule }: PlanNow): Omit<LateFee, 'source'> | undefined {
  const { signature, lateFee } = schedule;
  return signature && lateFee ? { ...lateFee, amount: Money.cents(lateFee.cents) } : undefined;
}
