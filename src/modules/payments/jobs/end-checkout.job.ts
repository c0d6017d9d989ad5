import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../../kernel/ids';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { EndCheckout } from '../end-checkout';

/** After an invoice was paid another way: its hosted page must not take the money again. */
@RegisterJob()
@Injectable()
export class EndCheckoutJob extends JobHandler {
  readonly task = 'payments:end-checkout';

  constructor(private readonly ending: EndCheckout) {
    super();
  }

  handle(payload: JobPayload): Promise<void> {
    return this.ending.execute(String(payload['paymentId']) as PaymentId);
  }
}
