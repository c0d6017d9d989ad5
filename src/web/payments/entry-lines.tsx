import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { formatDate } from '../ui/text';

/** A journal entry as the books have it. */
export interface EntryShown {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: BusinessDate;
  readonly lines: readonly EntryLineShown[];
}

/** One side of an entry: a debit or a credit, never both. */
export interface EntryLineShown {
  readonly key: string;
  readonly accountNumber: number;
  readonly accountName: string;
  readonly debit: Money;
  readonly credit: Money;
}

/** An entry with its two equal sums. */
export function EntryLines({ entry }: { readonly entry: EntryShown }) {
  const debits = Money.sum(entry.lines.map((line) => line.debit));
  const credits = Money.sum(entry.lines.map((line) => line.credit));
  return (
    <div class="entry">
      <p class="entry-head">
        <span>{entry.kind}</span>
        <span class="quiet">{formatDate(entry.effectiveOn)}</span>
        <Ties isTied={debits.equals(credits)} />
      </p>
      <DataTable
        caption={`Journal entry: ${entry.kind}`}
        look="compact"
        rows={entry.lines}
        keyOf={(line) => `line-${line.key}`}
        totals={['Sum', <Amount of={debits} />, <Amount of={credits} />]}
        columns={[
          {
            header: 'Account',
            isRowHeader: true,
            cell: (line) => (
              <>
                <span class="account-number">{line.accountNumber}</span> {line.accountName}
              </>
            ),
          },
          { header: 'Debit', isAmount: true, cell: (line) => <Amount of={line.debit} isZeroQuiet /> },
          { header: 'Credit', isAmount: true, cell: (line) => <Amount of={line.credit} isZeroQuiet /> },
        ]}
      />
    </div>
  );
}

/** Whether two sums agree, in words and color. */
export function Ties({ isTied }: { readonly isTied: boolean }) {
  return (
    <span class={isTied ? 'badge badge-good' : 'badge badge-bad'}>{isTied ? 'Books tie' : 'Books do not tie'}</span>
  );
}
