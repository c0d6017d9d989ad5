import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { Logger } from '../../../platform/observability/logger';
import { JobHandler, RegisterJob } from '../../../platform/queue/jobs';
import { EveryClinic } from '../../clinics/every-clinic';

/** Every minute, for every clinic: advance the day roll-up and seal the new entries into the hash chain. */
@RegisterJob()
@Injectable()
export class KeepLedgerJob extends JobHandler {
  readonly task = 'ledger:keep';
  override readonly cron = '* * * * *';

  constructor(
    private readonly everyClinic: EveryClinic,
    private readonly context: RequestContext,
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.everyClinic.run(this.task, () => this.keep());
  }

  /** Rolls up and seals the books of the context's clinic. The chain's head goes to the log, outside the database. */
  async keep(): Promise<void> {
    await this.tx.run(() => this.sql.execute('SELECT roll_up_journal(current_clinic())'));
    const seal = await this.tx.run(() =>
      this.sql.one<{ seal_number: number; entry_count: number; head: string }>(
        `SELECT seal_number, entry_count, encode(hash, 'hex') AS head FROM seal_journal(current_clinic(), $1)`,
        [toDate(this.clock.now())],
      ),
    );
    if (seal)
      this.logger.info('journal sealed', {
        clinicId: this.context.clinicId,
        count: seal.entry_count,
        sealHead: seal.head,
      });
  }
}
