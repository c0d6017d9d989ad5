import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import { StaffUsersReader } from '../../modules/access/staff-users.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { ApprovalsReader } from '../../modules/tasks/approvals.reader';
import type { ApprovalView } from '../../modules/tasks/approval.view';
import { TASK_KINDS, type TaskKind } from '../../modules/tasks/task-kinds';
import type { TaskView } from '../../modules/tasks/task.view';
import { TasksReader } from '../../modules/tasks/tasks.reader';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import type { TaskPageProps } from './task.page';
import { APPROVAL_WORDS, type SubjectPage, subjectPage, TASK_WORDS } from './task-words';
import type { ApprovalRow, TaskFilterLink, TaskRow, ToDoPageProps } from './to-do.page';

const MOST = 100;

/** A task with the page of what it is about. */
export type TaskShown = Omit<TaskPageProps, 'shell' | 'form' | 'subjectHref'> & { readonly subject?: SubjectPage };

/** What the pages of the work queues show. Tx: joins the open one or opens its own. */
@Injectable()
export class TaskDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly tasks: TasksReader,
    private readonly approvals: ApprovalsReader,
    private readonly staff: StaffUsersReader,
    private readonly clinics: ClinicsReader,
    private readonly context: RequestContext,
  ) {}

  list(kind: string | undefined, cursor: string | undefined): Promise<Omit<ToDoPageProps, 'shell' | 'mayDecide'>> {
    const shown = TASK_KINDS.find((known) => known === kind);
    return this.tx.run(async () => {
      const [{ timeZone }, counts, page, waiting, names] = await Promise.all([
        this.clinics.settings(),
        this.tasks.openCounts(),
        this.tasks.list({ kind: shown, status: 'open', limit: MOST, cursor }),
        this.approvals.list({ status: 'requested', limit: MOST }),
        this.names(),
      ]);
      const next =
        page.nextCursor && new URLSearchParams({ ...(shown ? { kind: shown } : {}), cursor: page.nextCursor });
      return {
        timeZone,
        filters: filtersOf(counts, shown),
        tasks: page.data.map((task) => this.row(task, names)),
        approvals: waiting.data.map(approvalRow),
        nextHref: next ? `/tasks?${next.toString()}` : undefined,
      };
    });
  }

  /** Errors: `task_unknown`. */
  one(id: string): Promise<TaskShown> {
    return this.tx.run(async () => {
      const [task, { timeZone }, names] = await Promise.all([
        this.tasks.get(id),
        this.clinics.settings(),
        this.names(),
      ]);
      const closedAt = task.closedAt ? Temporal.Instant.from(task.closedAt) : undefined;
      return {
        ...this.row(task, names),
        advice: TASK_WORDS[task.kind].advice,
        timeZone,
        raisedAt: Temporal.Instant.from(task.raisedAt),
        dueAt: task.dueAt ? Temporal.Instant.from(task.dueAt) : undefined,
        facts: factsOf(task),
        subject: subjectPage(task.subject),
        done: closedAt ? { what: task.resolution ?? '', at: closedAt } : undefined,
      };
    });
  }

  private row(task: TaskView, names: ReadonlyMap<string, string>): TaskRow {
    return {
      id: task.id,
      title: TASK_WORDS[task.kind].title,
      amount: task.amountCents === null ? undefined : Money.cents(task.amountCents),
      ageDays: task.ageDays,
      owner: task.assignedTo === null ? undefined : names.get(task.assignedTo),
      isMine: task.assignedTo === this.context.actor.id,
    };
  }

  private async names(): Promise<ReadonlyMap<string, string>> {
    const { data } = await this.staff.list({ limit: 200 });
    return new Map(data.map(({ id, displayName }) => [id, displayName]));
  }
}

function filtersOf(counts: readonly { kind: TaskKind; count: number }[], shown?: TaskKind): TaskFilterLink[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    { href: '/tasks', label: 'Everything', count: all, isShown: shown === undefined },
    ...counts.map(({ kind, count }) => ({
      href: `/tasks?kind=${kind}`,
      label: TASK_WORDS[kind].title,
      count,
      isShown: kind === shown,
    })),
  ];
}

const approvalRow = (approval: ApprovalView): ApprovalRow => ({
  id: approval.id,
  title: APPROVAL_WORDS[approval.kind],
  reason: approval.reason,
  amount: approval.amountCents === null ? undefined : Money.cents(approval.amountCents),
  askedBy: approval.requestedBy,
  at: Temporal.Instant.from(approval.requestedAt),
});

/** A fact's name as words (`amountCents` -> Amount) and its value as people write it. */
function factsOf({ facts }: TaskView): { term: string; value: string }[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (value === null) return [];
    const isCents = name.endsWith('Cents') && typeof value === 'number';
    const words = name.replace(/Cents$/, '').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
    return [
      {
        term: words.charAt(0).toUpperCase() + words.slice(1),
        value: isCents ? Money.cents(value).format() : String(value).replaceAll('_', ' '),
      },
    ];
  });
}
