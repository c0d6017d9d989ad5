import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { EmptyState } from '../ui/layout';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** Something taken off a line, or asked to be. */
export interface AdjustmentShown {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly on: BusinessDate;
  readonly amount: Money;
  /** Left out for one that was simply carried out. */
  readonly state?: ShownState;
  /** Where a second person decides it, while it waits. */
  readonly approvalHref?: string;
}

interface AdjustmentsOfInvoiceProps {
  readonly invoiceId: string;
  readonly lines: readonly { readonly name: string; readonly adjustments: readonly AdjustmentShown[] }[];
  /** Whether one that was made in error may be undone. */
  readonly mayTakeBack: boolean;
}

/** What was taken off the lines of a bill, or is asked to be. */
export function AdjustmentsOfInvoice({ invoiceId, lines, mayTakeBack }: AdjustmentsOfInvoiceProps) {
  const rows = lines.flatMap(({ name, adjustments }) => adjustments.map((one) => ({ ...one, line: name })));
  if (rows.length === 0) return <EmptyState title="Nothing was taken off" />;
  return (
    <ul class="queue">
      {rows.map(({ id, name, line, on, reason, amount, state, approvalHref }) => (
        <li key={id} id={`adjustment-${id}`}>
          <div class="queue-text">
            <strong>{name}</strong>
            <span class="under">{`${line}, ${formatDate(on)}`}</span>
            <span class="under">{reason}</span>
            {state ? (
              <p>
                <StatusBadge state={state} /> {approvalHref ? <a href={approvalHref}>To the request</a> : null}
              </p>
            ) : mayTakeBack ? (
              <a href={`/invoices/${invoiceId}/adjustments/${id}/reverse`}>
                Take it back<span class="visually-hidden">{`: ${name}, ${line}`}</span>
              </a>
            ) : null}
          </div>
          <Amount of={amount} />
        </li>
      ))}
    </ul>
  );
}
