import { Injectable } from '@nestjs/common';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { RefreshCardSetup } from '../refresh-card-setup';
import { RemoveCard } from '../remove-card';

/** Every five minutes: cards whose saving or removal Stripe has not told of, or was not told of. */
@RegisterJob()
@Injectable()
export class TendCardsJob extends JobHandler {
  readonly task = 'payments:tend-cards';
  override readonly cron = '*/5 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly setups: RefreshCardSetup,
    private readonly removals: RemoveCard,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, async () => {
      await this.setups.overdue();
      await this.removals.unfinished();
    });
  }
}
