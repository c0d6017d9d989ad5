import { Injectable } from '@nestjs/common';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** A closing or reopening of a month, as it was written down. */
export interface MonthChange {
  readonly kind: 'closed' | 'reopened';
  /** First day of the month. */
  readonly monthStartsOn: string;
  readonly closedBefore: string | null;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly hash: string;
  /** Whether it is still what was written, behind what was written before it. */
  readonly isIntact: boolean;
  readonly entryCount: number | null;
}

const CHANGES = `
  SELECT c.kind, c.month_starts_on AS "monthStartsOn", c.closed_before AS "closedBefore", c.changed_at AS "changedAt",
         coalesce(p.person, c.actor_id) AS "changedBy", encode(c.hash, 'hex') AS hash, (c.content::json ->> 'entryCount')::int AS "entryCount",
         c.hash = sha256(c.previous_hash || convert_to(concat_ws('|', c.kind, c.month_starts_on, c.content), 'UTF8'))
           AND c.previous_hash = coalesce(b.hash, ''::bytea)
           -- What a closing covered has to be there still, as it was.
           AND (c.kind <> 'closed' OR c.content::json ->> 'entriesHash' = (
             SELECT encode(sha256(coalesce(string_agg(e.content_hash, ''::bytea ORDER BY e.id), ''::bytea)), 'hex') FROM journal_entries e
              WHERE e.clinic_id = c.clinic_id AND e.effective_on BETWEEN coalesce(c.closed_before + 1, '-infinity') AND c.closed_after
                AND e.recorded_at <= c.changed_at)) AS "isIntact"
    FROM ledger_month_changes c
    LEFT JOIN ledger_month_changes b ON b.clinic_id = c.clinic_id AND b.change_number = c.change_number - 1
    LEFT JOIN acting_people p ON p.clinic_id = c.clinic_id AND p.actor_id = c.actor_id
   WHERE c.clinic_id = current_clinic() AND ($1::date IS NULL OR c.month_starts_on = $1)
   ORDER BY c.change_number DESC LIMIT $2`;

/**
 * Closes the books by the month, over days that are sealed, and takes the latest closing back. Every move is kept, with what
 * the books said.
 *
 * Tx: needs one, that of what calls for it; {@link CloseLedgerDay.holdPosting} first.
 */
@Injectable()
export class CloseLedgerMonth {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** The last day of the last closed month, or null. */
  async closedThrough(): Promise<BusinessDate | null> {
    const books = await this.tx.run(() =>
      this.sql.one<{ through: string | null }>(
        `SELECT month_closed_through AS through FROM ledger_books WHERE clinic_id = current_clinic()`,
      ),
    );
    return books?.through ? parseBusinessDate(books.through) : null;
  }

  /** Closes the books through the month of this day. */
  async close(month: BusinessDate): Promise<void> {
    await this.sql.execute('SELECT close_ledger_month(current_clinic(), $1, $2, $3)', [
      month.with({ day: 1 }).toString(),
      this.context.actor.id,
      toDate(this.clock.now()),
    ]);
  }

  /** Takes back the latest closing, as another person has approved. */
  async reopen(approvalId: string): Promise<void> {
    await this.sql.execute('SELECT reopen_ledger_month(current_clinic(), $1, $2, $3)', [
      approvalId,
      this.context.actor.id,
      toDate(this.clock.now()),
    ]);
  }

  /** What was closed and reopened, the newest first. */
  changes(options: { month?: BusinessDate; most: number }): Promise<MonthChange[]> {
    return this.tx.run(() =>
      this.sql.query<MonthChange>(CHANGES, [options.month?.with({ day: 1 }).toString() ?? null, options.most]),
    );
  }
}
