import { Injectable } from '@nestjs/common';
import { RefreshDispute } from '../disputes/refresh-dispute';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

/** Events about a dispute: whatever happened, it is read again from Stripe with the money it moved. */
@RegisterStripeEventHandler()
@Injectable()
export class DisputeEventsHandler extends StripeEventHandler {
  readonly types = ['charge.dispute.'];

  constructor(private readonly refresh: RefreshDispute) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    // A dispute names the payment intent it is about, and nothing else of ours: until that one is known, it waits.
    if (!event.clinicId) return event.paymentIntentId ? 'waiting' : 'ignored';
    const outcome = await this.refresh.execute(event.objectId);
    return outcome === 'applied' || outcome === 'waiting' ? outcome : { quarantine: outcome };
  }
}
