import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { EmptyState } from '../ui/layout';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A payment made for a bill. */
export interface InvoicePaymentShown {
  readonly id: string;
  readonly on: BusinessDate;
  readonly what: string;
  readonly state: ShownState;
  readonly amount: Money;
}

/** What was paid, or tried. */
export function InvoicePayments({ payments }: { readonly payments: readonly InvoicePaymentShown[] }) {
  if (payments.length === 0) return <EmptyState title="Nothing was paid yet" />;
  return (
    <ul class="queue">
      {payments.map(({ id, on, what, state, amount }) => (
        <li key={id}>
          <div class="queue-text">
            <a href={`/payments/${id}`}>{what}</a>
            <span class="under">{formatDate(on)}</span>
          </div>
          <StatusBadge state={state} />
          <Amount of={amount} />
        </li>
      ))}
    </ul>
  );
}
