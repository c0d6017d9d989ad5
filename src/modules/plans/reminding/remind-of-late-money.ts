import { Injectable } from '@nestjs/common';
import { type ReminderPolicy, reminderStep } from '../../../domain/plans/reminder-steps';
import { type BusinessDate, parseBusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { QueueNotice } from '../../notices/queue-notice';
import { PatientsReader } from '../../patients/patients.reader';
import { RaiseTask } from '../../tasks/raise-task';
import { type LateMoney, LateMoneyReader } from '../persistence/late-money.reader';

/**
 * Says what the step that late money has reached calls for: a reminder to the patient, or a task to call them.
 *
 * Tx: needs one. Idempotent by: the subject, its due day and the step.
 */
@Injectable()
export class RemindOfLateMoney {
  constructor(
    private readonly late: LateMoneyReader,
    private readonly patients: PatientsReader,
    private readonly queue: QueueNotice,
    private readonly tasks: RaiseTask,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute(money: LateMoney, today: BusinessDate, policy: ReminderPolicy): Promise<void> {
    const step = reminderStep(parseBusinessDate(money.dueOn), today, policy);
    if (!step || !(await this.late.take(money, step, toDate(this.clock.now())))) return;
    const { about, patientId, openCents } = money;
    const amount = Money.fromColumn(openCents);
    await this.audit.execute({
      action: 'late_money.step',
      subject: about,
      facts: { number: step.number, act: step.act, amountCents: amount.toJSON() },
    });
    if (step.act === 'call')
      return this.tasks.execute({
        kind: 'late_money',
        subject: about,
        patientId,
        amount,
        facts: { dueOn: money.dueOn },
      });
    const { email } = await this.patients.get(patientId);
    await this.queue.execute({
      kind: 'payment_reminder',
      about,
      occasionOn: step.reachedOn,
      patient: { id: patientId, email },
      amount,
      on: parseBusinessDate(money.dueOn),
      link: 'pay_page',
    });
  }
}
