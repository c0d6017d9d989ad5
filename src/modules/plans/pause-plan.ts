import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { PlansRepository } from './persistence/plans.repository';
import { PlanRecord } from './plan-record';
import { assertOpen, PlansToChange } from './plan-to-change';

/**
 * Holds a plan, and lets it go on. While it is paused nothing is charged automatically and nothing becomes late; the dates
 * stay, and what came due meanwhile is due the day it is resumed. Other dates are a rescheduling.
 *
 * Tx: opens or joins one; locks the plan. Idempotent by: the plan's state. Posts: nothing.
 * Errors: `plan_unknown`, `plan_closed`.
 */
@Injectable()
export class PausePlan {
  constructor(
    private readonly tx: Transactions,
    private readonly toChange: PlansToChange,
    private readonly plans: PlansRepository,
    private readonly record: PlanRecord,
  ) {}

  pause(id: string, reason?: string): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lock(id);
      assertOpen(plan);
      if (plan.row.state === 'paused') return;
      await this.plans.pause(id, plan.today, reason ?? null);
      await this.record.audit('plan.pause', id);
    });
  }

  resume(id: string): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lock(id);
      assertOpen(plan);
      if (plan.row.state === 'active') return;
      await this.plans.resume(id, plan.today);
      await this.record.audit('plan.resume', id);
    });
  }
}
