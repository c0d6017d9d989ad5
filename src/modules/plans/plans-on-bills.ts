import { Injectable } from '@nestjs/common';
import { ADJUSTMENT_RULES } from '../../domain/adjustments/adjustment-rules';
import { isPayInFullDiscount, planDiscountConflict } from '../../domain/plans/pay-in-full-discount';
import { parseBusinessDate } from '../../kernel/business-date';
import type { InvoiceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { type BillChange, BillObjection, RegisterBillObjection } from '../charges/bill-objection';
import type { ChargeToChange } from '../charges/charge-to-change';
import { PlanRowsReader } from './persistence/plan-rows.reader';
import { PlansRepository } from './persistence/plans.repository';
import { onPlan } from './plan-subject';

/**
 * Objects to what may not happen to a bill that is on a plan: a discount for paying at once, a void, a write-off. Any other
 * adjustment is welcome; the plan follows and its last installments become smaller.
 */
@Injectable()
@RegisterBillObjection()
export class PlansOnBills extends BillObjection {
  constructor(
    private readonly plans: PlansRepository,
    private readonly rows: PlanRowsReader,
  ) {
    super();
  }

  /** Errors: `invoice_on_plan` with the plan; `plan_discount_conflict` with the finance charge and its APR. */
  override async refuse(change: BillChange, charges: readonly ChargeToChange[]): Promise<void> {
    const isDiscount = change.kind === 'adjust' && isPayInFullDiscount(change.type);
    if (change.kind === 'adjust' && !isDiscount && !ADJUSTMENT_RULES[change.type].isWriteOff) return;
    const invoiceIds = [...new Set(charges.flatMap(({ invoiceId }) => invoiceId ?? []))];
    const [live] = await this.plans.liveOn(invoiceIds);
    if (!live) return;
    if (isDiscount) throw await this.conflict(live.invoiceId, change.amount);
    throw onPlan(live);
  }

  private async conflict(invoiceId: InvoiceId, discount: Money) {
    const schedule = (await this.rows.ofInvoice(invoiceId))?.schedules.at(-1);
    invariant(schedule, 'an invoice on a plan has its schedule');
    const parts = schedule.parts.map(({ number, dueOn, amountCents }) => ({
      number,
      dueOn: parseBusinessDate(dueOn),
      amount: Money.cents(amountCents),
    }));
    const installments = parts.filter(({ number }) => number > 0);
    const total = Money.sum(parts.map(({ amount }) => amount));
    const financed = Money.sum(installments.map(({ amount }) => amount));
    return planDiscountConflict({
      total,
      downPayment: total.minus(financed),
      // A rate needs something financed; a discount of all of it has none.
      discount: Money.min(discount, financed.minus(Money.cents(1))),
      frequency: schedule.frequency,
      installments,
    });
  }
}
