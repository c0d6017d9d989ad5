import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EndCheckout } from '../end-checkout';
import { CheckoutsRepository } from '../persistence/checkouts.repository';

/** Every minute: checkouts past their time are asked about, so that a lost webhook leaves nothing pending. */
@RegisterJob()
@Injectable()
export class SweepCheckoutsJob extends JobHandler {
  readonly task = 'payments:sweep-checkouts';
  override readonly cron = '* * * * *';

  constructor(
    private readonly clinics: ClinicsReader,
    private readonly context: RequestContext,
    private readonly tx: Transactions,
    private readonly checkouts: CheckoutsRepository,
    private readonly ending: EndCheckout,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    const actor = { kind: 'system', id: this.task, label: this.task } as const;
    for (const clinicId of await this.clinics.allClinicIds())
      await this.context.runAs({ clinicId, actor }, () => this.sweep());
  }

  /** One clinic's overdue checkouts; one that cannot be asked about does not hold up the others. */
  async sweep(): Promise<void> {
    const overdue = await this.tx.run(() => this.checkouts.overdue(toDate(this.clock.now())));
    const results = await Promise.allSettled(overdue.map((checkout) => this.ending.execute(checkout.paymentId)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
