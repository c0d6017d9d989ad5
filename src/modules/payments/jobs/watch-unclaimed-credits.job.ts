import { Injectable } from '@nestjs/common';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { WatchUnclaimedCredits } from '../credits/watch-unclaimed-credits';

/** Every night for every clinic: money nobody has claimed. */
@RegisterJob()
@Injectable()
export class WatchUnclaimedCreditsJob extends JobHandler {
  readonly task = 'payments:watch-unclaimed-credits';
  override readonly cron = '41 8 * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly watch: WatchUnclaimedCredits,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.watch.execute());
  }
}
