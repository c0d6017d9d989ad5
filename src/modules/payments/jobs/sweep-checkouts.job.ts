import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { EndCheckout } from '../end-checkout';
import { CheckoutsRepository } from '../persistence/checkouts.repository';

/** How many checkouts the processor is asked about at a time. */
const AT_ONCE = 5;

/** Every minute: checkouts past their time are asked about, so that a lost webhook leaves nothing pending. */
@RegisterJob()
@Injectable()
export class SweepCheckoutsJob extends JobHandler {
  readonly task = 'payments:sweep-checkouts';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly ending: EndCheckout,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's overdue checkouts; one that cannot be asked about does not hold up the others. */
  async sweep(): Promise<void> {
    const overdue = await this.tx.run(() => this.checkouts.overdue(toDate(this.clock.now())));
    const failures: unknown[] = [];
    for (let start = 0; start < overdue.length; start += AT_ONCE) {
      const asked = overdue.slice(start, start + AT_ONCE);
      const results = await Promise.allSettled(asked.map((checkout) => this.ending.execute(checkout.paymentId)));
      const failed = results.filter((result) => result.status === 'rejected');
      failures.push(...failed.map((result): unknown => result.reason));
      // Nobody answers: the rest would only hold the queue up. The next minute tries again.
      if (failed.length === AT_ONCE) break;
    }
    if (failures.length > 0) throw failures[0];
  }
}
