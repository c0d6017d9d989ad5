import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { InstallmentStatus } from '../../domain/plans/plan-standing';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { INSTALLMENT_STATES } from './plan-words';

/** One installment, or the down payment, and how it stands. */
export interface InstallmentShown {
  readonly name: string;
  readonly on: BusinessDate;
  readonly amount: Money;
  readonly paid: Money;
  readonly left: Money;
  readonly status: InstallmentStatus;
  readonly daysLate: number;
}

/** Every part of a schedule with its state in words. */
export function Installments(props: { readonly rows: readonly InstallmentShown[]; readonly caption: string }) {
  return (
    <DataTable
      caption={props.caption}
      rows={props.rows}
      keyOf={(row) => `${props.caption}-${row.name}`.toLowerCase().replaceAll(' ', '-')}
      columns={[
        { header: 'Payment', isRowHeader: true, cell: (row) => row.name },
        { header: 'Due', cell: (row) => formatDate(row.on) },
        { header: 'State', cell: (row) => <State of={row} /> },
        { header: 'Amount', isAmount: true, cell: (row) => <Amount of={row.amount} /> },
        { header: 'Paid', isAmount: true, cell: (row) => <Amount of={row.paid} isZeroQuiet /> },
        { header: 'Left', isAmount: true, cell: (row) => <Amount of={row.left} isZeroQuiet /> },
      ]}
    />
  );
}

function State({ of: { status, daysLate } }: { readonly of: InstallmentShown }) {
  const [words, tone] = INSTALLMENT_STATES[status];
  return (
    <>
      <Tag tone={tone}>{words}</Tag>
      {daysLate > 0 ? <span class="under">{`${daysLate} days`}</span> : null}
    </>
  );
}
