import { Injectable } from '@nestjs/common';
import { lateFeeFor } from '../../../domain/plans/late-fee';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { type DueCursor, DueInstallmentsReader } from '../due-installments.reader';
import { AssessLateFee } from '../late-fees/assess-late-fee';

const PAGE = 200;

/** Every hour: late installments whose agreement has a fee, of clinics that take one now and whose state lets them. */
@RegisterJob()
@Injectable()
export class AssessLateFeesJob extends JobHandler {
  readonly task = 'plans:assess-late-fees';
  override readonly cron = '50 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly due: DueInstallmentsReader,
    private readonly assess: AssessLateFee,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's. */
  async sweep(): Promise<void> {
    const { policies, address } = await this.tx.run(() => this.clinics.current());
    const today = await this.clinics.today();
    const fee = Money.cents(policies.planLateFeeCents);
    const { planLateFeeServiceCode: serviceCode } = policies;
    const agreeable = lateFeeFor({ fee, state: address.state, on: today });
    if (serviceCode === null || !agreeable) return;
    const by = { serviceCode, rule: agreeable.source };
    for (let after: DueCursor | undefined; ;) {
      const rows = await this.due.on(today, { after, limit: PAGE });
      for (const { planId, version, number } of rows)
        if (number > 0) await this.tx.run(() => this.assess.execute({ planId, version, number }, by));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = { planId: last.planId, number: last.number };
    }
  }
}
