import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { PlanRecord, type Signature } from './plan-record';
import { assertOpen, PlansToChange } from './plan-to-change';

/**
 * Writes down that the agreement of a plan's schedule was signed, when that came after it was opened or rescheduled.
 *
 * Tx: opens or joins one; locks the plan. Errors: `plan_unknown`, `plan_closed`, `plan_agreement_signed`,
 * `plan_agreement_changed`, `signing_before_discharge`.
 */
@Injectable()
export class SignAgreement {
  constructor(
    private readonly tx: Transactions,
    private readonly toChange: PlansToChange,
    private readonly record: PlanRecord,
  ) {}

  execute(id: string, signature: Signature): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lock(id);
      assertOpen(plan);
      const { schedule } = plan.now;
      if (schedule.signature) throw new DomainError('plan_agreement_signed');
      const { patientId } = plan.row;
      await this.record.sign({ id, patientId, version: schedule.version, sha256: schedule.agreementSha256 }, signature);
    });
  }
}
