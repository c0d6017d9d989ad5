import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, Jobs, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { DueCollectionsReader } from '../persistence/due-collections.reader';
import { COLLECT_INSTALLMENT } from './collect-installment.job';

/** From this hour on the clinic's clock: a patient whose card is declined is awake, and so is their bank. */
const FROM_HOUR = 9;
/** A clinic's share of a round; the rest is spread over the next ones. */
const MOST_A_ROUND = 5_000;
/** Whoever began a try is not there any more. */
const ABANDONED_AFTER = Temporal.Duration.from({ seconds: 25 });
/** So many tries without an answer lately, and only one more is made a minute until one is answered. */
const MOST_TROUBLES = 5;
const TROUBLE_LASTS = Temporal.Duration.from({ minutes: 10 });

/**
 * Every minute: installments whose turn it is, each as a job of its own. What is due follows from what is stored, so that a
 * scheduler that was down for days finds exactly what it missed, once. While the processor answers nobody, or what it took
 * cannot be booked, it tries one at a time.
 */
@RegisterJob()
@Injectable()
export class CollectDueInstallmentsJob extends JobHandler {
  readonly task = 'plans:collect-due-installments';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly due: DueCollectionsReader,
    private readonly clinics: ClinicsReader,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, async () => {
      await this.schedule();
    });
  }

  /** One clinic's; how many jobs were added. Tx: opens one. */
  schedule(most = MOST_A_ROUND): Promise<number> {
    return this.tx.run(async () => {
      const now = this.clock.now();
      const { timeZone } = await this.clinics.settings();
      if (now.toZonedDateTimeISO(timeZone).hour < FROM_HOUR) return 0;
      const troubles = await this.due.troublesSince(toDate(now.subtract(TROUBLE_LASTS)));
      const moment = {
        on: businessDateOf(now, timeZone),
        at: toDate(now),
        abandonedBefore: toDate(now.subtract(ABANDONED_AFTER)),
      };
      const refs = await this.due.due(moment, troubles >= MOST_TROUBLES ? 1 : most);
      for (const { planId, version, number } of refs)
        await this.jobs.enqueue(COLLECT_INSTALLMENT, { planId, version, number }, { jobKey: `collect:${planId}` });
      return refs.length;
    });
  }
}
