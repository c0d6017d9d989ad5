import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { LateMoneyRounds } from '../reminding/late-money-rounds';

/** Every hour: bills and installments that are late, by the clinic's own steps. */
@RegisterJob()
@Injectable()
export class RemindOfLateMoneyJob extends JobHandler {
  readonly task = 'plans:remind-of-late-money';
  override readonly cron = '40 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly late: LateMoneyRounds,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's. */
  async sweep(): Promise<void> {
    const { policies } = await this.tx.run(() => this.clinics.settings());
    const policy = { reminderDays: policies.reminderDays, callDays: policies.reminderCallDays };
    const today = await this.clinics.today();
    await this.late.invoices(today, policy);
    await this.late.plans(today, policy);
  }
}
