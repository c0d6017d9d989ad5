import { Injectable } from '@nestjs/common';
import type { PackageId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { PlansRepository } from './persistence/plans.repository';
import { PlanRecord } from './plan-record';
import { assertOpen, type PlanToChange, PlansToChange } from './plan-to-change';

/**
 * Ends a plan: what was paid stays paid, what is left is owed on the invoices, or
 * for the package, as it would be without the plan. Nothing
 * becomes due that was not, and an installment that a job has in hand finds nothing to charge.
 *
 * Tx: opens or joins one; locks the package, the plan, then its invoices. Idempotent by: the plan's state. Posts: nothing.
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

  /** Ends the live plan of a package that is being canceled, also one that is paid off. Tx: needs one, with the package held. */
  async withPackage(packageId: PackageId): Promise<void> {
    const live = await this.plans.liveOnPackage(packageId);
    if (live) await this.end(await this.toChange.lockWithInvoices(live.planId), 'The package was canceled.');
  }

  execute(id: string, reason?: string): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lockWithInvoices(id);
      if (plan.row.state === 'canceled') return;
      assertOpen(plan);
      await this.end(plan, reason);
    });
  }

  private async end({ row, now, today }: PlanToChange, reason?: string): Promise<void> {
    const { paid, left } = now;
    await this.plans.cancel(row.id, { on: today, paid, reason: reason ?? null });
    await this.record.audit('plan.cancel', row.id, { paidCents: paid.toJSON(), leftCents: left.toJSON() });
  }
}
