import { Injectable } from '@nestjs/common';
import type { VisitId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface EstimateOverrideRow {
  readonly id: string;
  readonly estimateId: string;
  readonly visitId: VisitId;
  readonly reason: string;
  readonly estimatedCents: string;
  readonly billedCents: string;
  readonly by: { readonly kind: string; readonly id: string };
  readonly at: Date;
}

/** Visits that were billed beyond an estimate, and why. */
@Injectable()
export class EstimateOverridesRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: EstimateOverrideRow): Promise<void> {
    await this.sql.execute(
      `INSERT INTO estimate_overrides (clinic_id, id, estimate_id, visit_id, reason, estimated_cents, billed_cents, made_by_kind, made_by_id, made_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.id,
        row.estimateId,
        row.visitId,
        row.reason,
        row.estimatedCents,
        row.billedCents,
        row.by.kind,
        row.by.id,
        row.at,
      ],
    );
  }

  /** The oldest first. */
  ofEstimate(estimateId: string): Promise<{ visitId: VisitId; reason: string; billedCents: string; at: Date }[]> {
    return this.sql.query(
      `SELECT visit_id AS "visitId", reason, billed_cents AS "billedCents", made_at AS at FROM estimate_overrides
        WHERE clinic_id = current_clinic() AND estimate_id = $1 ORDER BY id`,
      [estimateId],
    );
  }
}
