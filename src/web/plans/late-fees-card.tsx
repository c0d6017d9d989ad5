import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { LateFeeStatus } from '../../modules/plans/payment-plan.view';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { Tag, type Tone } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A late fee that was charged, and what became of it. */
export interface LateFeeShown {
  readonly installment: string;
  readonly on: BusinessDate;
  readonly late: Money;
  readonly daysLate: number;
  /** The rule of the clinic's state it was taken under. */
  readonly rule: string;
  readonly fee: Money;
  readonly waived: Money;
  readonly left: Money;
  readonly status: LateFeeStatus;
  readonly bill: { readonly id: string; readonly number: string; readonly chargeId: string };
}

const STATES: Readonly<Record<LateFeeStatus, readonly [string, Tone]>> = {
  open: ['Unpaid', 'warn'],
  paid: ['Paid', 'good'],
  waived: ['Waived', 'neutral'],
};

/** Late fees of a plan, each with its day, its reason and its bill; who may lower a bill may waive one. */
export function LateFeesCard({
  fees,
  mayWaive,
}: {
  readonly fees: readonly LateFeeShown[];
  readonly mayWaive: boolean;
}) {
  const isOpen = fees.some(({ left }) => left.isPositive());
  return (
    <Card
      title="Late fees"
      id="late-fees"
      isFlush
      aside={isOpen && !mayWaive ? <span class="hint">A biller may waive a fee.</span> : undefined}
    >
      <DataTable
        caption="Late fees of this plan"
        rows={fees}
        keyOf={({ bill }) => `late-fee-${bill.chargeId}`}
        columns={[
          { header: 'For', isRowHeader: true, cell: (row) => row.installment },
          { header: 'Charged', cell: (row) => formatDate(row.on) },
          { header: 'Why', cell: (row) => <Why of={row} /> },
          { header: 'State', cell: (row) => <State of={row} /> },
          { header: 'Fee', isAmount: true, cell: (row) => <Amount of={row.fee} /> },
          { header: 'Left', isAmount: true, cell: (row) => <Left of={row} mayWaive={mayWaive} /> },
        ]}
      />
    </Card>
  );
}

function Why({ of: { late, daysLate, rule, bill } }: { readonly of: LateFeeShown }) {
  return (
    <>
      <span>
        <Amount of={late} /> late for {daysLate} days
      </span>
      <span class="under">
        {rule}, <a href={`/invoices/${bill.id}`}>{bill.number}</a>
      </span>
    </>
  );
}

function State({ of: { status, waived, fee } }: { readonly of: LateFeeShown }) {
  const [words, tone] = STATES[status];
  return (
    <>
      <Tag tone={tone}>{words}</Tag>
      {waived.isPositive() && !waived.equals(fee) ? (
        <span class="under">
          <Amount of={waived} /> waived
        </span>
      ) : null}
    </>
  );
}

function Left({
  of: { left, bill, installment },
  mayWaive,
}: {
  readonly of: LateFeeShown;
  readonly mayWaive: boolean;
}) {
  return (
    <>
      <Amount of={left} isZeroQuiet />
      {mayWaive && left.isPositive() ? (
        <span class="under">
          <a href={`/invoices/${bill.id}/lines/${bill.chargeId}/adjust?for=waiver`}>
            Waive<span class="visually-hidden"> the late fee for {installment}</span>
          </a>
        </span>
      ) : null}
    </>
  );
}
