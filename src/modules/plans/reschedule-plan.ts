import { Injectable } from '@nestjs/common';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { PatientsReader } from '../patients/patients.reader';
import { DraftPlan } from './plan-draft';
import type { WishedTerms } from './plan-terms';
import { PlanRecord, type Signature } from './plan-record';
import { assertOpen, type PlanToChange, PlansToChange } from './plan-to-change';

export interface ReschedulePlanInput extends Omit<WishedTerms, 'downPayment'> {
  readonly planId: string;
  readonly signature?: Signature;
}

/**
 * Gives a plan new dates and amounts over what is left of it: the next version of its schedule, with disclosures and an
 * agreement of its own. The version before is kept as far as it had come.
 *
 * Tx: opens or joins one; locks the plan, then its invoices. Posts: nothing.
 * Errors: `plan_unknown`, `plan_closed`, `plan_terms_invalid`, `payment_in_progress`, `plan_agreement_changed`,
 * `signing_before_discharge`.
 */
@Injectable()
export class ReschedulePlan {
  constructor(
    private readonly tx: Transactions,
    private readonly toChange: PlansToChange,
    private readonly drafts: DraftPlan,
    private readonly record: PlanRecord,
    private readonly patients: PatientsReader,
  ) {}

  execute(input: ReschedulePlanInput): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.toChange.lockWithInvoices(input.planId);
      assertOpen(plan);
      const draft = await this.drafts.of(await this.subjectOf(plan), { ...input, downPayment: Money.ZERO });
      const version = { id: input.planId, version: plan.row.version + 1, paidBefore: plan.now.paidInAll };
      await this.record.reschedule(version, draft);
      const { patientId } = plan.row;
      if (input.signature)
        await this.record.sign({ ...version, patientId, sha256: draft.agreementSha256 }, input.signature);
    });
  }

  private async subjectOf({ row, now }: PlanToChange) {
    const patient = await this.patients.get(row.patientId);
    return {
      patientId: row.patientId,
      patientName: [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(' '),
      invoices: row.invoices.map(({ id, number, amountCents }) => ({ id, number, open: Money.cents(amountCents) })),
      package: row.package ? { ...row.package, open: Money.cents(row.package.amountCents) } : undefined,
      total: now.left,
      payInFullDiscount: Money.ZERO,
    };
  }
}
