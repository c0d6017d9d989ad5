import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';
import { GroupSessionsRepository } from '../persistence/group-sessions.repository';
import { LockedSessions } from '../seating/locked-sessions';

/** Every minute: a hold that has ended frees its seat, and the one who waits longest gets it. */
@RegisterJob()
@Injectable()
export class EndHoldsJob extends JobHandler {
  readonly task = 'groups:end-holds';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly tx: Transactions,
    private readonly sessions: GroupSessionsRepository,
    private readonly locked: LockedSessions,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.sweep());
  }

  /** One clinic's sessions, each in a transaction of its own: one that fails does not hold up the others. */
  async sweep(): Promise<void> {
    const ids = await this.tx.run(() => this.sessions.withEndedHolds(toDate(this.clock.now())));
    const failures: unknown[] = [];
    for (const id of ids) await this.tx.run(() => this.locked.open(id)).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
