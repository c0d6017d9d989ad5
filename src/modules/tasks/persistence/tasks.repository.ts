import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { TaskFacts, TaskKind } from '../task-kinds';

export interface TaskRow {
  readonly id: string;
  readonly kind: TaskKind;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly patientId: string | null;
  readonly amountCents: string | null;
  readonly facts: TaskFacts;
  readonly raisedAt: Date;
  readonly dueAt: Date | null;
  readonly assignedTo: string | null;
  readonly state: 'open' | 'done';
  readonly closedAt: Date | null;
  readonly resolution: string | null;
}

const COLUMNS = `id, kind, subject_type AS "subjectType", subject_id AS "subjectId", patient_id AS "patientId", amount_cents AS "amountCents",
  facts, raised_at AS "raisedAt", due_at AS "dueAt", assigned_to AS "assignedTo", state, closed_at AS "closedAt", resolution`;

export interface TaskFilter {
  readonly kind?: string;
  readonly state?: string;
  readonly assignedTo?: string;
  readonly subjectId?: string;
  readonly beforeId?: string;
  readonly limit: number;
}

/** Rows of tasks. */
@Injectable()
export class TasksRepository {
  constructor(private readonly sql: Sql) {}

  /** One open task of a kind about a subject: raised again, it keeps its age and learns the new figures. */
  async raise(task: Omit<TaskRow, 'state' | 'closedAt' | 'resolution' | 'assignedTo'>): Promise<void> {
    await this.sql.execute(
      `INSERT INTO tasks (clinic_id, id, kind, subject_type, subject_id, patient_id, amount_cents, facts, raised_at, due_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (clinic_id, kind, subject_id) WHERE state = 'open' DO UPDATE SET facts = excluded.facts, amount_cents = excluded.amount_cents`,
      [
        task.id,
        task.kind,
        task.subjectType,
        task.subjectId,
        task.patientId,
        task.amountCents,
        JSON.stringify(task.facts),
        task.raisedAt,
        task.dueAt,
      ],
    );
  }

  /** How many open tasks of the kind about the subject were closed: none or one. */
  closeAbout(kind: TaskKind, subjectId: string, done: { at: Date; by: string; resolution: string }): Promise<number> {
    return this.sql.execute(
      `UPDATE tasks SET state = 'done', closed_at = $3, closed_by_id = $4, resolution = $5
        WHERE clinic_id = current_clinic() AND kind = $1 AND subject_id = $2 AND state = 'open'`,
      [kind, subjectId, done.at, done.by, done.resolution],
    );
  }

  /** As {@link closeAbout}, for several kinds and subjects. */
  closeAll(
    kinds: readonly TaskKind[],
    subjectIds: readonly string[],
    done: { at: Date; by: string; resolution: string },
  ): Promise<number> {
    return this.sql.execute(
      `UPDATE tasks SET state = 'done', closed_at = $3, closed_by_id = $4, resolution = $5
        WHERE clinic_id = current_clinic() AND kind = ANY ($1::text[]) AND subject_id = ANY ($2::text[]) AND state = 'open'`,
      [kinds, subjectIds, done.at, done.by, done.resolution],
    );
  }

  lock(id: string): Promise<TaskRow | undefined> {
    return this.sql.one<TaskRow>(
      `SELECT ${COLUMNS} FROM tasks WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  async assign(id: string, staffUserId: string | null): Promise<void> {
    await this.sql.execute(`UPDATE tasks SET assigned_to = $2 WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
      staffUserId,
    ]);
  }

  async close(id: string, done: { at: Date; by: string; resolution: string }): Promise<void> {
    await this.sql.execute(
      `UPDATE tasks SET state = 'done', closed_at = $2, closed_by_id = $3, resolution = $4 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, done.at, done.by, done.resolution],
    );
  }

  get(id: string): Promise<TaskRow | undefined> {
    return this.sql.one<TaskRow>(`SELECT ${COLUMNS} FROM tasks WHERE clinic_id = current_clinic() AND id = $1`, [id]);
  }

  list(filter: TaskFilter): Promise<TaskRow[]> {
    return this.sql.query<TaskRow>(
      `SELECT ${COLUMNS} FROM tasks WHERE clinic_id = current_clinic() AND ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR state = $2)
         AND ($3::uuid IS NULL OR assigned_to = $3) AND ($4::text IS NULL OR subject_id = $4) AND ($5::uuid IS NULL OR id < $5)
       ORDER BY id DESC LIMIT $6`,
      [
        filter.kind ?? null,
        filter.state ?? null,
        filter.assignedTo ?? null,
        filter.subjectId ?? null,
        filter.beforeId ?? null,
        filter.limit,
      ],
    );
  }

  /** How many open tasks there are of each kind. */
  openCounts(): Promise<{ kind: TaskKind; count: number }[]> {
    return this.sql.query(
      `SELECT kind, count(*)::int AS count FROM tasks WHERE clinic_id = current_clinic() AND state = 'open' GROUP BY kind ORDER BY kind`,
    );
  }
}
