import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { RefundId } from '../../../kernel/ids';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { CarryOutRefund } from '../refunds/carry-out-refund';
import type { RefundTenderRow } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';
import { assertRefundable } from '../refund-payment';
import { SettleRefund } from '../refunds/settle-refund';

/** Carries a refund out once another person has agreed, or sets its amount free when they have not. */
@RegisterApprovalHandler()
@Injectable()
export class RefundApprovalsHandler extends ApprovalHandler {
  readonly kind = 'refund';

  constructor(
    private readonly refunds: RefundsRepository,
    private readonly settle: SettleRefund,
    private readonly carryOut: CarryOutRefund,
  ) {
    super();
  }

  /** Errors: `payment_disputed`, `payment_state_conflict` when it was refunded at the processor meanwhile. */
  async approve(approval: Approval): Promise<() => Promise<void>> {
    const id = approval.subjectId as RefundId;
    const waiting = await this.waiting(id);
    for (const part of waiting) await this.settle.execute(part.id, { event: 'approved' });
    await this.carryOut.atDesk(id);
    return () => this.carryOut.send(id);
  }

  async reject(approval: Approval): Promise<void> {
    for (const part of await this.refunds.partsOf(approval.subjectId as RefundId))
      await this.settle.execute(part.id, { event: 'rejected' });
  }

  private async waiting(id: RefundId): Promise<RefundTenderRow[]> {
    const [first] = await this.refunds.partsOf(id);
    const payment = first && (await this.refunds.lockPayment(first.paymentId));
    if (payment) assertRefundable(payment);
    // Behind the lock.
    const waiting = (await this.refunds.partsOf(id)).filter(({ state }) => state === 'awaiting_approval');
    if (waiting.length === 0)
      throw new DomainError('payment_state_conflict', {
        detail: 'This money was given back at the processor meanwhile. Reject the request.',
      });
    return waiting;
  }
}
