import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { ChargeObjection, RegisterChargeObjection } from '../../payments/charge-objection';
import { AutopayRepository } from '../persistence/autopay.repository';
import { CollectionsRepository } from '../persistence/collections.repository';
import { PlanRowsReader } from '../persistence/plan-rows.reader';
import { ReminderHoldsRepository } from '../persistence/reminder-holds.repository';

/** A try that a dead process left is not asked for once the plan ended or was held, or the consent was taken back. */
@RegisterChargeObjection()
@Injectable()
export class CollectionObjection extends ChargeObjection {
  constructor(
    private readonly tx: Transactions,
    private readonly collections: CollectionsRepository,
    private readonly autopay: AutopayRepository,
    private readonly plans: PlanRowsReader,
    private readonly holds: ReminderHoldsRepository,
  ) {
    super();
  }

  objects(paymentId: PaymentId): Promise<boolean> {
    return this.tx.run(async () => {
      const attempt = await this.collections.ofPayment(paymentId);
      if (!attempt) return false;
      const [plan, consent] = await Promise.all([this.plans.get(attempt.planId), this.autopay.live(attempt.planId)]);
      if (
        !plan ||
        plan.state !== 'active' ||
        plan.isDisputed ||
        plan.isEstimateDisputed ||
        plan.version !== attempt.version
      )
        return true;
      return consent?.id !== attempt.consentId || (await this.holds.isHeld(plan.patientId));
    });
  }
}
