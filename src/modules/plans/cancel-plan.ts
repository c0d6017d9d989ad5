import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { PlansRepository } from './persistence/plans.repository';
import { PlanRecord } from './plan-record';
import { assertOpen, PlansToChange } from './plan-to-change';

/**
 * Ends a plan: what was paid stays paid, what is left is owed on the invoices as it would be without the plan. Nothing
 * becomes due that was not, and an installment that a job has in hand finds nothing to charge.
 *
 * Tx: opens or joins one; locks the plan, then its invoices. Idempotent by: the plan's state. Posts: nothing.
 * Errors: `plan_unknown`, `plan_closed` when it is paid off, `payment_in_progress`.
 */
@Injectable()
export class CancelPlan {
  constructor(
    private readonly tx: Transactions,
    private readonly toChange: PlansToChange,
    private readonly plans: PlansRepository,
    private readonly record: PlanRecord,
  ) {}

  execute(id: string, reason?: string): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lockWithInvoices(id);
      if (plan.row.state === 'canceled') return;
      assertOpen(plan);
      const { paid, left } = plan.now;
      await this.plans.cancel(id, { on: plan.today, paid, reason: reason ?? null });
      await this.record.audit('plan.cancel', id, { paidCents: paid.toJSON(), leftCents: left.toJSON() });
    });
  }
}
