import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import { isUuid } from '../../../kernel/ids';
import type { VerifiedEvent } from '../checkout/payment-gateway';

/** What every object of an event may carry; a reference is an id or, expanded, an object. */
interface EventObject {
  readonly id?: string;
  readonly object?: string;
  readonly metadata?: Record<string, string> | null;
  readonly payment_intent?: string | { readonly id: string } | null;
}

function paymentIntentOf({ id, object, payment_intent: intent }: EventObject): string | null {
  if (object === 'payment_intent') return id ?? null;
  return typeof intent === 'object' ? (intent?.id ?? null) : (intent ?? null);
}

/** Ids only: everything else is read from Stripe when the event is applied. */
export function toVerifiedEvent(event: Stripe.Event): VerifiedEvent {
  const object = event.data.object as EventObject;
  const uuid = (value: string | undefined): string | null => (isUuid(value) ? value : null);
  return {
    id: event.id,
    type: event.type,
    objectId: object.id ?? '',
    livemode: event.livemode,
    account: event.account ?? null,
    occurredAt: Temporal.Instant.fromEpochMilliseconds(event.created * 1000),
    clinicId: uuid(object.metadata?.['clinic_id']),
    paymentId: uuid(object.metadata?.['payment_id']),
    paymentIntentId: paymentIntentOf(object),
  };
}
