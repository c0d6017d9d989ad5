import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { type PayoutFacts, type Period, ProcessorBalance } from '../payments/processor-balance';
import { AttributeMovements } from './attribute-movements';
import { MirrorMovements } from './mirror-movements';
import { SyncPayout } from './sync-payout';

/**
 * Reads the processor's balance and payouts over a period, for every clinic of the account: each movement is mirrored in the
 * clinic whose it is, each payout that is news is taken over. What no event told is known afterwards.
 *
 * Tx: forbids one around it. Idempotent by: the processor's own ids. Errors: `checkout_unavailable`.
 */
@Injectable()
export class MirrorProcessor {
  constructor(
    private readonly balance: ProcessorBalance,
    private readonly attribute: AttributeMovements,
    private readonly mirror: MirrorMovements,
    private readonly payouts: SyncPayout,
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  async execute(period: Period): Promise<void> {
    const { byClinic } = await this.attribute.execute(await this.balance.movements(period));
    for (const [clinicId, movements] of byClinic) await this.mirror.execute(clinicId, movements);
    const payouts = await this.balance.payouts(period);
    const settled = await this.settled(payouts);
    // The oldest first, so that one that came back is known before the next one, which pays it again.
    for (const payout of payouts.toReversed()) if (!settled.has(payout.id)) await this.payouts.take(payout);
  }

  /** Payouts of which everything was taken over before. */
  private async settled(payouts: readonly PayoutFacts[]): Promise<Set<string>> {
    const rows = await this.tx.runGlobal(() =>
      this.sql.query<{ id: string; status: string; isComplete: boolean }>(
        `SELECT stripe_payout_id AS id, min(status) AS status, bool_and(is_complete) AS "isComplete" FROM find_payout_parts($1)
          GROUP BY stripe_payout_id HAVING count(DISTINCT status) = 1`,
        [payouts.map(({ id }) => id)],
      ),
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    const isSettled = ({ id, status, isComplete }: PayoutFacts): boolean =>
      isComplete && known.get(id)?.isComplete === true && known.get(id)?.status === status;
    return new Set(payouts.filter(isSettled).map(({ id }) => id));
  }
}
