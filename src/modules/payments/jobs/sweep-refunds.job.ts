import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { CarryOutRefund } from '../refunds/carry-out-refund';
import { RefundsRepository } from '../persistence/refunds.repository';

/** Whoever stored the intent is asking; after this they are not any more. */
const ANSWERED_IN = Temporal.Duration.from({ seconds: 45 });
/** An event tells; this is for one that was lost. */
const PENDING_LOOK = Temporal.Duration.from({ hours: 1 });

/** How many refusals to answer in a row end a round: the next minute tries again. */
const PATIENCE = 3;

/**
 * Every minute: refunds whose answer was lost, or that a crash cut off, are asked for again with their own key, and those the
 * bank keeps waiting are looked at, so that none stays open.
 */
@RegisterJob()
@Injectable()
export class SweepRefundsJob extends JobHandler {
  readonly task = 'payments:sweep-refunds';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly refunds: RefundsRepository,
    private readonly carryOut: CarryOutRefund,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's refunds that need a look; one that cannot be asked about does not hold up the others. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const before = toDate(now.subtract(ANSWERED_IN));
    const ids = await this.tx.run(() => this.refunds.toAsk(before, toDate(now.subtract(PENDING_LOOK))));
    const failures: unknown[] = [];
    for (const id of ids) {
      await this.carryOut.ask(id).catch((error: unknown) => failures.push(error));
      if (failures.length >= PATIENCE) break;
    }
    if (failures.length > 0) throw failures[0];
  }
}
