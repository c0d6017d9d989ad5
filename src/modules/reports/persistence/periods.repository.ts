import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { Sql } from '../../../platform/database/sql';

export interface UnsettledRow {
  readonly type: 'payment' | 'refund';
  readonly id: string;
  readonly status: string;
  readonly amountCents: string;
}

export interface LateRow {
  readonly entryId: string;
  readonly sourceType: string;
  readonly sealedOn: string;
  readonly effectiveOn: string;
  readonly amountCents: string;
}

const MOST = 200;

// A card page that nobody has paid yet may still be paid: it is no payment of the month.
const UNSETTLED = `
  SELECT 'payment' AS type, p.id, p.state AS status, p.amount_cents AS "amountCents" FROM payments p
   WHERE p.clinic_id = current_clinic() AND p.effective_on <= $1 AND p.state IN ('pending', 'requires_action', 'processing', 'unknown')
     AND (p.state IN ('processing', 'unknown') OR NOT EXISTS (SELECT FROM checkout_sessions c
       WHERE c.clinic_id = p.clinic_id AND c.payment_id = p.id AND c.state IN ('creating', 'open')))
  UNION ALL
  SELECT 'refund', r.id, r.state, r.amount_cents FROM refund_tenders r, clinics k
   WHERE r.clinic_id = current_clinic() AND k.id = r.clinic_id AND r.state IN ('requested', 'unknown')
     AND (r.created_at AT TIME ZONE k.time_zone)::date <= $1
  ORDER BY 1, 2 LIMIT ${MOST}`;

const LATE = `
  SELECT e.id AS "entryId", e.source_type AS "sourceType", p.sealed_on AS "sealedOn", e.effective_on AS "effectiveOn",
         (SELECT sum(l.amount_cents) FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.amount_cents > 0) AS "amountCents"
    FROM late_postings p JOIN journal_entries e ON e.clinic_id = p.clinic_id AND e.id = p.entry_id
   WHERE p.clinic_id = current_clinic() AND p.sealed_on BETWEEN $1 AND $2 AND e.effective_on > $2
   ORDER BY e.id LIMIT ${MOST}`;

/** What stands between a month and its closing, and rows of period_reopenings. Needs a transaction. */
@Injectable()
export class PeriodsRepository {
  constructor(private readonly sql: Sql) {}

  unsettledThrough(day: BusinessDate): Promise<UnsettledRow[]> {
    return this.sql.query<UnsettledRow>(UNSETTLED, [day.toString()]);
  }

  lateFor(first: BusinessDate, last: BusinessDate): Promise<LateRow[]> {
    return this.sql.query<LateRow>(LATE, [first.toString(), last.toString()]);
  }

  /** Months with anything booked in them, from the day roll-up, the newest first. */
  monthsWithEntries(most: number): Promise<{ month: string; lastDay: string }[]> {
    return this.sql.query(
      `SELECT to_char(m.starts_on, 'YYYY-MM') AS month, (m.starts_on + interval '1 month - 1 day')::date AS "lastDay"
         FROM (SELECT DISTINCT date_trunc('month', a.effective_on) AS starts_on FROM account_movements a WHERE a.clinic_id = current_clinic()) m
        ORDER BY m.starts_on DESC LIMIT $1`,
      [most],
    );
  }

  async insert(reopening: {
    id: string;
    month: BusinessDate;
    reason: string;
    requestedById: string;
    requestedAt: Date;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO period_reopenings (clinic_id, id, month_starts_on, reason, requested_by_id, requested_at) VALUES (current_clinic(), $1, $2, $3, $4, $5)`,
      [reopening.id, reopening.month.toString(), reopening.reason, reopening.requestedById, reopening.requestedAt],
    );
  }

  /** The reopening of a month that waits for another person. */
  waiting(month: BusinessDate): Promise<{ approvalId: string; reason: string } | undefined> {
    return this.sql.one(
      `SELECT a.id AS "approvalId", o.reason FROM period_reopenings o
         JOIN approvals a ON a.clinic_id = o.clinic_id AND a.kind = 'period_reopening' AND a.subject_id = o.id
        WHERE o.clinic_id = current_clinic() AND o.month_starts_on = $1 AND o.state = 'requested'`,
      [month.toString()],
    );
  }

  /** The month of a reopening that waits, locked. */
  async lock(id: string): Promise<string | undefined> {
    const row = await this.sql.one<{ month: string }>(
      `SELECT month_starts_on AS month FROM period_reopenings WHERE clinic_id = current_clinic() AND id = $1 AND state = 'requested' FOR UPDATE`,
      [id],
    );
    return row?.month;
  }

  async decide(id: string, state: 'reopened' | 'rejected', at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE period_reopenings SET state = $2, decided_at = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, state, at],
    );
  }
}
