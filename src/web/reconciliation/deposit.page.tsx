import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EntryLines, type EntryShown } from '../payments/entry-lines';
import { Amount } from '../ui/amount';
import { Card, DefinitionList, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import type { ToBankShown } from './reconciliation.page';
import { Agreement, ThreeFigures } from './three-way';

/** A check on a slip. */
export interface SlipCheckShown {
  readonly paymentId: string;
  readonly number: string;
  readonly receivedOn: BusinessDate;
  readonly amount: Money;
  readonly isReturned: boolean;
}

export interface DepositSlipPageProps {
  readonly shell: Shell;
  readonly deposit: ToBankShown & {
    readonly cash: Money;
    readonly inChecks: Money;
    readonly bankLineId?: string;
  };
  readonly checks: readonly SlipCheckShown[];
  readonly entries: readonly EntryShown[];
}

/** A deposit slip: what was counted, what was booked, what the bank shows. */
export function DepositSlipPage({ shell, deposit, checks, entries }: DepositSlipPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title={`Deposit ${deposit.name}`}
      heading={
        <>
          Deposit {deposit.name} <Agreement sides={deposit.sides} />
        </>
      }
      back={{ href: '/reconciliation', label: 'Reconcile' }}
      lead={<p class="quiet">{`Carried to the bank ${formatDate(deposit.on)}`}</p>}
    >
      <ThreeFigures sides={deposit.sides} toldBy="Slip" />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="In the books" id="books" isFlush>
            {entries.map((entry) => (
              <EntryLines key={entry.id} entry={entry} />
            ))}
          </Card>
          <Card title="Checks" id="checks" isFlush>
            {checks.length > 0 ? <Checks checks={checks} /> : <EmptyState title="No checks on this slip" />}
          </Card>
        </div>
        <div class="stack">
          <Card title="The slip" id="slip">
            <DefinitionList
              items={[
                { term: 'Cash', value: <Amount of={deposit.cash} /> },
                { term: 'Checks', value: <Amount of={deposit.inChecks} /> },
                { term: 'Total', value: <Amount of={deposit.sides.told} /> },
              ]}
            />
          </Card>
          <Card title="At the bank" id="bank">
            {deposit.bankLineId ? (
              <p>
                <a href={`/reconciliation/bank-lines/${deposit.bankLineId}`}>The bank’s line</a>
              </p>
            ) : (
              <EmptyState title="No line is matched yet">
                It is matched by its number and amount once the statement is in.
              </EmptyState>
            )}
          </Card>
        </div>
      </div>
    </StaffPage>
  );
}

function Checks({ checks }: { readonly checks: readonly SlipCheckShown[] }) {
  return (
    <ul class="queue">
      {checks.map(({ paymentId, number, receivedOn, amount, isReturned }) => (
        <li key={paymentId + number}>
          <div class="queue-text">
            <a href={`/payments/${paymentId}`}>{`Check ${number}`}</a>
            <span class="under">{`Received ${formatDate(receivedOn)}${isReturned ? ', sent back unpaid' : ''}`}</span>
          </div>
          <Amount of={amount} />
        </li>
      ))}
    </ul>
  );
}
