import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { Logger } from '../../../platform/observability/logger';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { EveryClinic } from '../../clinics/every-clinic';
import { ClearinghousePort } from '../files/clearinghouse-port';
import { ReceiveFile } from '../files/receive-file';

/**
 * Every five minutes, for every clinic: take the files the clearinghouse has put there. A file is moved away after its
 * effect is stored; one that was taken and not moved has no effect a second time.
 */
@RegisterJob()
@Injectable()
export class PickUpFilesJob extends JobHandler {
  readonly task = 'claims:pick-up-files';
  override readonly cron = '*/5 * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly clinics: ClinicsReader,
    private readonly clearinghouse: ClearinghousePort,
    private readonly receive: ReceiveFile,
    private readonly logger: Logger,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.pickUp());
  }

  /** For the context's clinic. */
  async pickUp(): Promise<void> {
    const { id: clinicId, slug } = await this.clinics.current();
    for (const file of await this.clearinghouse.inbound(slug)) {
      try {
        await this.receive.execute(file);
        await file.settle('applied');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        await file.settle('refused');
        this.logger.info('clearinghouse file refused', { clinicId, code: error.code });
      }
    }
  }
}
