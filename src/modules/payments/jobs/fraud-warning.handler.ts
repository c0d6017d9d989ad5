import { Injectable } from '@nestjs/common';
import { RaiseTask } from '../../tasks/raise-task';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

/**
 * A card's bank suspects fraud: no money moves, but a refund in time avoids the dispute and its fee, so a person is told.
 */
@RegisterStripeEventHandler()
@Injectable()
export class FraudWarningHandler extends StripeEventHandler {
  readonly types = ['radar.early_fraud_warning.created'];

  constructor(private readonly raise: RaiseTask) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    if (!event.clinicId || !event.paymentId) return event.paymentIntentId ? 'waiting' : 'ignored';
    await this.raise.execute({
      kind: 'fraud_warning',
      subject: { type: 'payment', id: event.paymentId },
      facts: { warningId: event.objectId },
    });
    return 'applied';
  }
}
