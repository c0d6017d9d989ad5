import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { type UnfinishedPayment, UnfinishedPayments } from '../persistence/unfinished-payments.repository';
import { RefreshPayment } from '../settling/refresh-payment';
import { SettlementTasks } from '../settling/settlement-tasks';

/** After this a person is told as well. */
const TOLD_AFTER = Temporal.Duration.from({ minutes: 2 });

/**
 * The janitor: every minute it asks Stripe about every payment whose outcome is not known, under the key the charge was made
 * with, so that no answer that was lost stays lost, and puts what stays unknown on somebody's list.
 */
@RegisterJob()
@Injectable()
export class AskAboutPaymentsJob extends JobHandler {
  readonly task = 'payments:ask-about-payments';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly unfinished: UnfinishedPayments,
    private readonly refresh: RefreshPayment,
    private readonly tasks: SettlementTasks,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's; one that cannot be asked about does not hold up the others. */
  async sweep(): Promise<void> {
    const failures: unknown[] = [];
    for (const payment of await this.tx.run(() => this.unfinished.all()))
      await this.look(payment).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  private async look(payment: UnfinishedPayment): Promise<void> {
    await this.refresh.execute(payment.id);
    const isLate = Temporal.Instant.compare(fromDate(payment.takenAt).add(TOLD_AFTER), this.clock.now()) < 0;
    if (!isLate || !(await this.tx.run(() => this.unfinished.is(payment.id)))) return;
    await this.tasks.stillUnknown({ ...payment, amount: Money.fromColumn(payment.amountCents) });
  }
}
