import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, DefinitionList, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, Tag, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { HeldMoney, type HeldMoneyShown } from './held-money';
import { type PlanFacts, PlansCard } from './plans-card';
import { Timeline, type TimelineEvent } from './timeline';

/** A bill with money still to come. */
export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly on: BusinessDate;
  readonly what: string;
  readonly state: ShownState;
  readonly total: Money;
  readonly balance: Money;
}

/** A paper that was issued. */
export interface DocumentLink {
  readonly href: string;
  readonly kind: string;
  readonly number: string;
  readonly on: BusinessDate;
}

/** A plan that may pay. */
export interface CoverageFacts {
  readonly id: string;
  readonly payerName: string;
  readonly memberId: string;
  readonly network: string;
  readonly since: string;
}

export interface PatientPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly contact: readonly { readonly term: string; readonly value: string }[];
  readonly owes: Money;
  readonly insurancePending: Money;
  /** Credit, prepayments and deposits together. */
  readonly credit: Money;
  readonly held: readonly HeldMoneyShown[];
  readonly openInvoices: readonly OpenInvoice[];
  readonly timeline: readonly TimelineEvent[];
  readonly documents: readonly DocumentLink[];
  readonly coverages: readonly CoverageFacts[];
  /** The newest first. */
  readonly plans: readonly PlanFacts[];
  readonly mayCharge: boolean;
  readonly mayIssueDocuments: boolean;
  readonly mayTakeDeposit: boolean;
  readonly mayApplyCredit: boolean;
}

/** Everything about one patient's money on one page. */
export function PatientPage(props: PatientPageProps) {
  const { shell, patient, owes, insurancePending, credit, timeline, mayCharge, openInvoices } = props;
  const firstOpen = openInvoices[0];
  const superbills = props.mayIssueDocuments ? { patientId: patient.id, csrf: shell.csrf } : undefined;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={patient.name}
      back={{ href: '/patients', label: 'Patients' }}
      lead={<PatientFacts patient={patient} />}
      actions={
        mayCharge ? (
          <>
            {firstOpen ? (
              <ButtonLink href={`/invoices/${firstOpen.id}/pay`} shortcut="p">
                Take a payment
              </ButtonLink>
            ) : null}
            <ButtonLink href={`/patients/${patient.id}/packages`}>Packages and course</ButtonLink>
            <ButtonLink href={`/patients/${patient.id}/estimates/new`}>Estimate</ButtonLink>
            <ButtonLink href={`/patients/${patient.id}/visits/new`} kind="primary" shortcut="c">
              Charge a visit
            </ButtonLink>
          </>
        ) : null
      }
    >
      <Figures
        items={[
          { label: 'Owes', value: <Amount of={owes} />, tone: owes.isPositive() ? 'bad' : undefined },
          {
            label: 'Insurance pending',
            value: <Amount of={insurancePending} />,
            tone: insurancePending.isPositive() ? 'calm' : undefined,
          },
          { label: 'Credit', value: <Amount of={credit} />, tone: credit.isPositive() ? 'good' : undefined },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Open invoices" id="open" isFlush>
            <OpenInvoices rows={openInvoices} mayPay={mayCharge} />
          </Card>
          <Card title="Timeline" id="timeline">
            {timeline.length > 0 ? (
              <Timeline events={timeline} superbills={superbills} />
            ) : (
              <EmptyState title="Nothing has happened yet" />
            )}
          </Card>
        </div>
        <SideCards {...props} />
      </div>
    </StaffPage>
  );
}

function SideCards(props: PatientPageProps) {
  const { patient, documents, coverages, contact, mayIssueDocuments } = props;
  return (
    <div class="stack">
      <HeldCard {...props} />
      {props.plans.length > 0 ? <PlansCard plans={props.plans} /> : null}
      <Card
        title="Documents"
        id="documents"
        isFlush={documents.length > 0}
        aside={mayIssueDocuments ? <a href={`/patients/${patient.id}/papers`}>More papers</a> : null}
      >
        {documents.length > 0 ? (
          <ul class="queue">
            {documents.map(({ href, kind, number, on }) => (
              <li key={href}>
                <div class="queue-text">
                  <a href={href}>{`${kind} ${number}`}</a>
                  <span class="under">{formatDate(on)} · PDF</span>
                </div>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState title="No documents yet" />
        )}
      </Card>
      <Card
        title="Coverage"
        id="coverage"
        aside={<a href={`/patients/${patient.id}/coverage`}>Plans and authorizations</a>}
      >
        {coverages.length > 0 ? (
          coverages.map((coverage) => (
            <DefinitionList
              key={coverage.id}
              items={[
                { term: coverage.payerName, value: <Tag tone="calm">{coverage.network}</Tag> },
                { term: 'Member', value: coverage.memberId },
                { term: 'Since', value: coverage.since },
              ]}
            />
          ))
        ) : (
          <EmptyState title="No coverage on file">Visits are self-pay.</EmptyState>
        )}
      </Card>
      <Card title="Contact" id="contact">
        {contact.length > 0 ? <DefinitionList items={contact} /> : <EmptyState title="Nothing on file" />}
      </Card>
    </div>
  );
}

function HeldCard({ patient, held, openInvoices, mayTakeDeposit, mayApplyCredit }: PatientPageProps) {
  const base = `/patients/${patient.id}`;
  return (
    <Card
      title="Credit and deposits"
      id="held"
      isFlush={held.length > 0}
      aside={mayTakeDeposit ? <a href={`${base}/deposits/new`}>Take a deposit</a> : null}
    >
      {held.length > 0 ? (
        <>
          <HeldMoney held={held} />
          {mayApplyCredit && openInvoices.length > 0 ? (
            <p class="card-end">
              <ButtonLink href={`${base}/credit`}>Pay open invoices with it</ButtonLink>
            </p>
          ) : null}
        </>
      ) : (
        <EmptyState title="Nothing is held" />
      )}
    </Card>
  );
}

function OpenInvoices({ rows, mayPay }: { readonly rows: readonly OpenInvoice[]; readonly mayPay: boolean }) {
  if (rows.length === 0) return <EmptyState title="Nothing is owed" />;
  return (
    <DataTable
      caption="Open invoices"
      rows={rows}
      keyOf={(row) => `invoice-${row.id}`}
      columns={[
        {
          header: 'Invoice',
          isRowHeader: true,
          cell: (row) => (
            <>
              <a class="number" href={`/invoices/${row.id}`}>
                {row.number}
              </a>
              <span class="under">{formatDate(row.on)}</span>
            </>
          ),
        },
        { header: 'For', cell: (row) => row.what },
        { header: 'State', cell: (row) => <StatusBadge state={row.state} /> },
        { header: 'Total', isAmount: true, cell: (row) => <Amount of={row.total} /> },
        { header: 'Balance', isAmount: true, cell: (row) => <Amount of={row.balance} /> },
        {
          header: 'Actions',
          isHeaderHidden: true,
          cell: (row) =>
            mayPay ? (
              <ButtonLink kind="primary" href={`/invoices/${row.id}/pay`} about={`invoice ${row.number}`}>
                Pay
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}
