import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { StatusBadge, Tag } from '../ui/status-badge';

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
