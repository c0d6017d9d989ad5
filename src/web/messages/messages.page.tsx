import type { Temporal } from 'temporal-polyfill';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag, type Tone } from '../ui/status-badge';
import { formatBirthDate, formatMoment } from '../ui/text';

/** A message on the list. */
export interface MessageRow {
  readonly id: string;
  readonly what: string;
  readonly patient: PatientHead;
  readonly address?: string;
  readonly at: Temporal.Instant;
  readonly state: readonly [string, Tone];
  readonly why?: string;
}

export interface MessagesPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly rows: readonly MessageRow[];
  readonly filters: readonly { readonly href: string; readonly label: string; readonly isShown: boolean }[];
  /** When it is one patient's list. */
  readonly patient?: PatientHead;
  readonly nextHref?: string;
}

/** What was written to patients, to which address, and what became of it. */
export function MessagesPage({ shell, timeZone, rows, filters, patient, nextHref }: MessagesPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/messages"
      title="Messages"
      back={patient ? { href: `/patients/${patient.id}`, label: patient.name } : undefined}
    >
      <Card isFlush>
        <nav class="filters" aria-label="States of messages">
          {filters.map(({ href, label, isShown }) => (
            <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        {rows.length > 0 ? (
          <Messages rows={rows} timeZone={timeZone} />
        ) : (
          <EmptyState title="No messages">
            Reminders, notices before automatic payments and receipts are listed here.
          </EmptyState>
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

function Messages({ rows, timeZone }: Pick<MessagesPageProps, 'rows' | 'timeZone'>) {
  return (
    <DataTable
      caption="Messages"
      rows={rows}
      keyOf={(row) => `message-${row.id}`}
      columns={[
        {
          header: 'What',
          isRowHeader: true,
          cell: ({ id, what }) => (
            <a class="row-link" href={`/messages/${id}`}>
              {what}
            </a>
          ),
        },
        {
          header: 'Patient',
          cell: ({ patient }) => (
            <>
              {patient.name}
              <span class="under">{formatBirthDate(patient.dateOfBirth)}</span>
            </>
          ),
        },
        { header: 'To', cell: ({ address }) => address ?? <span class="quiet">no address</span> },
        { header: 'When', cell: ({ at }) => formatMoment(at, timeZone) },
        {
          header: 'State',
          cell: ({ state: [words, tone], why }) => (
            <>
              <Tag tone={tone}>{words}</Tag>
              {why ? <span class="under">{why}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
}
