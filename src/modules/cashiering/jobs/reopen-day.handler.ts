import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CloseLedgerDay } from '../../ledger/close-ledger-day';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { CloseTask } from '../../tasks/close-task';
import { ReopeningsRepository } from '../persistence/reopenings.repository';

/**
 * Reopens the latest sealed day when another person has agreed. The close stays where it is, marked as reopened; closing
 * the day again makes a new one that names it.
 *
 * Tx: inside that of the decision; holds posting. Errors: `day_not_latest` when a later day was sealed meanwhile.
 */
@RegisterApprovalHandler()
@Injectable()
export class ReopenDayHandler extends ApprovalHandler {
  readonly kind = 'day_reopening';

  constructor(
    private readonly reopenings: ReopeningsRepository,
    private readonly ledger: CloseLedgerDay,
    private readonly tasks: CloseTask,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {
    super();
  }

  async approve(approval: Approval): Promise<void> {
    await this.ledger.holdPosting();
    const closeId = await this.reopenings.lock(approval.subjectId);
    invariant(closeId, 'an approval is decided once');
    await this.reopenings.refuseUnlessLatest(closeId);
    const closedThrough = await this.ledger.reopen(approval.id);
    await this.reopenings.decide(approval.subjectId, 'reopened', toDate(this.clock.now()));
    await this.tasks.about('approval_waiting', approval.id, 'approved');
    await this.audit.execute({
      action: 'daily_close.reopen',
      subject: { type: 'daily_close', id: closeId },
      facts: { approvalId: approval.id, closedThrough: closedThrough?.toString() ?? null },
    });
  }

  async reject(approval: Approval): Promise<void> {
    await this.reopenings.decide(approval.subjectId, 'rejected', toDate(this.clock.now()));
    await this.tasks.about('approval_waiting', approval.id, 'rejected');
  }
}
