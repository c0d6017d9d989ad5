import { Injectable } from '@nestjs/common';
import type { ManualAdjustmentType } from '../../../domain/adjustments/adjustment-rules';
import { Clock } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { RequestApproval } from '../../tasks/request-approval';
import type { AdjustmentId } from '../charge-record';
import { JudgeCharges, type JudgedReduction } from './judge-charges';
import { AdjustmentsRepository } from '../persistence/adjustments.repository';
import { PostAdjustment } from './post-adjustment';

export interface ReductionsToStore {
  readonly type: ManualAdjustmentType;
  readonly reason: string;
  /** The Idempotency-Key of the request. */
  readonly requestKey: string;
  /** What one act takes off, charge by charge; at least one. */
  readonly parts: readonly JudgedReduction[];
}

/**
 * Writes down what was asked to be taken off, and carries it out, or, when one of its parts needs it, lets all of it wait
 * for a second person.
 *
 * Tx: needs one, with the charges locked. Posts: see {@link PostAdjustment}, nothing while it waits.
 * Errors: `payment_in_progress`.
 */
@Injectable()
export class StoreReductions {
  constructor(
    private readonly judge: JudgeCharges,
    private readonly adjustments: AdjustmentsRepository,
    private readonly posting: PostAdjustment,
    private readonly approvals: RequestApproval,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute({ type, reason, requestKey, parts }: ReductionsToStore): Promise<void> {
    const now = this.clock.now();
    const ids = parts.map(() => newId<AdjustmentId>(now));
    const decisionId = parts.length === 1 ? (ids[0] as string) : newId<string>(now);
    const waits = parts.some(({ needsApproval }) => needsApproval);
    const approvalId = waits ? await this.ask(decisionId, { reason, parts }) : null;
    if (!waits) for (const { charge } of parts) await this.judge.assertNothingUnderWay(charge.invoiceId);
    for (const [index, part] of parts.entries()) {
      const id = ids[index] as AdjustmentId;
      const adjustment = { ...part, id, type, reason };
      await this.adjustments.insertRequest(
        { ...adjustment, chargeId: part.charge.id, decisionId, approvalId },
        { requestKey, now },
      );
      if (!waits) await this.posting.execute(adjustment);
    }
  }

  private async ask(
    decisionId: string,
    { reason, parts }: Pick<ReductionsToStore, 'reason' | 'parts'>,
  ): Promise<string> {
    const amount = Money.sum(parts.map((part) => part.amount));
    const subject = { type: 'adjustment', id: decisionId };
    await this.audit.execute({
      action: 'adjustment.request',
      subject,
      facts: { amountCents: amount.toJSON(), charges: parts.length },
    });
    return this.approvals.execute({ kind: 'adjustment', subject, amount, reason });
  }
}
