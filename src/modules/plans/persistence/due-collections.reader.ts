import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { Sql } from '../../../platform/database/sql';
import type { InstallmentRef } from './collections.repository';

/** Plans whose patient has agreed to be charged by themselves, with the installments of the schedule in force. */
const AGREED = `autopay_consents c
  JOIN payment_plans p ON p.clinic_id = c.clinic_id AND p.id = c.plan_id AND p.version = c.version AND p.state = 'active'
  JOIN installments i ON i.clinic_id = p.clinic_id AND i.plan_id = p.id AND i.version = p.version AND i.number > 0 AND i.due_on >= c.from_on
  LEFT JOIN installment_collections k ON k.clinic_id = i.clinic_id AND k.plan_id = i.plan_id AND k.version = i.version AND k.number = i.number
 WHERE c.clinic_id = current_clinic() AND c.revoked_at IS NULL`;

// The oldest of each plan alone: the next one's turn comes when it is settled, and nothing is charged twice at once.
const DUE = `SELECT DISTINCT ON (p.id) p.id AS "planId", p.version, i.number FROM ${AGREED}
    AND i.due_on <= $1 AND (k.plan_id IS NULL OR (k.state = 'waiting' AND coalesce(k.try_on <= $1, true) AND coalesce(k.try_at <= $2, true))
                            OR (k.state = 'charging' AND k.changed_at < $3))
  ORDER BY p.id, i.number LIMIT $4`;

const COMING = `SELECT p.id AS "planId", p.version, i.number FROM ${AGREED}
    AND i.due_on > $1 AND i.due_on <= $2 AND k.noticed_on IS NULL AND coalesce(k.state, 'waiting') = 'waiting'
    AND (p.id, i.number::int) > ($3::uuid, $4::int)
  ORDER BY p.id, i.number LIMIT $5`;

const TROUBLE = `SELECT count(*)::int AS count FROM collection_attempts
  WHERE clinic_id = current_clinic() AND ((outcome = 'unavailable' AND ended_at > $1) OR (ended_at IS NULL AND started_at < $1))`;

/** What the jobs have to look at. Needs a transaction; what it says is only where to look. */
@Injectable()
export class DueCollectionsReader {
  constructor(private readonly sql: Sql) {}

  due(now: { on: BusinessDate; at: Date; abandonedBefore: Date }, limit: number): Promise<InstallmentRef[]> {
    return this.sql.query<InstallmentRef>(DUE, [now.on.toString(), now.at, now.abandonedBefore, limit]);
  }

  /** Installments due after the day, until another, whose patient was not told yet. */
  coming(
    between: { after: BusinessDate; until: BusinessDate },
    page: { afterPlanId: string; afterNumber: number; limit: number },
  ): Promise<InstallmentRef[]> {
    const { afterPlanId, afterNumber, limit } = page;
    return this.sql.query<InstallmentRef>(COMING, [
      between.after.toString(),
      between.until.toString(),
      afterPlanId,
      afterNumber,
      limit,
    ]);
  }

  /** How many tries lately found nobody to ask, or were asked before and are not answered yet. */
  async troublesSince(moment: Date): Promise<number> {
    return (await this.sql.one<{ count: number }>(TROUBLE, [moment]))?.count ?? 0;
  }
}
