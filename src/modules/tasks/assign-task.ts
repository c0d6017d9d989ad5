import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { StaffUsersReader } from '../access/staff-users.reader';
import { TasksRepository } from './persistence/tasks.repository';

/**
 * Gives a task to somebody, or back to everybody with null.
 *
 * Tx: joins or opens one. Errors: `task_unknown`, `staff_user_unknown`.
 */
@Injectable()
export class AssignTask {
  constructor(
    private readonly tx: Transactions,
    private readonly tasks: TasksRepository,
    private readonly staff: StaffUsersReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(id: string, staffUserId: string | null): Promise<void> {
    return this.tx.run(async () => {
      if (!(await this.tasks.lock(id))) throw new DomainError('task_unknown');
      if (staffUserId !== null) await this.staff.get(staffUserId);
      await this.tasks.assign(id, staffUserId);
      await this.audit.execute({ action: 'task.assign', subject: { type: 'task', id }, facts: { staffUserId } });
    });
  }
}
