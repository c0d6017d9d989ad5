import type { Temporal } from 'temporal-polyfill';
import type { TenderType } from '../../domain/payments/tender-types';
import type { Money } from '../../kernel/money';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Card, EmptyState } from '../ui/layout';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatMoment } from '../ui/text';

/** Money given back of a payment, or about to be. */
export interface RefundShown {
  readonly id: string;
  readonly state: ShownState;
  readonly at: Temporal.Instant;
  readonly amount: Money;
  readonly reason: string;
  readonly note?: string;
  /** Where a second person decides it, while it waits. */
  readonly approvalHref?: string;
  readonly parts: readonly RefundPartShown[];
}

/** The part of a refund that goes back to one tender. */
export interface RefundPartShown {
  readonly id: string;
  readonly type: TenderType;
  readonly amount: Money;
  readonly reference?: string;
  readonly state: ShownState;
  /** Why the money did not reach the patient. */
  readonly failure?: string;
}

interface RefundsOfPaymentProps {
  readonly refunds: readonly RefundShown[];
  readonly refundable: Money;
  readonly timeZone: string;
}

/** What was given back of a payment, tender by tender, and what still can be. */
export function RefundsOfPayment({ refunds, refundable, timeZone }: RefundsOfPaymentProps) {
  return (
    <Card
      title="Given back"
      id="refunds"
      isFlush
      aside={<span class="quiet">{`Can still be given back: ${refundable.format()}`}</span>}
    >
      {refunds.length > 0 ? (
        <ul class="queue">
          {refunds.map((refund) => (
            <Refund key={refund.id} refund={refund} timeZone={timeZone} />
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing was given back" />
      )}
    </Card>
  );
}

function Refund({ refund, timeZone }: { readonly refund: RefundShown; readonly timeZone: string }) {
  const { id, state, at, amount, reason, note, approvalHref, parts } = refund;
  return (
    <li id={`refund-${id}`}>
      <div class="queue-text">
        <strong>{reason}</strong> <StatusBadge state={state} />{' '}
        {approvalHref ? <a href={approvalHref}>To the request</a> : null}
        <span class="under">{[formatMoment(at, timeZone), note].filter(Boolean).join(' · ')}</span>
        {parts.map((part) => (
          <span key={part.id} class="under">
            {`${part.amount.format()} ${TENDER_NAMES[part.type]}${part.reference ? `, ${part.reference}` : ''}`}
            {part.failure ? `: ${part.failure}` : ''} {part.state === state ? '' : <StatusBadge state={part.state} />}
          </span>
        ))}
      </div>
      <Amount of={amount} />
    </li>
  );
}
