import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** Something that happened to a patient's money. */
export interface TimelineEvent {
  readonly id: string;
  readonly kind: 'visit' | 'invoice' | 'payment';
  readonly on: BusinessDate;
  readonly title: string;
  readonly note?: string;
  readonly amount?: Money;
  readonly state?: ShownState;
  readonly href?: string;
}

const KINDS = { visit: 'Visit', invoice: 'Invoice', payment: 'Payment' } as const;

/** Visits, invoices and payments, newest first. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <ol class="timeline">
      {events.map((event) => (
        <li key={event.id} class={`event event-${event.kind}`}>
          <div class="event-when">
            <span>{formatDate(event.on)}</span>
            <span class="event-kind">{KINDS[event.kind]}</span>
          </div>
          <div class="event-what">
            {event.href ? <a href={event.href}>{event.title}</a> : <span>{event.title}</span>}
            {event.note ? <span class="under">{event.note}</span> : null}
          </div>
          <div class="event-amount">
            {event.state ? <StatusBadge state={event.state} /> : null}
            {event.amount ? <Amount of={event.amount} /> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
