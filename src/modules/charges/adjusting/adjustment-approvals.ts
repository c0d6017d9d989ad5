import { Injectable } from '@nestjs/common';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { ChargePaymentsLookup } from '../charge-payments';
import { JudgeCharges } from './judge-charges';
import { AdjustmentsRepository, type StoredRequest } from '../persistence/adjustments.repository';
import { PostAdjustment } from './post-adjustment';

/**
 * Carries out adjustments and write-offs a second person agreed to, as they were asked for: when the charge has been paid
 * or lowered meanwhile so that they do not fit any more, the agreement is refused and the request can be rejected.
 *
 * Errors: `adjustment_exceeds_charge`, `small_balance_only`, `charge_void`, `payment_in_progress`, `checkout_unavailable`.
 */
@Injectable()
@RegisterApprovalHandler()
export class AdjustmentApprovals extends ApprovalHandler {
  readonly kind = 'adjustment';

  constructor(
    private readonly tx: Transactions,
    private readonly adjustments: AdjustmentsRepository,
    private readonly judge: JudgeCharges,
    private readonly posting: PostAdjustment,
    private readonly payments: ChargePaymentsLookup,
  ) {
    super();
  }

  /** Ends the card pages that ask for the old amount. */
  override async prepare({ subjectId }: Approval): Promise<void> {
    const invoiceIds = await this.tx.run(async () => {
      const waiting = await this.waitingFor(subjectId);
      const charges = await this.judge.lock(waiting.map(({ chargeId }) => chargeId));
      return new Set(charges.map(({ invoiceId }) => invoiceId));
    });
    for (const invoiceId of invoiceIds) if (invoiceId) await this.payments.get().endLiveCheckout(invoiceId);
  }

  override async approve({ subjectId }: Approval): Promise<void> {
    const waiting = await this.waitingFor(subjectId);
    const [first] = waiting;
    if (!first) return;
    // Settled first, so that what they reserved does not stand in their own way.
    for (const { id } of waiting) await this.adjustments.setState(id, 'posted');
    const charges = await this.judge.lock(waiting.map(({ chargeId }) => chargeId));
    const parts = await this.judge.reductions(
      first.type,
      charges.map((charge, index) => ({ charge, amount: Money.fromColumn(waiting[index]?.amountCents ?? 0) })),
    );
    for (const [index, part] of parts.entries()) {
      const request = waiting[index];
      invariant(request?.chargeId === part.charge.id, 'requests and charges come in the same order');
      await this.judge.assertNothingUnderWay(part.charge.invoiceId);
      await this.posting.execute({ ...part, id: request.id, type: request.type, reason: request.reason });
    }
  }

  override async reject({ subjectId }: Approval): Promise<void> {
    for (const { id } of await this.waitingFor(subjectId)) await this.adjustments.setState(id, 'rejected');
  }

  private async waitingFor(subjectId: string): Promise<StoredRequest[]> {
    const requests = await this.adjustments.ofDecision(subjectId);
    return requests.filter(({ state }) => state === 'awaiting_approval');
  }
}
