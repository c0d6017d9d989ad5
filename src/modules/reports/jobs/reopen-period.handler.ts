import { Injectable } from '@nestjs/common';
import { monthOf } from '../../../domain/reports/accounting-month';
import { Clock, toDate } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CloseLedgerDay } from '../../ledger/close-ledger-day';
import { CloseLedgerMonth } from '../../ledger/close-ledger-month';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { CloseTask } from '../../tasks/close-task';
import { PeriodsRepository } from '../persistence/periods.repository';
import { refuseUnlessLatest } from '../request-period-reopening';

/**
 * Reopens the month that was closed last when another person has agreed. Its days stay sealed; each is reopened by itself.
 *
 * Tx: inside that of the decision; holds posting. Errors: `period_not_latest` when a later month was closed meanwhile.
 */
@RegisterApprovalHandler()
@Injectable()
export class ReopenPeriodHandler extends ApprovalHandler {
  readonly kind = 'period_reopening';

  constructor(
    private readonly days: CloseLedgerDay,
    private readonly months: CloseLedgerMonth,
    private readonly periods: PeriodsRepository,
    private readonly tasks: CloseTask,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {
    super();
  }

  async approve(approval: Approval): Promise<void> {
    await this.days.holdPosting();
    const startsOn = await this.periods.lock(approval.subjectId);
    invariant(startsOn, 'an approval is decided once');
    const month = monthOf(startsOn.slice(0, 'YYYY-MM'.length));
    refuseUnlessLatest(month, await this.months.closedThrough());
    await this.months.reopen(approval.id);
    await this.periods.decide(approval.subjectId, 'reopened', toDate(this.clock.now()));
    await this.tasks.about('approval_waiting', approval.id, 'approved');
    await this.audit.execute({
      action: 'period.reopen',
      subject: { type: 'period', id: month.name },
      facts: { approvalId: approval.id },
    });
  }

  async reject(approval: Approval): Promise<void> {
    await this.periods.decide(approval.subjectId, 'rejected', toDate(this.clock.now()));
    await this.tasks.about('approval_waiting', approval.id, 'rejected');
  }
}
