import { Amount } from '../ui/amount';
import { EmptyState } from '../ui/layout';
import { StatusBadge } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import type { InvoiceShown } from './invoice.page';

interface AdjustmentsOfInvoiceProps {
  readonly invoice: InvoiceShown;
  /** Whether one that was made in error may be undone. */
  readonly mayTakeBack: boolean;
}

/** What was taken off the lines of a bill, or is asked to be. */
export function AdjustmentsOfInvoice({ invoice, mayTakeBack }: AdjustmentsOfInvoiceProps) {
  const rows = invoice.lines.flatMap(({ name, adjustments }) => adjustments.map((one) => ({ ...one, line: name })));
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
              <a href={`/invoices/${invoice.id}/adjustments/${id}/reverse`}>
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
