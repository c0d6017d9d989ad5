import { Injectable } from '@nestjs/common';
import { RefreshPayment } from '../refresh-payment';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

/** Events about a payment: whatever happened, the payment is read again from Stripe. */
@RegisterStripeEventHandler()
@Injectable()
export class CheckoutEventsHandler extends StripeEventHandler {
  readonly types = ['checkout.session.', 'payment_intent.', 'charge.succeeded', 'charge.failed', 'charge.updated'];

  constructor(private readonly refresh: RefreshPayment) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    if (!event.clinicId || !event.paymentId) return 'ignored';
    const sessionId = event.type.startsWith('checkout.session.') ? event.objectId : undefined;
    const outcome = await this.refresh.execute(event.paymentId, sessionId);
    if (outcome === 'applied') return 'applied';
    return outcome === 'unknown' ? 'waiting' : { quarantine: outcome };
  }
}
