import { Injectable } from '@nestjs/common';
import { Money } from '../../../kernel/money';
import { RaiseTask } from '../../tasks/raise-task';
import type { NoticeReason } from '../notice-reasons';
import type { NoticeRow } from '../persistence/notices.repository';

/** Tells the desk that a patient cannot be reached: one task a patient, however much there is to say. Tx: needs one. */
@Injectable()
export class UndeliverableTask {
  constructor(private readonly tasks: RaiseTask) {}

  raise(notice: Pick<NoticeRow, 'kind' | 'patientId' | 'amountCents'>, reason: NoticeReason): Promise<void> {
    return this.tasks.execute({
      kind: 'notice_undeliverable',
      subject: { type: 'patient', id: notice.patientId },
      patientId: notice.patientId,
      ...(notice.amountCents === null ? {} : { amount: Money.fromColumn(notice.amountCents) }),
      facts: { notice: notice.kind, reason },
    });
  }
}
