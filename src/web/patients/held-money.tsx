import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { formatDate } from '../ui/text';

/** Money held for a patient, by the payment it came by. */
export interface HeldMoneyShown {
  readonly paymentId: string;
  readonly name: string;
  readonly on: BusinessDate;
  readonly amount: Money;
}

/** What is held, each with the payment it came by. */
export function HeldMoney({ held }: { readonly held: readonly HeldMoneyShown[] }) {
  return (
    <ul class="queue">
      {held.map(({ paymentId, name, on, amount }) => (
        <li key={`${paymentId} ${name}`}>
          <div class="queue-text">
            <a href={`/payments/${paymentId}`}>{name}</a>
            <span class="under">{`Paid ${formatDate(on)}`}</span>
          </div>
          <Amount of={amount} />
        </li>
      ))}
    </ul>
  );
}
