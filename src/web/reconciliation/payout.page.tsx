import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatDate, formatMoment } from '../ui/text';
import type { ToBankShown } from './reconciliation.page';
import { Agreement, ThreeFigures } from './three-way';

/** A movement of the processor's balance inside a payout. */
export interface PayoutMovementShown {
  readonly id: string;
  readonly what: string;
  readonly at: Temporal.Instant;
  readonly paymentId?: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly net: Money;
}

export interface PayoutPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly payout: ToBankShown & { readonly bankLineId?: string };
  readonly movements: readonly PayoutMovementShown[];
}

/** A payout: three books side by side, and what it is made of. */
export function PayoutPage({ shell, timeZone, payout, movements }: PayoutPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title="Payout"
      heading={
        <>
          Payout <Agreement sides={payout.sides} />
        </>
      }
      back={{ href: '/reconciliation', label: 'Reconcile' }}
      lead={
        <p>
          {`${payout.name}, arrives ${formatDate(payout.on)}. `}
          {payout.bankLineId ? <a href={`/reconciliation/bank-lines/${payout.bankLineId}`}>The bank’s line</a> : null}
        </p>
      }
    >
      <ThreeFigures sides={payout.sides} toldBy="Processor" />
      <Card title="What is in it" id="movements" isFlush>
        {movements.length > 0 ? (
          <DataTable
            caption="Movements of this payout"
            rows={movements}
            keyOf={({ id }) => `movement-${id}`}
            columns={[
              {
                header: 'What',
                isRowHeader: true,
                cell: ({ what, paymentId, at }) => (
                  <>
                    {paymentId ? <a href={`/payments/${paymentId}`}>{what}</a> : what}
                    <span class="under">{formatMoment(at, timeZone)}</span>
                  </>
                ),
              },
              { header: 'Amount', isAmount: true, cell: ({ amount }) => <Amount of={amount} /> },
              { header: 'Fee', isAmount: true, cell: ({ fee }) => <Amount of={fee} isZeroQuiet /> },
              { header: 'Net', isAmount: true, cell: ({ net }) => <Amount of={net} /> },
            ]}
          />
        ) : (
          <EmptyState title="The processor has not told yet" />
        )}
      </Card>
    </StaffPage>
  );
}
