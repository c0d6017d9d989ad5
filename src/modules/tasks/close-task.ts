import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { TaskKind } from './task-kinds';
import { TasksRepository } from './persistence/tasks.repository';

/** Takes a task off the list: by a person who did something about it, or by the service when the matter settled itself. */
@Injectable()
export class CloseTask {
  constructor(
    private readonly tx: Transactions,
    private readonly tasks: TasksRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** By a person. Tx: joins or opens one. Idempotent by: the task's state. Errors: `task_unknown`. */
  execute(id: string, resolution: string): Promise<void> {
    return this.tx.run(async () => {
      const task = await this.tasks.lock(id);
      if (!task) throw new DomainError('task_unknown');
      if (task.state === 'done') return;
      await this.tasks.close(id, this.done(resolution));
      await this.audit.execute({ action: 'task.close', subject: { type: 'task', id }, facts: { kind: task.kind } });
    });
  }

  /** By the service. Nothing happens when there is no such open task. Tx: joins or opens one. */
  about(kind: TaskKind, subjectId: string, resolution: string): Promise<void> {
    return this.tx.run(async () => {
      await this.tasks.closeAbout(kind, subjectId, this.done(resolution));
    });
  }

  /** As {@link about}, for several kinds and subjects in one statement. */
  aboutAll(kinds: readonly TaskKind[], subjectIds: readonly string[], resolution: string): Promise<void> {
    return this.tx.run(async () => {
      if (subjectIds.length > 0) await this.tasks.closeAll(kinds, subjectIds, this.done(resolution));
    });
  }

  private done(resolution: string): { at: Date; by: string; resolution: string } {
    return { at: toDate(this.clock.now()), by: this.context.actor.id, resolution };
  }
}
