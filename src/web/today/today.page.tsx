import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable, type Column } from '../ui/data-table';
import { Card, EmptyState, Figures } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { count, formatBirthDate, formatLongDate, formatTime } from '../ui/text';
import { TillCard, type TillRow } from './till-card';
import { WaitingCard, type WaitingRow } from './waiting-card';

/** A visit of the day as the front desk sees it. */
export interface TodayVisit {
  readonly visitId: string;
  readonly at: Temporal.Instant;
  readonly patient: PatientHead;
  readonly services: string;
  readonly state: ShownState;
  readonly balance: Money;
  readonly invoiceId?: string;
  readonly hasCard: boolean;
  readonly hasPlan: boolean;
}

/** Money of a patient that pays for nothing yet. */
export interface CreditRow {
  readonly patient: PatientHead;
  readonly credit: Money;
}

export interface TodayPageProps {
  readonly shell: Shell;
  readonly today: BusinessDate;
  readonly timeZone: string;
  readonly visits: readonly TodayVisit[];
  /** By every tender, before refunds. */
  readonly taken: Money;
  readonly credits: readonly CreditRow[];
  readonly till: readonly TillRow[];
  readonly waiting: readonly WaitingRow[];
  readonly mayCharge: boolean;
}

/** The front desk's first page: the visits of the day and what is still to do about money. */
export function TodayPage(props: TodayPageProps) {
  const { shell, today, visits, taken, credits, till, waiting, mayCharge } = props;
  const unpaidVisits = visits.filter((visit) => visit.balance.isPositive());
  const unpaid = Money.sum(unpaidVisits.map((visit) => visit.balance));
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
          { label: 'Taken today', value: <Amount of={taken} />, tone: taken.isZero() ? undefined : 'good' },
          {
            label: 'Unpaid today',
            value: <Amount of={unpaid} />,
            tone: unpaid.isZero() ? undefined : 'bad',
            note: count(unpaidVisits.length, 'visit'),
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
          <Card title="Unpaid today" id="unpaid" isFlush aside={<Count n={unpaidVisits.length} />}>
            <Unpaid visits={unpaidVisits} mayPay={mayCharge} />
          </Card>
          <WaitingCard rows={waiting} />
          <Card title="Unapplied credits of today’s patients" id="credits" isFlush aside={<Count n={credits.length} />}>
            <Credits rows={credits} />
          </Card>
          <TillCard rows={till} />
        </div>
      </div>
    </StaffPage>
  );
}

function VisitsTable({ visits, timeZone, mayCharge }: TodayPageProps) {
  const columns: Column<TodayVisit>[] = [
    { header: 'Time', cell: (visit) => <span class="quiet-number">{formatTime(visit.at, timeZone)}</span> },
    { header: 'Patient', isRowHeader: true, cell: (visit) => <PatientLink patient={visit.patient} /> },
    { header: 'Service', cell: (visit) => visit.services },
    { header: 'State', cell: (visit) => <VisitState visit={visit} /> },
    { header: 'Balance', isAmount: true, cell: (visit) => <Amount of={visit.balance} isZeroQuiet /> },
  ];
  if (mayCharge)
    columns.push({ header: 'Actions', isHeaderHidden: true, cell: (visit) => <VisitActions visit={visit} /> });
  return (
    <DataTable
      caption="Visits of the day"
      look="visits"
      columns={columns}
      rows={visits}
      keyOf={(visit) => `visit-${visit.visitId}`}
    />
  );
}

function VisitState({ visit: { state, hasCard, hasPlan } }: { readonly visit: TodayVisit }) {
  return (
    <>
      <StatusBadge state={state} />
      {hasPlan ? <StatusBadge state="on_plan" /> : null}
      <span class="under">{hasCard ? 'Card on file' : 'No card on file'}</span>
    </>
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

function Unpaid({ visits, mayPay }: { readonly visits: readonly TodayVisit[]; readonly mayPay: boolean }) {
  if (visits.length === 0) return <EmptyState title="Everything is paid" />;
  return (
    <ul class="queue">
      {visits.map((visit) => (
        <li key={visit.visitId}>
          <div class="queue-text">
            <a href={`/patients/${visit.patient.id}`}>{visit.patient.name}</a>
            <span class="under">{visit.services}</span>
          </div>
          <Amount of={visit.balance} />
          {mayPay && visit.invoiceId ? (
            <ButtonLink kind="quiet" href={`/invoices/${visit.invoiceId}/pay`} about={`for ${visit.patient.name}`}>
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
