import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { ANSWER_KEY_LASTS, DisputeAnswers } from '../disputes/dispute-answers';
import { SendDisputeAnswer } from '../disputes/send-dispute-answer';

/** Whoever stored the answer is sending it; after this they are not any more. */
const ANSWERED_IN = Temporal.Duration.from({ seconds: 20 });

/**
 * Every minute: answers to disputes whose sending a crash cut off, or whose own answer was lost, are sent again under their
 * own key, which is one answer however often it is sent.
 */
@RegisterJob()
@Injectable()
export class SendDisputeAnswersJob extends JobHandler {
  readonly task = 'payments:send-dispute-answers';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly answers: DisputeAnswers,
    private readonly sending: SendDisputeAnswer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's; one that cannot be sent does not hold up the others. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const between = { from: now.subtract(ANSWER_KEY_LASTS), to: now.subtract(ANSWERED_IN) };
    const failures: unknown[] = [];
    for (const answer of await this.tx.run(() => this.answers.sending(between)))
      await this.sending.execute(answer).catch((error: unknown) => failures.push(error));
    const unexpected = failures.filter((error) => !(error instanceof DomainError && error.code === 'dispute_closed'));
    if (unexpected.length > 0) throw unexpected[0];
  }
}
