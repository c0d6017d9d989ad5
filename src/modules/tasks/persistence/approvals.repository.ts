import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { ApprovalKind } from '../approval-kinds';

export interface ApprovalRow {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly amountCents: string | null;
  readonly reason: string;
  readonly requestedById: string;
  readonly requestedByLabel: string;
  readonly requestedAt: Date;
  readonly state: 'requested' | 'approved' | 'rejected';
  readonly decidedById: string | null;
  readonly decidedByLabel: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
}

const COLUMNS = `id, kind, subject_type AS "subjectType", subject_id AS "subjectId", amount_cents AS "amountCents", reason,
  requested_by_id AS "requestedById", requested_by_label AS "requestedByLabel", requested_at AS "requestedAt", state,
  decided_by_id AS "decidedById", decided_by_label AS "decidedByLabel", decided_at AS "decidedAt", note`;

/** Rows of approvals. */
@Injectable()
export class ApprovalsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(
    row: Omit<ApprovalRow, 'state' | 'decidedById' | 'decidedByLabel' | 'decidedAt' | 'note'>,
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO approvals (clinic_id, id, kind, subject_type, subject_id, amount_cents, reason, requested_by_id, requested_by_label, requested_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.id,
        row.kind,
        row.subjectType,
        row.subjectId,
        row.amountCents,
        row.reason,
        row.requestedById,
        row.requestedByLabel,
        row.requestedAt,
      ],
    );
  }

  lock(id: string): Promise<ApprovalRow | undefined> {
    return this.sql.one<ApprovalRow>(
      `SELECT ${COLUMNS} FROM approvals WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  get(id: string): Promise<ApprovalRow | undefined> {
    return this.sql.one<ApprovalRow>(
      `SELECT ${COLUMNS} FROM approvals WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }

  async decide(
    id: string,
    decision: { state: 'approved' | 'rejected'; byId: string; byLabel: string; at: Date; note: string | null },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE approvals SET state = $2, decided_by_id = $3, decided_by_label = $4, decided_at = $5, note = $6
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, decision.state, decision.byId, decision.byLabel, decision.at, decision.note],
    );
  }

  list(filter: { state?: string; beforeId?: string; limit: number }): Promise<ApprovalRow[]> {
    return this.sql.query<ApprovalRow>(
      `SELECT ${COLUMNS} FROM approvals WHERE clinic_id = current_clinic() AND ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [filter.state ?? null, filter.beforeId ?? null, filter.limit],
    );
  }
}
