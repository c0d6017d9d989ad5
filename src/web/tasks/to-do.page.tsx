import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { count, formatMoment } from '../ui/text';

/** A task on the list. */
export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly amount?: Money;
  readonly ageDays: number;
  /** Who looks after it: a name, or nobody. */
  readonly owner?: string;
  readonly isMine: boolean;
}

/** Something one person asked for. */
export interface ApprovalRow {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly amount?: Money;
  readonly askedBy: string;
  /** The page of what it is about. */
  readonly href?: string;
  readonly at: Temporal.Instant;
}

/** One kind of task with how many are open. */
export interface TaskFilterLink {
  readonly href: string;
  readonly label: string;
  readonly count: number;
  readonly isShown: boolean;
}

/** A page on which something else waits. */
export interface WorkQueueLink {
  readonly href: string;
  readonly label: string;
  readonly count: number;
}

export interface ToDoPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly filters: readonly TaskFilterLink[];
  readonly tasks: readonly TaskRow[];
  readonly approvals: readonly ApprovalRow[];
  readonly mayDecide: boolean;
  readonly nextHref?: string;
  readonly queues: readonly WorkQueueLink[];
}

/** What the service could not settle by itself, and what waits for a second person. */
export function ToDoPage(props: ToDoPageProps) {
  const { shell, filters, tasks, approvals, nextHref, queues } = props;
  return (
    <StaffPage shell={shell} at="/tasks" title="To do">
      <div class="stack">
        {approvals.length > 0 ? (
          <Card title="Waiting for a second person" id="approvals" isFlush>
            <Approvals {...props} />
          </Card>
        ) : null}
        <Card title="Open" id="tasks" isFlush>
          {filters.length > 1 ? <Filters filters={filters} /> : null}
          {tasks.length > 0 ? (
            <Tasks tasks={tasks} csrf={shell.csrf} />
          ) : (
            <EmptyState title="Nothing is waiting for anybody">
              Payments without an answer, failed refunds, disputes and differences are listed here.
            </EmptyState>
          )}
        </Card>
        {nextHref ? (
          <p class="more">
            <a href={nextHref}>Older</a>
          </p>
        ) : null}
        {queues.length > 0 ? (
          <Card title="Elsewhere" id="queues" isFlush>
            <ul class="queue">
              {queues.map(({ href, label, count: n }) => (
                <li key={label}>
                  <div class="queue-text">
                    <a href={href}>{label}</a>
                  </div>
                  <span class="count">{n}</span>
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
      </div>
    </StaffPage>
  );
}

function Filters({ filters }: { readonly filters: readonly TaskFilterLink[] }) {
  return (
    <nav class="filters" aria-label="Kinds of task">
      {filters.map(({ href, label, count: n, isShown }) => (
        <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
          {label} <span class="count">{n}</span>
        </a>
      ))}
    </nav>
  );
}

function Tasks({ tasks, csrf }: { readonly tasks: readonly TaskRow[]; readonly csrf: string }) {
  return (
    <DataTable
      caption="Open tasks"
      rows={tasks}
      keyOf={(task) => `task-${task.id}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: (task) => (
            <a class="row-link" href={`/tasks/${task.id}`}>
              {task.title}
            </a>
          ),
        },
        { header: 'Open for', cell: (task) => (task.ageDays === 0 ? 'less than a day' : count(task.ageDays, 'day')) },
        { header: 'Who', cell: (task) => task.owner ?? <span class="quiet">nobody yet</span> },
        { header: 'Amount', isAmount: true, cell: (task) => (task.amount ? <Amount of={task.amount} /> : '') },
        {
          header: 'Actions',
          isHeaderHidden: true,
          cell: (task) =>
            task.isMine ? null : (
              <form method="post" action={`/tasks/${task.id}/take`}>
                <FormTokens csrf={csrf} />
                <Button kind="quiet">
                  Take it<span class="visually-hidden">: {task.title}</span>
                </Button>
              </form>
            ),
        },
      ]}
    />
  );
}

function Approvals({ shell, approvals, timeZone, mayDecide }: ToDoPageProps) {
  return (
    <ul class="queue">
      {approvals.map(({ id, title, reason, amount, askedBy, at, href }) => (
        <li key={id} id={`approval-${id}`}>
          <div class="queue-text">
            {href ? <a href={href}>{title}</a> : <strong>{title}</strong>}
            <span>{` ${reason}`}</span>
            <span class="under">{`${askedBy}, ${formatMoment(at, timeZone)}`}</span>
          </div>
          {amount ? <Amount of={amount} /> : null}
          {mayDecide ? (
            <form method="post" action={`/tasks/approvals/${id}`} class="row-actions">
              <FormTokens csrf={shell.csrf} />
              <Button name="decision" value="rejected" kind="quiet">
                Refuse<span class="visually-hidden">: {title}</span>
              </Button>
              <Button name="decision" value="approved">
                Approve<span class="visually-hidden">: {title}</span>
              </Button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
