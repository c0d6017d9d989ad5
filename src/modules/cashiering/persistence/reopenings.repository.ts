import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { DailyCloseId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface ReopeningRow {
  readonly isLatest: boolean;
  /** Null when nobody has asked. */
  readonly waitingReason: string | null;
}

/** Rows of day_reopenings. Needs a transaction. */
@Injectable()
export class ReopeningsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Locks the clinic's books, so that two who ask at once come one after the other.
   * @returns whether a reopening of the close waits already
   * Errors: `daily_close_unknown`, `day_not_latest`, `period_in_closed_month`.
   */
  async refuseUnlessLatest(closeId: DailyCloseId): Promise<'requested' | 'free'> {
    await this.sql.execute(`SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text, 15))`);
    const close = await this.sql.one<{ isLatest: boolean; isInClosedMonth: boolean; isRequested: boolean }>(
      `SELECT s.id IS NOT NULL AND c.business_date = b.closed_through AS "isLatest",
              coalesce(c.business_date <= b.month_closed_through, false) AS "isInClosedMonth",
              EXISTS (SELECT 1 FROM day_reopenings o WHERE o.clinic_id = c.clinic_id AND o.close_id = c.id AND o.state = 'requested') AS "isRequested"
         FROM daily_closes c JOIN ledger_books b ON b.clinic_id = c.clinic_id
         LEFT JOIN standing_daily_closes s ON s.clinic_id = c.clinic_id AND s.id = c.id
        WHERE c.clinic_id = current_clinic() AND c.id = $1`,
      [closeId],
    );
    if (!close) throw new DomainError('daily_close_unknown', { detail: 'This clinic has no such daily close.' });
    if (!close.isLatest)
      throw new DomainError('day_not_latest', {
        detail: 'Only the day the books were sealed through last can be reopened. Correct older days by later entries.',
      });
    if (close.isInClosedMonth)
      throw new DomainError('period_in_closed_month', {
        detail: 'The month of this day is closed. Have the month reopened first, or correct by later entries.',
      });
    return close.isRequested ? 'requested' : 'free';
  }

  /** Whether a close is the one that could be reopened now, and the request for it that waits. */
  async of(closeId: DailyCloseId): Promise<ReopeningRow> {
    const row = await this.sql.one<ReopeningRow>(
      `SELECT coalesce(c.business_date = b.closed_through AND s.id IS NOT NULL, false) AS "isLatest",
              (SELECT o.reason FROM day_reopenings o WHERE o.clinic_id = c.clinic_id AND o.close_id = c.id AND o.state = 'requested' LIMIT 1) AS "waitingReason"
         FROM daily_closes c JOIN ledger_books b ON b.clinic_id = c.clinic_id
         LEFT JOIN standing_daily_closes s ON s.clinic_id = c.clinic_id AND s.id = c.id
        WHERE c.clinic_id = current_clinic() AND c.id = $1`,
      [closeId],
    );
    return row ?? { isLatest: false, waitingReason: null };
  }

  async insert(reopening: {
    id: string;
    closeId: DailyCloseId;
    reason: string;
    requestedById: string;
    requestedAt: Date;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO day_reopenings (clinic_id, id, close_id, reason, requested_by_id, requested_at) VALUES (current_clinic(), $1, $2, $3, $4, $5)`,
      [reopening.id, reopening.closeId, reopening.reason, reopening.requestedById, reopening.requestedAt],
    );
  }

  /** The close of a reopening that waits, locked. */
  async lock(id: string): Promise<DailyCloseId | undefined> {
    const row = await this.sql.one<{ closeId: DailyCloseId }>(
      `SELECT close_id AS "closeId" FROM day_reopenings WHERE clinic_id = current_clinic() AND id = $1 AND state = 'requested' FOR UPDATE`,
      [id],
    );
    return row?.closeId;
  }

  async decide(id: string, state: 'reopened' | 'rejected', at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE day_reopenings SET state = $2, decided_at = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, state, at],
    );
  }
}
