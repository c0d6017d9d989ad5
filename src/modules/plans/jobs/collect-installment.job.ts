import { Injectable } from '@nestjs/common';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { CollectInstallment } from '../collecting/collect-installment';

export const COLLECT_INSTALLMENT = 'plans:collect-installment';

/** One installment. What it comes to is kept with the installment; the round of the minute brings what is left of it. */
@RegisterJob()
@Injectable()
export class CollectInstallmentJob extends JobHandler {
  readonly task = COLLECT_INSTALLMENT;

  constructor(private readonly collect: CollectInstallment) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    await this.collect.execute({
      planId: String(payload['planId']),
      version: Number(payload['version']),
      number: Number(payload['number']),
    });
  }
}
