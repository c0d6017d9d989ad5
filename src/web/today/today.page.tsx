import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable, type Column } from '../ui/data-table';
import { Card, EmptyState, Figures } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { count, formatBirthDate, formatDate, formatLongDate, formatTime } from '../ui/text';

/** A visit of the day as the front desk sees it. */
export interface TodayVisit {
  readonly visitId: string;
  readonly at: Temporal.Instant;
  readonly patient: PatientHead;
  readonly services: readonly string[];
  readonly state: ShownState;
  readonly balance: Money;
  readonly invoiceId?: string;
}

/** Money of a patient that pays for nothing yet. */
export interface CreditRow {
  readonly patient: PatientHead;
  readonly credit: Money;
}

/** A bill of an earlier day that is still open. */
export interface OpenBill {
  readonly invoiceId: string;
  readonly number: string;
  readonly on: BusinessDate;
  readonly patient: PatientHead;
  readonly balance: Money;
}

export interface TodayPageProps {
  readonly shell: Shell;
  readonly today: BusinessDate;
  readonly timeZone: string;
  readonly visits: readonly TodayVisit[];
  readonly collected: Money;
  readonly unpaid: Money;
  readonly openBills: readonly OpenBill[];
  readonly credits: readonly CreditRow[];
  readonly mayCharge: boolean;
}

/** The front desk's first page: the visits of the day and what is still to do about money. */
export function TodayPage(props: TodayPageProps) {
  const { shell, today, visits, collected, unpaid, openBills, credits, mayCharge } = props;
  return (
    <StaffPage
      shell={shell}
      at="/"
      title="Today"
      heading={formatLongDate(today)}
      actions={
        mayCharge ? (
          <>
            <ButtonLink href="/patients/new">Register a patient</ButtonLink>
            <ButtonLink href="/patients" kind="primary" shortcut="c">
              Charge a visit
            </ButtonLink>
          </>
        ) : null
      }
    >
      <Figures
        items={[
          { label: 'Visits charged', value: String(visits.length) },
          { label: 'Collected today', value: <Amount of={collected} />, tone: 'good' },
          {
            label: 'Unpaid today',
            value: <Amount of={unpaid} />,
            tone: unpaid.isZero() ? undefined : 'bad',
            note: count(visits.filter((visit) => visit.balance.isPositive()).length, 'visit'),
          },
        ]}
      />
      <div class="columns columns-main">
        <Card title="Visits" id="visits" isFlush>
          {visits.length > 0 ? (
            <VisitsTable {...props} />
          ) : (
            <EmptyState title="No visit charged yet today">
              Find the patient, then choose <em>Charge a visit</em>.
            </EmptyState>
          )}
        </Card>
        <div class="stack">
          <Card title="Open from earlier days" id="open" isFlush aside={<Count n={openBills.length} />}>
            <OpenBills rows={openBills} mayPay={mayCharge} />
          </Card>
          <Card title="Unapplied credits" id="credits" isFlush aside={<Count n={credits.length} />}>
            <Credits rows={credits} />
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}

function VisitsTable({ visits, timeZone, mayCharge }: TodayPageProps) {
  const columns: Column<TodayVisit>[] = [
    { header: 'Time', cell: (visit) => <span class="quiet-number">{formatTime(visit.at, timeZone)}</span> },
    { header: 'Patient', isRowHeader: true, cell: (visit) => <PatientLink patient={visit.patient} /> },
    { header: 'Service', cell: (visit) => visit.services.join(', ') },
    { header: 'State', cell: (visit) => <StatusBadge state={visit.state} /> },
    { header: 'Balance', isAmount: true, cell: (visit) => <Amount of={visit.balance} isZeroQuiet /> },
  ];
  if (mayCharge)
    columns.push({ header: 'Actions', isHeaderHidden: true, cell: (visit) => <VisitActions visit={visit} /> });
  return (
    <DataTable
      caption="Visits of the day"
      columns={columns}
      rows={visits}
      keyOf={(visit) => `visit-${visit.visitId}`}
    />
  );
}

function VisitActions({ visit }: { readonly visit: TodayVisit }) {
  const about = `for ${visit.patient.name}`;
  return (
    <div class="row-actions">
      {visit.invoiceId && visit.balance.isPositive() ? (
        <ButtonLink kind="primary" href={`/invoices/${visit.invoiceId}/pay`} about={about}>
          Pay
        </ButtonLink>
      ) : null}
      <ButtonLink kind="quiet" href={`/patients/${visit.patient.id}/visits/new`} about={about}>
        Charge
      </ButtonLink>
    </div>
  );
}

function PatientLink({ patient }: { readonly patient: PatientHead }) {
  return (
    <>
      <a class="row-link" href={`/patients/${patient.id}`}>
        {patient.name}
      </a>
      <span class="under">{formatBirthDate(patient.dateOfBirth)}</span>
    </>
  );
}

function Count({ n }: { readonly n: number }) {
  return n > 0 ? <span class="count">{n}</span> : null;
}

function OpenBills({ rows, mayPay }: { readonly rows: readonly OpenBill[]; readonly mayPay: boolean }) {
  if (rows.length === 0) return <EmptyState title="Nothing open" />;
  return (
    <ul class="queue">
      {rows.map((row) => (
        <li key={row.invoiceId}>
          <div class="queue-text">
            <a href={`/patients/${row.patient.id}`}>{row.patient.name}</a>
            <span class="under">
              {row.number} · {formatDate(row.on)}
            </span>
          </div>
          <Amount of={row.balance} />
          {mayPay ? (
            <ButtonLink kind="quiet" href={`/invoices/${row.invoiceId}/pay`} about={`invoice ${row.number}`}>
              Pay
            </ButtonLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Credits({ rows }: { readonly rows: readonly CreditRow[] }) {
  if (rows.length === 0) return <EmptyState title="No credit waits" />;
  return (
    <ul class="queue">
      {rows.map(({ patient, credit }) => (
        <li key={patient.id}>
          <div class="queue-text">
            <a href={`/patients/${patient.id}`}>{patient.name}</a>
            <span class="under">{formatBirthDate(patient.dateOfBirth)}</span>
          </div>
          <Amount of={credit} />
        </li>
      ))}
    </ul>
  );
}
