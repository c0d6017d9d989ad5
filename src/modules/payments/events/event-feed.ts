import type { Temporal } from 'temporal-polyfill';
import type { VerifiedEvent } from '../checkout/payment-gateway';

/** A page of the processor's events, the oldest first. */
export interface EventPage {
  readonly events: readonly VerifiedEvent[];
  readonly hasMore: boolean;
}

/**
 * The processor's own list of what happened, for those who missed the webhook. It keeps 30 days.
 * Errors: `checkout_unavailable` when the processor cannot be reached.
 */
export abstract class EventFeed {
  /** What came right after the event, or undefined when the processor does not know it (any more). */
  abstract after(eventId: string): Promise<EventPage | undefined>;
  /** The newest page of what came since, before the event when one is given. */
  abstract since(instant: Temporal.Instant, beforeEventId?: string): Promise<EventPage>;
}
