import { Injectable } from '@nestjs/common';
import type { CoverageId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** A plan that was asked, and for care of which day. */
export interface PlanAsked {
  readonly coverageId: CoverageId;
  readonly dateOfService: string;
}

// Of several in the same place the one that began last, as for the first plan.
const NEXT = `
  SELECT a.n, n.id FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS a (coverage_id, day, n)
    JOIN coverages k ON k.clinic_id = current_clinic() AND k.id = a.coverage_id
    JOIN LATERAL (
      SELECT x.id FROM coverages x
       WHERE x.clinic_id = k.clinic_id AND x.patient_id = k.patient_id AND x.priority > k.priority
         AND x.effective_from <= a.day AND (x.effective_to IS NULL OR a.day <= x.effective_to)
       ORDER BY x.priority, x.effective_from DESC, x.id DESC LIMIT 1) n ON true`;

/**
 * Finds the plan that is asked after another: the patient's next one in effect on the day of care.
 *
 * Tx: joins the open one or opens its own; one query however many are asked about.
 */
@Injectable()
export class NextPlans {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** In the order asked; undefined where the patient has no further plan. */
  async execute(asked: readonly PlanAsked[]): Promise<(CoverageId | undefined)[]> {
    if (asked.length === 0) return [];
    const rows = await this.transactions.run(() =>
      this.sql.query<{ n: string; id: CoverageId }>(NEXT, [
        asked.map(({ coverageId }) => coverageId),
        asked.map(({ dateOfService }) => dateOfService),
      ]),
    );
    const found = new Map(rows.map((row) => [Number(row.n), row.id]));
    return asked.map((_, index) => found.get(index + 1));
  }
}
