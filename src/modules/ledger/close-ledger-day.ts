import { Injectable } from '@nestjs/common';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { invariant } from '../../kernel/invariant';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { OpenDay } from './open-day';

/**
 * Seals business days and takes the latest sealing back. Every move is kept in `ledger_day_changes`.
 *
 * Tx: needs one, that of what calls for it.
 */
@Injectable()
export class CloseLedgerDay {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly openDay: OpenDay,
  ) {}

  /**
   * Waits until nobody is posting and keeps it so until the transaction ends: what is read from here on is all there is,
   * in the order it was committed. Take it before any row lock.
   */
  async holdPosting(): Promise<void> {
    invariant(this.tx.isOpen, 'posting is held for the length of a transaction');
    await this.sql.execute(`SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text, 7))`);
  }

  /** Seals every day through this one, which must be later than the last sealed. */
  async close(day: BusinessDate): Promise<void> {
    await this.sql.execute('SELECT close_ledger_day(current_clinic(), $1, $2, $3)', [
      day.toString(),
      this.context.actor.id,
      toDate(this.clock.now()),
    ]);
    this.openDay.forget();
  }

  /** Takes back the latest sealing, as another person has approved. The last sealed day now, or null. */
  async reopen(approvalId: string): Promise<BusinessDate | null> {
    const row = await this.sql.one<{ closedThrough: string | null }>(
      'SELECT reopen_ledger_day(current_clinic(), $1, $2, $3) AS "closedThrough"',
      [approvalId, this.context.actor.id, toDate(this.clock.now())],
    );
    this.openDay.forget();
    return row?.closedThrough ? parseBusinessDate(row.closedThrough) : null;
  }
}
