import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatMoment } from '../ui/text';
import type { DrawerHead, SessionShown } from './drawer-shown';

export interface DrawerRow extends DrawerHead {
  readonly session?: SessionShown;
}

export interface DrawersPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly rows: readonly DrawerRow[];
  readonly mayWork: boolean;
}

/** Open or closed, in words. */
export const DrawerState = ({ isOpen }: { readonly isOpen: boolean }) => (
  <Tag tone={isOpen ? 'good' : 'neutral'}>{isOpen ? 'Open' : 'Closed'}</Tag>
);

/** The clinic's cash drawers, each with who works it or how it was left. */
export function DrawersPage({ shell, timeZone, rows, mayWork }: DrawersPageProps) {
  const last = ({ session }: DrawerRow): string => {
    if (!session) return 'Never opened';
    const { result, heldBy, openedAt } = session;
    return result
      ? `${result.closedBy}, ${formatMoment(result.closedAt, timeZone)}`
      : `${heldBy}, since ${formatMoment(openedAt, timeZone)}`;
  };
  return (
    <StaffPage shell={shell} at="/drawers" title="Cash drawers">
      <Card isFlush>
        {rows.length > 0 ? (
          <DataTable
            caption="Cash drawers"
            rows={rows}
            keyOf={({ id }) => `drawer-${id}`}
            columns={[
              {
                header: 'Drawer',
                isRowHeader: true,
                cell: ({ id, name, location }) => (
                  <>
                    <a class="row-link" href={`/drawers/${id}`}>
                      {name}
                    </a>
                    {location ? <span class="under">{location}</span> : null}
                  </>
                ),
              },
              { header: 'State', cell: ({ isOpen }) => <DrawerState isOpen={isOpen} /> },
              { header: 'By', cell: last },
              {
                header: 'Float',
                isAmount: true,
                cell: ({ session }) => (session ? <Amount of={session.result?.nextFloat ?? session.openFloat} /> : ''),
              },
              {
                header: 'Actions',
                isHeaderHidden: true,
                cell: ({ id, name, isOpen }) =>
                  mayWork ? (
                    <ButtonLink kind="quiet" href={`/drawers/${id}/${isOpen ? 'close' : 'open'}`} about={name}>
                      {isOpen ? 'Count and close' : 'Open'}
                    </ButtonLink>
                  ) : null,
              },
            ]}
          />
        ) : (
          <EmptyState title="There is no drawer">An administrator adds one.</EmptyState>
        )}
      </Card>
    </StaffPage>
  );
}
