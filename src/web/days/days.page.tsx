import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import { EMPTY_FORM } from '../forms/form-state';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate, formatMoment } from '../ui/text';

export interface OpenDayRow {
  readonly href: string;
  readonly on: BusinessDate;
  readonly location?: string;
}

export interface ClosedDayRow {
  readonly id: string;
  readonly href: string;
  readonly number: string;
  readonly on: BusinessDate;
  readonly location?: string;
  readonly status: 'standing' | 'reopened' | 'replaced';
  readonly isSealed: boolean;
  readonly by: string;
  readonly at: Temporal.Instant;
}

export interface DaysPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly today: BusinessDate;
  readonly open: readonly OpenDayRow[];
  readonly closed: readonly ClosedDayRow[];
  readonly nextHref?: string;
  readonly mayClose: boolean;
}

/** How a close stands, in words. */
export function CloseState({ status, isSealed }: Pick<ClosedDayRow, 'status' | 'isSealed'>) {
  if (status === 'reopened') return <Tag tone="warn">Reopened</Tag>;
  if (status === 'replaced') return <Tag>Replaced</Tag>;
  return isSealed ? <Tag tone="good">Sealed</Tag> : <Tag tone="info">Closed, waits for the other location</Tag>;
}

/** Business days: what is still open, and what was closed. */
export function DaysPage(props: DaysPageProps) {
  const { shell, today, nextHref } = props;
  const form = { ...EMPTY_FORM, values: { on: today.toString() } };
  return (
    <StaffPage
      shell={shell}
      at="/days"
      title="Days"
      actions={<ButtonLink href="/days/cash">Large cash (Form 8300)</ButtonLink>}
    >
      <div class="columns columns-main">
        <Card title="Closed days" id="closed" isFlush>
          <Closed {...props} />
        </Card>
        <div class="stack">
          <Card title="Still open" id="open" isFlush>
            <Open {...props} />
          </Card>
          <form class="as-of" method="get" action="/days">
            <Field form={form} name="on" label="Another day" type="date" width="half" />
            <button type="submit" class="button button-secondary">
              Show
            </button>
          </form>
        </div>
      </div>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Older</a>
        </p>
      ) : null}
    </StaffPage>
  );
}

function Open({ open, mayClose }: DaysPageProps) {
  if (open.length === 0) return <EmptyState title="Nothing is open" />;
  return (
    <ul class="queue">
      {open.map(({ href, on, location }) => (
        <li key={href}>
          <div class="queue-text">
            <a href={href}>{formatDate(on)}</a>
            {location ? <span class="under">{location}</span> : null}
          </div>
          {mayClose ? (
            <ButtonLink kind="quiet" href={href} about={[formatDate(on), location].filter(Boolean).join(', ')}>
              Close
            </ButtonLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Closed({ closed, timeZone }: DaysPageProps) {
  if (closed.length === 0)
    return <EmptyState title="No day was closed yet">Close a day when its drawers are counted.</EmptyState>;
  return (
    <DataTable
      caption="Closed days"
      rows={closed}
      keyOf={({ id }) => `close-${id}`}
      columns={[
        {
          header: 'Day',
          isRowHeader: true,
          cell: ({ href, on, location }) => (
            <>
              <a class="row-link" href={href}>
                {formatDate(on)}
              </a>
              {location ? <span class="under">{location}</span> : null}
            </>
          ),
        },
        { header: 'Number', cell: ({ number }) => <span class="number">{number}</span> },
        { header: 'State', cell: (row) => <CloseState {...row} /> },
        { header: 'Closed', cell: ({ by, at }) => `${by}, ${formatMoment(at, timeZone)}` },
      ]}
    />
  );
}
