import { Injectable } from '@nestjs/common';
import { LearnRefund } from '../refunds/learn-refund';
import { RefundGateway } from '../refunds/refund-gateway';
import {
  type EventOutcome,
  RegisterStripeEventHandler,
  StripeEventHandler,
  type StripeEventToApply,
} from '../stripe-event-handler';

/**
 * Events about refunds, ours and those made in the processor's dashboard. `charge.refunded` is not listened to: it tells
 * neither which refund nor whether it stands.
 */
@RegisterStripeEventHandler()
@Injectable()
export class RefundEventsHandler extends StripeEventHandler {
  readonly types = ['refund.'];

  constructor(
    private readonly gateway: RefundGateway,
    private readonly learn: LearnRefund,
  ) {
    super();
  }

  async handle(event: StripeEventToApply): Promise<EventOutcome> {
    // A refund may be told of before the payment it is of.
    if (!event.clinicId || !event.paymentId) return 'waiting';
    const refund = await this.gateway.read(event.objectId);
    if (!refund) return { quarantine: 'refund_missing' };
    const outcome = await this.learn.execute(event.paymentId, refund);
    return outcome === 'applied' || outcome === 'ignored' || outcome === 'waiting' ? outcome : { quarantine: outcome };
  }
}
