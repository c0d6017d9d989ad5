import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { ABANDONED_AFTER } from '../delivery/claim-notice';
import { DeliverNotice } from '../delivery/deliver-notice';
import { NoticesRepository } from '../persistence/notices.repository';

/** A clinic's share of a round; the rest leaves a minute later. */
const MOST_A_ROUND = 200;
/** How many that were not taken in a row end a round. */
const PATIENCE = 3;

/** Every minute: notices whose time has come, and those whose sending a crash cut off. */
@RegisterJob()
@Injectable()
export class SendDueNoticesJob extends JobHandler {
  readonly task = 'notices:send-due';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly notices: NoticesRepository,
    private readonly deliver: DeliverNotice,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const before = toDate(now.subtract(ABANDONED_AFTER));
    let refusals = 0;
    for (const id of await this.tx.run(() => this.notices.due(toDate(now), before, MOST_A_ROUND))) {
      refusals = (await this.deliver.execute(id)) === 'unavailable' ? refusals + 1 : 0;
      if (refusals >= PATIENCE) return;
    }
  }
}
