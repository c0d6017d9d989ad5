import { Injectable } from '@nestjs/common';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { DeliverNotice } from '../delivery/deliver-notice';
import { SEND_NOTICE } from '../delivery/notice-store';

/** A notice that may leave at once. What becomes of it is the notice's own state: the job is never tried again for it. */
@RegisterJob()
@Injectable()
export class SendNoticeJob extends JobHandler {
  readonly task = SEND_NOTICE;

  constructor(private readonly deliver: DeliverNotice) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    await this.deliver.execute(String(payload['noticeId']));
  }
}
