import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { DailyCloseId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { RaiseTask } from '../tasks/raise-task';
import { RequestApproval } from '../tasks/request-approval';
import { DrawerMoment } from './drawers/drawer-moment';
import { ReopeningsRepository } from './persistence/reopenings.repository';

export interface RequestedReopening {
  readonly id: string;
  readonly closeId: DailyCloseId;
  readonly status: 'requested';
  readonly approvalId: string;
}

/**
 * Asks another person to reopen the latest sealed day.
 *
 * Tx: joins or opens one. Idempotent by: the route's key; one request at a time per close.
 * Errors: `daily_close_unknown`, `day_not_latest`, `period_in_closed_month`, `reopening_already_requested`.
 */
@Injectable()
export class RequestReopening {
  constructor(
    private readonly tx: Transactions,
    private readonly reopenings: ReopeningsRepository,
    private readonly approvals: RequestApproval,
    private readonly tasks: RaiseTask,
    private readonly moments: DrawerMoment,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(closeId: DailyCloseId, reason: string): Promise<RequestedReopening> {
    return this.tx.run(async () => {
      if ((await this.reopenings.refuseUnlessLatest(closeId)) === 'requested')
        throw new DomainError('reopening_already_requested', { detail: 'It waits for another person to decide.' });
      const { by, at, newId } = await this.moments.now();
      const id = newId<string>();
      await this.reopenings.insert({ id, closeId, reason, requestedById: by.id, requestedAt: at });
      const approvalId = await this.approvals.execute({
        kind: 'day_reopening',
        subject: { type: 'day_reopening', id },
        reason,
      });
      await this.tasks.execute({
        kind: 'approval_waiting',
        subject: { type: 'approval', id: approvalId },
        facts: { approvalKind: 'day_reopening', closeId },
      });
      await this.audit.execute({
        action: 'daily_close.request_reopening',
        subject: { type: 'daily_close', id: closeId },
        facts: { approvalId },
      });
      return { id, closeId, status: 'requested', approvalId };
    });
  }
}
