import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../../../domain/notices/notice-kinds';
import type { BusinessDate } from '../../../kernel/business-date';
import type { Money } from '../../../kernel/money';
import { CancelNotices, type CancelReason } from '../../notices/cancel-notices';
import { QueueNotice } from '../../notices/queue-notice';
import { PatientsReader } from '../../patients/patients.reader';
import type { PlanToChange } from '../plan-to-change';

/** Every notice of a plan that asks for money, or says that it will be taken. */
const ASKING: readonly NoticeKind[] = [
  'installment_upcoming',
  'installment_failed',
  'installment_stopped',
  'confirmation_needed',
  'payment_reminder',
];

/** Writes to the patient about their plan. Tx: needs one. */
@Injectable()
export class TellOfCollection {
  constructor(
    private readonly patients: PatientsReader,
    private readonly queue: QueueNotice,
    private readonly cancel: CancelNotices,
  ) {}

  async about(
    { row }: Pick<PlanToChange, 'row'>,
    kind: NoticeKind,
    { dueOn, amount, on = dueOn }: { dueOn: BusinessDate; amount?: Money; on?: BusinessDate },
  ): Promise<void> {
    const { email } = await this.patients.get(row.patientId);
    await this.queue.execute({
      kind,
      about: subjectOf(row.id),
      occasionOn: dueOn,
      patient: { id: row.patientId, email },
      amount,
      on,
      link: 'pay_page',
    });
  }

  /** What was asked for is paid, or is not asked for any more. */
  takeBack(planId: string, reason: CancelReason): Promise<void> {
    return this.cancel.about(subjectOf(planId), reason, ASKING);
  }
}

const subjectOf = (planId: string) => ({ type: 'payment_plan', id: planId });
