import { Injectable } from '@nestjs/common';
import { Clock, formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { type TaskRow, TasksRepository } from './persistence/tasks.repository';
import type { TaskKind } from './task-kinds';
import type { TaskView } from './task.view';

export interface TasksQuery {
  readonly kind?: string;
  readonly status?: string;
  readonly assignedTo?: string;
  readonly subjectId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

const MS_A_DAY = 86_400_000;

/** The clinic's work queues. Tx: joins or opens one. */
@Injectable()
export class TasksReader {
  constructor(
    private readonly tx: Transactions,
    private readonly tasks: TasksRepository,
    private readonly clock: Clock,
  ) {}

  /** Errors: `task_unknown`. */
  async get(id: string): Promise<TaskView> {
    const row = await this.tx.run(() => this.tasks.get(id));
    if (!row) throw new DomainError('task_unknown');
    return this.toView(row);
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(query: TasksQuery): Promise<Page<TaskView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : undefined;
    return this.tx.run(async () => {
      const rows = await this.tasks.list({ ...query, state: query.status, beforeId, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => this.toView(row),
      );
    });
  }

  /** How many open tasks there are of each kind that has any. */
  openCounts(): Promise<{ kind: TaskKind; count: number }[]> {
    return this.tx.run(() => this.tasks.openCounts());
  }

  private toView(row: TaskRow): TaskView {
    return {
      id: row.id,
      kind: row.kind,
      subject: { type: row.subjectType, id: row.subjectId },
      patientId: row.patientId,
      amountCents: row.amountCents === null ? null : Number(row.amountCents),
      facts: row.facts,
      raisedAt: formatInstant(fromDate(row.raisedAt)),
      dueAt: row.dueAt ? formatInstant(fromDate(row.dueAt)) : null,
      ageDays: Math.max(0, Math.floor((this.clock.now().epochMilliseconds - row.raisedAt.getTime()) / MS_A_DAY)),
      assignedTo: row.assignedTo,
      status: row.state,
      closedAt: row.closedAt ? formatInstant(fromDate(row.closedAt)) : null,
      resolution: row.resolution,
    };
  }
}
