import { Injectable } from '@nestjs/common';
import { isDisputeOver, isInquiry } from '../../../domain/payments/dispute-status';
import type { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import type { DisputeFacts } from './dispute-gateway';
import type { DisputeRow } from '../persistence/disputes.repository';

/** Tells people about disputes: a task with the day it is due, closed when it is over, and the audit trail. Tx: needs one. */
@Injectable()
export class DisputeTrail {
  constructor(
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
    private readonly audit: RecordAuditEvent,
  ) {}

  async told({
    before,
    now,
    facts,
  }: {
    before: DisputeRow | undefined;
    now: DisputeRow;
    facts: DisputeFacts;
  }): Promise<void> {
    if (before?.status === now.status) return;
    const hasBecomeDispute = before !== undefined && before.isInquiry && !isInquiry(now.status);
    if (hasBecomeDispute) await this.close.about('dispute_opened', now.id, 'The inquiry became a dispute.');
    if (isDisputeOver(now.status)) await this.close.about('dispute_opened', now.id, `It ended: ${now.status}.`);
    else if (!before || hasBecomeDispute) await this.raiseFor(now, facts);
    await this.audit.execute({
      action: before ? 'dispute.progress' : 'dispute.open',
      subject: { type: 'dispute', id: now.id },
      facts: { status: now.status, amountCents: facts.amount.toJSON(), paymentId: now.paymentId },
    });
  }

  /** The bank kept money that neither credit nor bill could carry. */
  unplaced(dispute: DisputeRow, amount: Money): Promise<void> {
    return this.raise.execute({
      kind: 'dispute_lost_unplaced',
      subject: { type: 'dispute', id: dispute.id },
      patientId: dispute.patientId,
      amount,
      facts: { paymentId: dispute.paymentId },
    });
  }

  private raiseFor(dispute: DisputeRow, facts: DisputeFacts): Promise<void> {
    return this.raise.execute({
      kind: 'dispute_opened',
      subject: { type: 'dispute', id: dispute.id },
      patientId: dispute.patientId,
      amount: facts.amount,
      facts: { paymentId: dispute.paymentId, reason: facts.reason, isInquiry: isInquiry(dispute.status) },
      dueAt: facts.evidenceDueAt ?? undefined,
    });
  }
}
