import { Injectable } from '@nestjs/common';
import type { AccountingMonth } from '../../domain/reports/accounting-month';
import { Clock, toDate } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { RaiseTask } from '../tasks/raise-task';
import { RequestApproval } from '../tasks/request-approval';
import type { PeriodReopeningView } from './period.view';
import { PeriodsRepository } from './persistence/periods.repository';

/** Stores a reopening that waits, and tells whoever may decide. Tx: needs one. */
@Injectable()
export class AskForReopening {
  constructor(
    private readonly periods: PeriodsRepository,
    private readonly approvals: RequestApproval,
    private readonly tasks: RaiseTask,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute(
    month: AccountingMonth,
    request: { reason: string; requestedById: string },
  ): Promise<PeriodReopeningView> {
    const now = this.clock.now();
    const id = newId<string>(now);
    await this.periods.insert({ ...request, id, month: month.firstDay, requestedAt: toDate(now) });
    const approvalId = await this.approvals.execute({
      kind: 'period_reopening',
      subject: { type: 'period_reopening', id },
      reason: request.reason,
    });
    await this.tasks.execute({
      kind: 'approval_waiting',
      subject: { type: 'approval', id: approvalId },
      facts: { approvalKind: 'period_reopening', month: month.name },
    });
    await this.audit.execute({
      action: 'period.request_reopening',
      subject: { type: 'period', id: month.name },
      facts: { approvalId },
    });
    return { month: month.name, status: 'requested', approvalId };
  }
}
