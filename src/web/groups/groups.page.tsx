import type { Temporal } from 'temporal-polyfill';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag, type Tone } from '../ui/status-badge';
import { formatMoment } from '../ui/text';

export type GroupState = 'scheduled' | 'completed' | 'canceled';

/** A session in a list. */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly startsAt: Temporal.Instant;
  readonly state: GroupState;
  readonly taken: number;
  readonly capacity: number;
  readonly waiting: number;
  readonly unpaid: number;
}

export interface GroupsPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly rows: readonly GroupRow[];
  readonly mayWork: boolean;
}

const STATES: Readonly<Record<GroupState, readonly [string, Tone]>> = {
  scheduled: ['Open', 'info'],
  completed: ['Done', 'good'],
  canceled: ['Called off', 'neutral'],
};

/** Where a session stands, in words. */
export const GroupStateTag = ({ state }: { readonly state: GroupState }) => {
  const [words, tone] = STATES[state];
  return <Tag tone={tone}>{words}</Tag>;
};

/** Group sessions from the last days on, the earliest first. */
export function GroupsPage({ shell, timeZone, rows, mayWork }: GroupsPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title="Group sessions"
      actions={
        mayWork ? (
          <ButtonLink href="/groups/new" kind="primary">
            Open a session
          </ButtonLink>
        ) : null
      }
    >
      <Card isFlush>
        {rows.length > 0 ? (
          <DataTable
            caption="Group sessions"
            rows={rows}
            keyOf={({ id }) => `group-${id}`}
            columns={[
              {
                header: 'Session',
                isRowHeader: true,
                cell: ({ id, name, startsAt }) => (
                  <>
                    <a class="row-link" href={`/groups/${id}`}>
                      {formatMoment(startsAt, timeZone)}
                    </a>
                    <span class="under">{name}</span>
                  </>
                ),
              },
              { header: 'State', cell: ({ state }) => <GroupStateTag state={state} /> },
              { header: 'Seats', isAmount: true, cell: ({ taken, capacity }) => `${taken} of ${capacity}` },
              { header: 'Unpaid', isAmount: true, cell: ({ unpaid }) => (unpaid > 0 ? unpaid : '–') },
              { header: 'Waiting', isAmount: true, cell: ({ waiting }) => (waiting > 0 ? waiting : '–') },
            ]}
          />
        ) : (
          <EmptyState title="No group session">Open one: patients can have a seat from then on.</EmptyState>
        )}
      </Card>
    </StaffPage>
  );
}
