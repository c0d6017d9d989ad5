import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions';
import { AutopayRecord } from './collecting/autopay-record';
import { TellOfCollection } from './collecting/tell-of-collection';
import { PlansToChange } from './plan-to-change';

/**
 * Ends automatic payments at the patient's word, at once and without a reason: the plan goes on, and what a job has in hand
 * finds no consent. A charge the bank is asked about at this moment comes to its end.
 *
 * Tx: opens or joins one; locks the plan. Idempotent by: the consent's state. Errors: `plan_unknown`.
 */
@Injectable()
export class StopAutopay {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansToChange,
    private readonly record: AutopayRecord,
    private readonly tell: TellOfCollection,
  ) {}

  execute(planId: string, reason?: string): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.plans.lock(planId);
      const consent = await this.record.live(planId);
      if (!consent) return;
      await this.record.revoke(consent, reason ?? 'The patient asked for it.');
      await this.tell.takeBack(planId, 'obsolete');
      await this.tell.about(plan, 'autopay_stopped', { dueOn: plan.today });
    });
  }
}
