import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState, Figures } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, Tag, type ShownState } from '../ui/status-badge';
import { count, formatMoment } from '../ui/text';

/** A dispute on the list. */
export interface DisputeRowShown {
  readonly id: string;
  /** Left out for those who see money and not people. */
  readonly patient?: PatientHead;
  readonly reason: string;
  readonly state: ShownState;
  readonly amount: Money;
  readonly openedAt: Temporal.Instant;
  readonly deadline?: DeadlineShown;
}

/** Until when the bank takes an answer. */
export interface DeadlineShown {
  readonly at: Temporal.Instant;
  /** Whole days that are left; below zero once it is past. */
  readonly daysLeft: number;
}

/** Which disputes are shown. */
export interface DisputeFilterLink {
  readonly href: string;
  readonly label: string;
  readonly isShown: boolean;
}

export interface DisputesPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly filters: readonly DisputeFilterLink[];
  readonly disputes: readonly DisputeRowShown[];
  /** Of those that wait for an answer of the clinic. */
  readonly toAnswer: { readonly count: number; readonly amount: Money };
  readonly nextHref?: string;
}

const SOON_DAYS = 3;

/** How long is left to answer, in words and color. */
export function Deadline({ deadline, timeZone }: { readonly deadline: DeadlineShown; readonly timeZone: string }) {
  const { at, daysLeft } = deadline;
  const left = daysLeft < 0 ? 'Past' : daysLeft === 0 ? 'Today' : `${count(daysLeft, 'day')} left`;
  return (
    <>
      {formatMoment(at, timeZone)} <Tag tone={daysLeft <= SOON_DAYS ? 'bad' : 'warn'}>{left}</Tag>
    </>
  );
}

/** Payments that a cardholder's bank took back or asked about: those to answer first. */
export function DisputesPage({ shell, timeZone, filters, disputes, toAnswer, nextHref }: DisputesPageProps) {
  return (
    <StaffPage shell={shell} at="/disputes" title="Disputes">
      <Figures
        items={[
          {
            label: 'To answer',
            value: <Amount of={toAnswer.amount} />,
            note: count(toAnswer.count, 'dispute'),
            tone: toAnswer.count > 0 ? 'bad' : undefined,
          },
        ]}
      />
      <Card title="Disputes" id="disputes" isFlush>
        <nav class="filters" aria-label="Which disputes">
          {filters.map(({ href, label, isShown }) => (
            <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        {disputes.length > 0 ? (
          <Rows disputes={disputes} timeZone={timeZone} />
        ) : (
          <EmptyState title="No disputes here">A payment a bank takes back, or asks about, is listed here.</EmptyState>
        )}
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Older</a>
        </p>
      ) : null}
    </StaffPage>
  );
}

function Rows({ disputes, timeZone }: Pick<DisputesPageProps, 'disputes' | 'timeZone'>) {
  return (
    <DataTable
      caption="Disputes"
      rows={disputes}
      keyOf={(row) => `dispute-${row.id}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: (row) => (
            <>
              <a class="row-link" href={`/disputes/${row.id}`}>
                {row.patient?.name ?? row.reason}
              </a>
              <span class="under">{row.patient ? row.reason : formatMoment(row.openedAt, timeZone)}</span>
            </>
          ),
        },
        { header: 'State', cell: (row) => <StatusBadge state={row.state} /> },
        { header: 'Opened', cell: (row) => formatMoment(row.openedAt, timeZone) },
        {
          header: 'Answer until',
          cell: (row) => (row.deadline ? <Deadline deadline={row.deadline} timeZone={timeZone} /> : ''),
        },
        { header: 'Amount', isAmount: true, cell: (row) => <Amount of={row.amount} /> },
      ]}
    />
  );
}
