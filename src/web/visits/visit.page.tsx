import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A charge of a visit and who pays it. */
export interface VisitLineShown {
  readonly chargeId: string;
  readonly name: string;
  readonly payer: 'Patient' | 'Insurance';
  readonly amount: Money;
  readonly open: Money;
  readonly isVoid: boolean;
}

/** A visit as its pages show it. */
export interface VisitShown {
  readonly id: string;
  readonly on: BusinessDate;
  readonly isVoid: boolean;
  readonly lines: readonly VisitLineShown[];
  readonly invoiceId?: string;
  readonly hasClaim: boolean;
}

export interface VisitPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly visit: VisitShown;
  readonly mayVoid: boolean;
}

/** A visit: what was charged for it, to whom, and what is open. */
export function VisitPage({ shell, patient, visit, mayVoid }: VisitPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Visit of ${formatDate(visit.on)}`}
      heading={
        <>
          Visit of {formatDate(visit.on)} {visit.isVoid ? <StatusBadge state="void" /> : null}
        </>
      }
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      actions={
        <>
          {mayVoid ? (
            <ButtonLink kind="quiet" href={`/visits/${visit.id}/void`}>
              Void the visit
            </ButtonLink>
          ) : null}
          {visit.invoiceId ? <ButtonLink href={`/invoices/${visit.invoiceId}`}>The invoice</ButtonLink> : null}
        </>
      }
    >
      <Card title="Charged" id="lines" isFlush>
        <VisitLines visit={visit} />
      </Card>
    </StaffPage>
  );
}

/** The charges of a visit. */
export function VisitLines({ visit }: { readonly visit: VisitShown }) {
  return (
    <DataTable
      caption="Charges of this visit"
      rows={visit.lines}
      keyOf={(line) => `line-${line.chargeId}`}
      columns={[
        { header: 'Service', isRowHeader: true, cell: (line) => line.name },
        {
          header: 'Billed to',
          cell: (line) => <Tag tone={line.payer === 'Insurance' ? 'calm' : 'neutral'}>{line.payer}</Tag>,
        },
        { header: 'State', cell: (line) => (line.isVoid ? <StatusBadge state="void" /> : '') },
        { header: 'Charged', isAmount: true, cell: (line) => <Amount of={line.amount} /> },
        { header: 'Open', isAmount: true, cell: (line) => <Amount of={line.open} isZeroQuiet /> },
      ]}
    />
  );
}
