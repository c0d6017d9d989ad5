import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { ExportsRepository } from '../persistence/exports.repository';

/** Every hour, for every clinic: lets go of files whose day is over. */
@RegisterJob()
@Injectable()
export class ExpireExportsJob extends JobHandler {
  readonly task = 'reports:expire-exports';
  override readonly cron = '17 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly exports: ExportsRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    const now = toDate(this.clock.now());
    await this.everyClinic.run(this.task, () => this.tx.run(() => this.exports.expire(now)));
  }
}
