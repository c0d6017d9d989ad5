import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../../kernel/ids';
import { NoticeLinks, RegisterNoticeLinks } from '../../notices/notice-links';
import { PayLinks } from '../pay-links';

/** The address of a patient's permanent page, for the notices that lead to it. */
@RegisterNoticeLinks()
@Injectable()
export class PayPageLinks extends NoticeLinks {
  readonly kind = 'pay_page';

  constructor(private readonly links: PayLinks) {
    super();
  }

  async url(patientId: PatientId): Promise<string> {
    return (await this.links.ensure(patientId)).url;
  }
}
