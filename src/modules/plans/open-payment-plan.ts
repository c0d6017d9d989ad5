import { Injectable } from '@nestjs/common';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { DraftPlan } from './plan-draft';
import type { WishedTerms } from './plan-terms';
import { PlanRecord, type Signature } from './plan-record';
import { PlanSubject, type PlanWish } from './plan-subject';
import { StartAutopay, type StartAutopayInput } from './start-autopay';
import { type DownPaymentMeans, TakeDownPayment } from './take-down-payment';

export interface OpenPaymentPlanInput extends PlanWish, WishedTerms {
  readonly down: DownPaymentMeans;
  /** A plan may be opened before it is signed; it is then listed as unsigned, and nothing is charged automatically. */
  readonly signature?: Signature;
  /** The patient wants the installments charged by themselves; left out, nothing is. */
  readonly autopay?: Omit<StartAutopayInput, 'planId'>;
}

/**
 * Opens a payment plan over open invoices of one patient. Nothing is added to what they owe and no receivable moves: the
 * plan is a promise of dates. Its down payment is taken at once by the tenders given, or is due today.
 *
 * Tx: opens or joins one; locks the invoices' open charges. Idempotent by: the route's key; an invoice is on one plan.
 * Posts: the down payment alone, as a payment of its invoices. Scenario S2 (DOMAIN.md §13).
 * Errors: those of {@link PlanSubject}, {@link DraftPlan} and {@link TakeDownPayment}; `plan_agreement_changed`, `signing_before_discharge`; with autopay
 * those of {@link StartAutopay}.
 */
@Injectable()
export class OpenPaymentPlan {
  constructor(
    private readonly tx: Transactions,
    private readonly subjects: PlanSubject,
    private readonly drafts: DraftPlan,
    private readonly record: PlanRecord,
    private readonly down: TakeDownPayment,
    private readonly autopay: StartAutopay,
  ) {}

  /** The new plan's id. */
  execute(input: OpenPaymentPlanInput): Promise<string> {
    if (this.tx.isOpen) return this.open(input);
    return afterOutsideWork(() => this.tx.run(() => this.open(input)));
  }

  private async open(input: OpenPaymentPlanInput): Promise<string> {
    const subject = await this.subjects.of(input);
    const draft = await this.drafts.of(subject, input);
    const id = await this.record.open(subject, draft);
    const { patientId } = subject;
    if (input.signature)
      await this.record.sign({ id, patientId, version: 1, sha256: draft.agreementSha256 }, input.signature);
    await this.down.execute(subject, draft.downPayment, input.down);
    if (input.autopay) await this.autopay.execute({ planId: id, ...input.autopay });
    return id;
  }
}
