import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { ClaimsFrame, StateTag } from '../claims/claims-frame';
import type { StateWords } from '../claims/claim-words';
import { FileUpload } from '../claims/file-upload';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A payment advice on the list. */
export interface RemittanceRow {
  readonly id: string;
  readonly traceNumber: string;
  readonly payerName: string;
  readonly paidOn?: BusinessDate;
  readonly state: StateWords;
  /** How many of its claims could not be matched. */
  readonly unmatched: number;
  /** Whether its money was seen at the bank. */
  readonly bank: 'arrived' | 'awaited' | 'none';
  readonly payment: Money;
}

export interface RemittancesPageProps {
  readonly shell: Shell;
  readonly filters: readonly { readonly href: string; readonly label: string; readonly isShown: boolean }[];
  readonly rows: readonly RemittanceRow[];
  readonly mayPost: boolean;
  readonly form: FormState;
  readonly nextHref?: string;
}

/** Payment advices, the newest first, and taking one in. */
export function RemittancesPage(props: RemittancesPageProps) {
  const { shell, filters, rows, mayPost, form, nextHref } = props;
  return (
    <ClaimsFrame shell={shell} title="Remittances" here="/remittances" form={form}>
      <div class="stack">
        <Card isFlush>
          <nav class="filters" aria-label="States of remittances">
            {filters.map(({ href, label, isShown }) => (
              <a key={href} href={href} aria-current={isShown ? 'true' : undefined}>
                {label}
              </a>
            ))}
          </nav>
          {rows.length > 0 ? <Remittances rows={rows} /> : <EmptyState title="No remittances here" />}
        </Card>
        {nextHref ? (
          <p class="more">
            <a href={nextHref}>Older</a>
          </p>
        ) : null}
        {mayPost ? (
          <Card title="Take in a remittance" id="upload">
            <p class="hint">
              Files in the clearinghouse’s folder are taken in by themselves every five minutes. This is for one that
              came another way; the same file twice is booked once.
            </p>
            <FileUpload
              csrf={shell.csrf}
              action="/remittances"
              label="File"
              hint="An 835 as it came, up to 8 MB"
              form={form}
            />
          </Card>
        ) : null}
      </div>
    </ClaimsFrame>
  );
}

const BANK = {
  arrived: <Tag tone="good">Arrived</Tag>,
  awaited: <Tag tone="warn">Awaited</Tag>,
  none: <span class="quiet">–</span>,
} as const;

function Remittances({ rows }: Pick<RemittancesPageProps, 'rows'>) {
  return (
    <DataTable
      caption="Remittances"
      rows={rows}
      keyOf={(row) => `remittance-${row.id}`}
      columns={[
        {
          header: 'Trace number',
          isRowHeader: true,
          cell: ({ id, traceNumber, payerName }) => (
            <>
              <a class="row-link" href={`/remittances/${id}`}>
                {traceNumber}
              </a>
              <span class="under">{payerName}</span>
            </>
          ),
        },
        { header: 'Paid on', cell: ({ paidOn }) => (paidOn ? formatDate(paidOn) : '') },
        {
          header: 'State',
          cell: ({ state, unmatched }) => (
            <span class="tags">
              <StateTag of={state} />
              {unmatched > 0 ? <Tag tone="bad">{`${unmatched} not matched`}</Tag> : null}
            </span>
          ),
        },
        { header: 'At the bank', cell: ({ bank }) => BANK[bank] },
        { header: 'Payment', isAmount: true, cell: ({ payment }) => <Amount of={payment} /> },
      ]}
    />
  );
}
