import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { EndCheckout } from '../checkout/end-checkout';
import { CheckoutsRepository } from '../persistence/checkouts.repository';
import { RefreshPayment } from '../settling/refresh-payment';

/** How many checkouts the processor is asked about at a time. */
const AT_ONCE = 5;

/** The webhook tells the fee within seconds; after this it was lost. */
const FEE_USUALLY_IN = Temporal.Duration.from({ minutes: 2 });
const FEE_ASKED_FOR = Temporal.Duration.from({ hours: 7 * 24 });

/**
 * Every minute: checkouts past their time, and payments whose fee never came, are asked about, so that a lost webhook
 * leaves nothing pending and nothing unbooked.
 */
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
    private readonly refresh: RefreshPayment,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's checkouts that need a look; one that cannot be asked about does not hold up the others. */
  async sweep(): Promise<void> {
    const looks = await this.tx.run(() => this.looks());
    const failures: unknown[] = [];
    for (let start = 0; start < looks.length; start += AT_ONCE) {
      const results = await Promise.allSettled(looks.slice(start, start + AT_ONCE).map((look) => look()));
      const failed = results.filter((result) => result.status === 'rejected');
      failures.push(...failed.map((result): unknown => result.reason));
      // Nobody answers: the rest would only hold the queue up. The next minute tries again.
      if (failed.length === AT_ONCE) break;
    }
    if (failures.length > 0) throw failures[0];
  }

  private async looks(): Promise<(() => Promise<unknown>)[]> {
    const now = this.clock.now();
    const overdue = await this.checkouts.overdue(toDate(now));
    const withoutFee = await this.checkouts.awaitingFee({
      from: toDate(now.subtract(FEE_ASKED_FOR)),
      to: toDate(now.subtract(FEE_USUALLY_IN)),
    });
    return [
      ...overdue.map(
        ({ paymentId }) =>
          () =>
            this.ending.execute(paymentId),
      ),
      ...withoutFee.map((paymentId) => () => this.refresh.execute(paymentId)),
    ];
  }
}
