import { Injectable } from '@nestjs/common';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { SealAuditTrail } from '../seal-audit-trail';

/** Every hour, for every clinic. */
@RegisterJob()
@Injectable()
export class SealAuditTrailJob extends JobHandler {
  readonly task = 'reports:seal-audit-trail';
  override readonly cron = '7 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly seal: SealAuditTrail,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.seal.execute());
  }
}
