import { Injectable } from '@nestjs/common';
import { RequestContext } from '../../platform/context/request-context';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { PaymentId } from '../../kernel/ids';
import { STRIPE_EVENT_HANDLER, StripeEventHandler } from './stripe-event-handler';

export interface ObjectToReplay {
  /** An event that would have told of it: `charge.updated`, `refund.updated`, `charge.dispute.updated`. */
  readonly type: string;
  readonly objectId: string;
  readonly paymentIntentId: string | null;
  readonly paymentId: PaymentId | null;
}

/**
 * Has an object of the processor looked at as if an event about it had come: how what an event was lost for still reaches the
 * books. For the clinic of the context.
 *
 * Tx: forbids one around it. Idempotent by: the handler of the event. Errors: those of the handler.
 */
@Injectable()
export class ReplayEvent {
  constructor(
    private readonly providers: MarkedProviders,
    private readonly context: RequestContext,
  ) {}

  async execute({ type, ...object }: ObjectToReplay): Promise<void> {
    const handler = this.providers
      .of<StripeEventHandler>(STRIPE_EVENT_HANDLER)
      .find(({ types }) => types.some((known) => (known.endsWith('.') ? type.startsWith(known) : type === known)));
    await handler?.handle({ id: `replay:${object.objectId}`, type, clinicId: this.context.clinicId, ...object });
  }
}
