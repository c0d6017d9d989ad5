import { Injectable } from '@nestjs/common';
import { DAYS_BEFORE_VARIED } from '../../../domain/plans/collection-notices';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { TellBeforehand } from '../collecting/tell-beforehand';
import { DueCollectionsReader } from '../persistence/due-collections.reader';

const PAGE = 200;
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Every hour: patients whose card will be charged are told, as long before as the amount calls for. */
@RegisterJob()
@Injectable()
export class TellOfCollectionsJob extends JobHandler {
  readonly task = 'plans:tell-of-collections';
  override readonly cron = '20 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly coming: DueCollectionsReader,
    private readonly clinics: ClinicsReader,
    private readonly tell: TellBeforehand,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's. */
  async sweep(): Promise<void> {
    const today = await this.clinics.today();
    const days = { after: today, until: today.add({ days: DAYS_BEFORE_VARIED }) };
    for (let afterPlanId = NOWHERE, afterNumber = 0; ;) {
      const page = { afterPlanId, afterNumber, limit: PAGE };
      const refs = await this.tx.run(() => this.coming.coming(days, page));
      for (const ref of refs) await this.tx.run(() => this.tell.execute(ref));
      const last = refs.at(-1);
      if (!last || refs.length < PAGE) return;
      ({ planId: afterPlanId, number: afterNumber } = last);
    }
  }
}
