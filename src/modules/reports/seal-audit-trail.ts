import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../kernel/clock';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { Logger } from '../../platform/observability/logger';

/** No transaction lives as long: what has an id of before then is committed, or never will be. */
const SETTLES_WITHIN = Temporal.Duration.from({ minutes: 15 });

/**
 * Chains the hash of what was added to the audit trail to what was there before. The report of the trail tells where the
 * chain does not hold any more.
 *
 * Tx: opens one. Idempotent by: what is sealed already.
 */
@Injectable()
export class SealAuditTrail {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @param upTo `settled` leaves what may still be written; `now` is for a moment at which nobody writes */
  execute({ upTo }: { upTo: 'settled' | 'now' } = { upTo: 'settled' }): Promise<void> {
    const now = this.clock.now();
    const before = upTo === 'now' ? now : now.subtract(SETTLES_WITHIN);
    return this.tx.run(async () => {
      const sealed = await this.sql.one<{ count: number }>(
        'SELECT seal_audit_events(current_clinic(), $1, $2) AS count',
        [toDate(before), toDate(now)],
      );
      if (sealed && sealed.count > 0)
        this.logger.info('audit trail sealed', { clinicId: this.context.clinicId, count: sealed.count });
    });
  }
}
