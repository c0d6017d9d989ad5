import { Injectable } from '@nestjs/common';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { MakeExport } from '../make-export';
import { EXPORT_TASK } from '../report-exports';

/** Makes an export somebody asked for. */
@RegisterJob()
@Injectable()
export class RunExportJob extends JobHandler {
  readonly task = EXPORT_TASK;

  constructor(private readonly make: MakeExport) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    await this.make.execute(String(payload['exportId']));
  }
}
