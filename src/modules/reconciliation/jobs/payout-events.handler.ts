import { Injectable } from '@nestjs/common';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../../payments/stripe-event-handler';
import { SyncPayout } from '../sync-payout';

/** Events about a payout: whatever happened, it is read again from Stripe with everything in it. */
@RegisterStripeEventHandler()
@Injectable()
export class PayoutEventsHandler extends StripeEventHandler {
  readonly types = ['payout.'];

  constructor(private readonly sync: SyncPayout) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    const outcome = await this.sync.execute(event.objectId);
    return outcome === 'applied' || outcome === 'ignored' ? outcome : { quarantine: outcome };
  }
}
