import { Injectable } from '@nestjs/common';
import { RefreshCardSetup } from '../refresh-card-setup';
import { RefreshPayment } from '../settling/refresh-payment';
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

  constructor(
    private readonly refresh: RefreshPayment,
    private readonly setups: RefreshCardSetup,
  ) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    const sessionId = event.type.startsWith('checkout.session.') ? event.objectId : undefined;
    if (event.clinicId && !event.paymentId && sessionId) return this.savedCard(sessionId);
    if (!event.clinicId || !event.paymentId) return 'ignored';
    const { paymentIntentId } = event;
    const outcome = await this.refresh.execute(event.paymentId, { sessionId, paymentIntentId });
    if (outcome === 'applied') return 'applied';
    return outcome === 'unknown' ? 'waiting' : { quarantine: outcome };
  }

  /** A page that saves a card names no payment. */
  private async savedCard(sessionId: string): Promise<EventOutcome> {
    const outcome = await this.setups.execute(sessionId);
    if (outcome === 'applied') return 'applied';
    return outcome === 'unknown' ? 'ignored' : { quarantine: outcome };
  }
}
