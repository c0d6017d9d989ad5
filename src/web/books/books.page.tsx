import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Ties } from '../payments/entry-lines';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';

/** One account of a trial balance. */
export interface TrialBalanceRow {
  readonly accountNumber: number;
  readonly name: string;
  readonly debit: Money;
  readonly credit: Money;
}

export interface BooksPageProps {
  readonly shell: Shell;
  readonly asOf: BusinessDate;
  readonly form: FormState;
  readonly rows: readonly TrialBalanceRow[];
  readonly totalDebit: Money;
  readonly totalCredit: Money;
}

/** The books at a glance: every account with something in it, and two sums that must be equal. */
export function BooksPage({ shell, asOf, form, rows, totalDebit, totalCredit }: BooksPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/books"
      title="Books"
      heading={
        <>
          Trial balance <Ties isTied={totalDebit.equals(totalCredit)} />
        </>
      }
      lead={<p>{`At the end of ${formatDate(asOf)}`}</p>}
      form={form}
      width="narrow"
    >
      <form class="as-of" method="get" action="/books">
        <Field form={form} name="asOf" label="As of" type="date" width="half" />
        <button type="submit" class="button button-secondary">
          Show
        </button>
      </form>
      <Card isFlush>
        {rows.length > 0 ? (
          <DataTable
            caption="Trial balance"
            look="compact"
            rows={rows}
            keyOf={(row) => `account-${row.accountNumber}`}
            totals={['Total', <Amount of={totalDebit} />, <Amount of={totalCredit} />]}
            columns={[
              {
                header: 'Account',
                isRowHeader: true,
                cell: (row) => (
                  <>
                    <span class="account-number">{row.accountNumber}</span> {row.name}
                  </>
                ),
              },
              { header: 'Debit', isAmount: true, cell: (row) => <Amount of={row.debit} isZeroQuiet /> },
              { header: 'Credit', isAmount: true, cell: (row) => <Amount of={row.credit} isZeroQuiet /> },
            ]}
          />
        ) : (
          <EmptyState title="Nothing is booked up to this day" />
        )}
      </Card>
    </StaffPage>
  );
}
