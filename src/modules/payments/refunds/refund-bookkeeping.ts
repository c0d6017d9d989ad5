import { Injectable } from '@nestjs/common';
import { isRefundBooked, type RefundTenderState } from '../../../domain/payments/refund-state';
import { Clock, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import { HeldMoney } from '../held-money';
import type { RefundTenderRow } from '../persistence/refund-rows';

/** Moments, the audit trail and the work queue of refunds. */
@Injectable()
export class RefundBookkeeping {
  constructor(
    private readonly audit: RecordAuditEvent,
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
    private readonly held: HeldMoney,
    private readonly clock: Clock,
  ) {}

  /** When it was settled, if this state settles it. */
  moment(state: RefundTenderState): { settledAt?: Date } {
    return ['succeeded', 'failed', 'rejected'].includes(state) ? { settledAt: toDate(this.clock.now()) } : {};
  }

  /**
   * Writes down what became of a part; money that did not reach the patient is put on the clinic's list, and what was on it to
   * be given back comes off. Tx: needs one.
   */
  async record(part: RefundTenderRow, state: RefundTenderState, failureCode?: string): Promise<void> {
    const amount = Money.fromColumn(part.amountCents);
    await this.audit.execute({
      action: 'refund.settle',
      subject: { type: 'refund', id: part.refundId },
      facts: { refundTenderId: part.id, state, amountCents: amount.toJSON(), code: failureCode ?? null },
    });
    if (isRefundBooked(state) && (await this.held.lock([part.paymentId])).length === 0)
      await this.close.about('seat_money_to_return', part.paymentId, 'It was given back.');
    if (state !== 'failed') return;
    await this.raise.execute({
      kind: 'refund_failed',
      subject: { type: 'refund', id: part.refundId },
      patientId: part.patientId,
      amount,
      facts: { code: failureCode ?? 'unknown', paymentId: part.paymentId, tenderId: part.tenderId },
    });
  }
}
