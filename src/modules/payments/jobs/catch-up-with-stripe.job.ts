import { Injectable } from '@nestjs/common';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { CatchUpWithStripe } from '../events/catch-up-with-stripe';

/**
 * Every ten minutes, and after a stop right at the start, since the queue makes up for what it missed: what the webhooks did
 * not bring.
 */
@RegisterJob()
@Injectable()
export class CatchUpWithStripeJob extends JobHandler {
  readonly task = 'payments:catch-up-with-stripe';
  override readonly cron = '*/10 * * * *';

  constructor(private readonly catchUp: CatchUpWithStripe) {
    super();
  }

  async handle(): Promise<void> {
    await this.catchUp.execute();
  }
}
