import { Injectable } from '@nestjs/common';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { DisputeFinder } from './dispute-finder';
import { DisputesRepository } from '../persistence/disputes.repository';
import { RefreshDispute } from '../disputes/refresh-dispute';

/** Every hour: disputes that are new at Stripe and those nobody has decided are read again, so that no lost event costs one. */
@RegisterJob()
@Injectable()
export class SweepDisputesJob extends JobHandler {
  readonly task = 'payments:sweep-disputes';
  override readonly cron = '41 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly finder: DisputeFinder,
    private readonly refresh: RefreshDispute,
    private readonly disputes: DisputesRepository,
    private readonly tx: Transactions,
    private readonly context: RequestContext,
  ) {
    super();
  }

  async handle(): Promise<void> {
    const failures: unknown[] = [];
    const look = (id: string): Promise<unknown> =>
      this.refresh.execute(id).catch((error: unknown) => failures.push(error));
    for (const { id, clinicId } of await this.finder.newOnes()) {
      const actor = { kind: 'system', id: this.task, label: this.task } as const;
      await this.context.runAs({ clinicId, actor }, () => look(id));
    }
    await this.everyClinic.run(this.task, async () => {
      for (const id of await this.tx.run(() => this.disputes.openIds())) await look(id);
    });
    if (failures.length > 0) throw failures[0];
  }
}
