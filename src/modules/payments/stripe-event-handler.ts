import { SetMetadata } from '@nestjs/common';
import type { ClinicId, PaymentId } from '../../kernel/ids';

/** An event of the inbox: what it is about, by ids alone. The truth about it is read from the processor. */
export interface StripeEventToApply {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly paymentIntentId: string | null;
  /** From our own metadata, or found by the payment intent. Null when it is about nothing of one clinic, such as a payout. */
  readonly clinicId: ClinicId | null;
  readonly paymentId: PaymentId | null;
}

/**
 * What became of an event. `ignored`: about nothing of ours. `waiting`: about something we do not know yet; it is brought
 * again for a day. A problem's code quarantines it, and a person is told.
 */
export type EventOutcome = 'applied' | 'ignored' | 'waiting' | { readonly quarantine: string };

export const STRIPE_EVENT_HANDLER = 'payments.stripe-event-handler';

/** Marks a provider as the handler of its event types; the inbox finds it. */
export const RegisterStripeEventHandler = (): ClassDecorator => SetMetadata(STRIPE_EVENT_HANDLER, true);

/**
 * Applies events of some types. Runs outside any transaction, as the system, for the event's clinic when it has one.
 * Events come twice, late and in any order: an effect is taken from the object as it is now, and has a unique row.
 */
export abstract class StripeEventHandler {
  /** Whole types (`charge.dispute.created`), or prefixes that end with a dot (`refund.`). No two handlers overlap. */
  abstract readonly types: readonly string[];
  abstract handle(event: StripeEventToApply): Promise<EventOutcome>;
}
