import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { SuperbillButton } from './superbill-button';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** Something that happened to a patient's money. */
export interface TimelineEvent {
  readonly id: string;
  readonly kind: 'visit' | 'invoice' | 'payment' | 'refund' | 'adjustment';
  readonly on: BusinessDate;
  readonly title: string;
  readonly note?: string;
  readonly amount?: Money;
  readonly state?: ShownState;
  readonly href?: string;
  /** The visit a superbill can be issued for. */
  readonly superbillVisitId?: string;
}

interface TimelineProps {
  readonly events: readonly TimelineEvent[];
  /** For the buttons that issue a superbill; left out where nobody may. */
  readonly superbills?: { readonly patientId: string; readonly csrf: string };
}

const KINDS = {
  visit: 'Visit',
  invoice: 'Invoice',
  payment: 'Payment',
  refund: 'Refund',
  adjustment: 'Adjustment',
} as const;

/** Visits, invoices, payments and what changed them, newest first. */
export function Timeline({ events, superbills }: TimelineProps) {
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
            {superbills && event.superbillVisitId ? (
              <SuperbillButton {...superbills} visitId={event.superbillVisitId} kind="quiet" />
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
