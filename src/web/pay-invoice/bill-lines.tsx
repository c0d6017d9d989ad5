import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import type { PatientHead } from '../ui/patient-head';
import { Tag, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** An open bill and whose it is. */
export interface Bill {
  readonly invoiceId: string;
  readonly number: string;
  readonly patient: PatientHead;
  readonly state: ShownState;
  readonly lines: readonly BillLine[];
  readonly total: Money;
  readonly paid: Money;
  readonly balance: Money;
  readonly hsaFsaEligible: Money;
}

/** One charge of a bill. */
export interface BillLine {
  readonly chargeId: string;
  readonly on: BusinessDate;
  readonly name: string;
  readonly isHsaFsaEligible: boolean;
  readonly amount: Money;
  readonly balance: Money;
}

/** What the bill is for and what of it is still open. */
export function BillLines({ bill }: { readonly bill: Bill }) {
  return (
    <DataTable
      caption={`Lines of invoice ${bill.number}`}
      rows={bill.lines}
      keyOf={(line) => `line-${line.chargeId}`}
      totals={['', 'Total', '', <Amount of={bill.total} />, <Amount of={bill.balance} />]}
      columns={[
        { header: 'Date', cell: (line) => formatDate(line.on) },
        { header: 'Service', isRowHeader: true, cell: (line) => line.name },
        {
          header: 'HSA/FSA',
          cell: (line) =>
            line.isHsaFsaEligible ? <Tag tone="good">Eligible</Tag> : <span class="quiet">Not eligible</span>,
        },
        { header: 'Charged', isAmount: true, cell: (line) => <Amount of={line.amount} /> },
        { header: 'Open', isAmount: true, cell: (line) => <Amount of={line.balance} isZeroQuiet /> },
      ]}
    />
  );
}
