import { Injectable } from '@nestjs/common';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { WATCH_CASH } from '../drawers/take-down-cash';
import { WatchCashPayers } from '../drawers/watch-cash-payers';

/** Every night for every clinic, and for one clinic whenever cash was taken down there. */
@RegisterJob()
@Injectable()
export class WatchCashJob extends JobHandler {
  readonly task = WATCH_CASH;
  override readonly cron = '23 8 * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly watch: WatchCashPayers,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    await (payload['clinicId'] ? this.watch.execute() : this.everyClinic.run(this.task, () => this.watch.execute()));
  }
}
