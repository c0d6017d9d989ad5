import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../../kernel/clock';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { MatchBankLines } from '../match-bank-lines';
import { MirrorProcessor } from '../mirror-processor';
import { Reconcile } from '../reconcile';

/** A month is looked back on: what came late, and what an outage kept from us. */
const LOOKED_BACK_DAYS = 31;
const LOOKED_BACK = Temporal.Duration.from({ hours: (LOOKED_BACK_DAYS + 1) * 24 });

/** Every night: the processor is read once for all clinics, and each clinic's books are compared with it and with the bank. */
@RegisterJob()
@Injectable()
export class ReconcileDailyJob extends JobHandler {
  readonly task = 'reconciliation:daily';
  override readonly cron = '23 9 * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly clinics: ClinicsReader,
    private readonly mirror: MirrorProcessor,
    private readonly matches: MatchBankLines,
    private readonly reconcile: Reconcile,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    const now = this.clock.now();
    await this.mirror.execute({ from: now.subtract(LOOKED_BACK), to: now.add({ minutes: 1 }) });
    await this.everyClinic.run(this.task, async () => {
      await this.matches.execute();
      const to = await this.clinics.today();
      await this.reconcile.execute('daily', { from: to.subtract({ days: LOOKED_BACK_DAYS }), to });
    });
  }
}
