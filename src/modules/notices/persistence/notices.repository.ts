import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../../../domain/notices/notice-kinds';
import type { NoticeState } from '../../../domain/notices/notice-state';
import { Sql } from '../../../platform/database/sql';
import type { NoticeReason } from '../notice-reasons';

export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly aboutType: string;
  readonly aboutId: string;
  readonly occasionOn: string;
  readonly copy: number;
  readonly patientId: string;
  readonly address: string | null;
  readonly subject: string;
  readonly body: string;
  readonly linkKind: string | null;
  readonly amountCents: string | null;
  readonly state: NoticeState;
  readonly reason: NoticeReason | null;
  readonly sendAt: Date | null;
  readonly sendingAt: Date | null;
  readonly attempts: number;
  readonly losses: number;
  readonly storedAt: Date;
  readonly endedAt: Date | null;
}

export type NoticeToStore = Omit<NoticeRow, 'sendingAt' | 'attempts' | 'losses'>;

/** What changes of a notice after it is stored. */
export type NoticeChange = Pick<NoticeRow, 'state'> &
  Partial<Pick<NoticeRow, 'reason' | 'sendAt' | 'sendingAt' | 'attempts' | 'losses' | 'endedAt'>>;

export interface NoticeFilter {
  readonly patientId?: string;
  readonly state?: string;
  readonly kind?: string;
  readonly beforeId?: string;
  readonly limit: number;
}

const COLUMNS = `id, kind, about_type AS "aboutType", about_id AS "aboutId", occasion_on AS "occasionOn", copy, patient_id AS "patientId",
  address, subject, body, link_kind AS "linkKind", amount_cents AS "amountCents", state, reason,
  send_at AS "sendAt", sending_at AS "sendingAt", attempts, losses, stored_at AS "storedAt", ended_at AS "endedAt"`;

/** Rows of notices. */
@Injectable()
export class NoticesRepository {
  constructor(private readonly sql: Sql) {}

  /** Whether it was stored: the same occasion is written about once. */
  async insert(row: NoticeToStore): Promise<boolean> {
    const stored = await this.sql.execute(
      `INSERT INTO notices (clinic_id, id, kind, about_type, about_id, occasion_on, copy, patient_id, address, subject, body,
                            link_kind, amount_cents, state, reason, send_at, stored_at, ended_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       ON CONFLICT ON CONSTRAINT uq_notices_occasion DO NOTHING`,
      [
        row.id,
        row.kind,
        row.aboutType,
        row.aboutId,
        row.occasionOn,
        row.copy,
        row.patientId,
        row.address,
        row.subject,
        row.body,
        row.linkKind,
        row.amountCents,
        row.state,
        row.reason,
        row.sendAt,
        row.storedAt,
        row.endedAt,
      ],
    );
    return stored === 1;
  }

  get(id: string): Promise<NoticeRow | undefined> {
    return this.sql.one<NoticeRow>(`SELECT ${COLUMNS} FROM notices WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
    ]);
  }

  lock(id: string): Promise<NoticeRow | undefined> {
    return this.sql.one<NoticeRow>(
      `SELECT ${COLUMNS} FROM notices WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`,
      [id],
    );
  }

  /** What is left out is cleared, but for the counts. */
  async change(id: string, to: NoticeChange): Promise<void> {
    await this.sql.execute(
      `UPDATE notices SET state = $2, reason = $3, send_at = $4, sending_at = $5, ended_at = $6,
              attempts = coalesce($7, attempts), losses = coalesce($8, losses)
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        id,
        to.state,
        to.reason ?? null,
        to.sendAt ?? null,
        to.sendingAt ?? null,
        to.endedAt ?? null,
        to.attempts ?? null,
        to.losses ?? null,
      ],
    );
  }

  /** Those to hand over by now, and those whose handing over nobody finished. */
  async due(now: Date, abandonedBefore: Date, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `(SELECT id, send_at AS at FROM notices
         WHERE clinic_id = current_clinic() AND state IN ('queued', 'unknown') AND send_at <= $1 ORDER BY send_at LIMIT $3)
       UNION ALL
       (SELECT id, sending_at FROM notices
         WHERE clinic_id = current_clinic() AND state = 'sending' AND sending_at < $2 ORDER BY sending_at LIMIT $3)
       ORDER BY at LIMIT $3`,
      [now, abandonedBefore, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes back what has not left; what may have is not sent again. How many. */
  cancelAbout(aboutId: string, kinds: readonly NoticeKind[] | null, done: { reason: NoticeReason; at: Date }) {
    return this.sql.execute(
      `UPDATE notices SET state = CASE state WHEN 'queued' THEN 'canceled' ELSE state END, send_at = NULL, reason = $3,
              ended_at = CASE state WHEN 'queued' THEN $4::timestamptz END
        WHERE clinic_id = current_clinic() AND about_id = $1 AND ($2::text[] IS NULL OR kind = ANY ($2))
          AND state IN ('queued', 'unknown') AND send_at IS NOT NULL`,
      [aboutId, kinds, done.reason, done.at],
    );
  }

  /** Those of a patient that have not left, the oldest first, locked. */
  lockWaiting(patientId: string): Promise<NoticeRow[]> {
    return this.sql.query<NoticeRow>(
      `SELECT ${COLUMNS} FROM notices WHERE clinic_id = current_clinic() AND patient_id = $1 AND state IN ('queued', 'unknown')
          AND send_at IS NOT NULL ORDER BY id FOR UPDATE`,
      [patientId],
    );
  }

  async readdress(id: string, address: string): Promise<void> {
    await this.sql.execute(`UPDATE notices SET address = $2 WHERE clinic_id = current_clinic() AND id = $1`, [
      id,
      address,
    ]);
  }

  /** The latest copy of the same occasion, which may be the notice itself. */
  async latestCopy(notice: NoticeRow): Promise<NoticeRow> {
    const latest = await this.sql.one<NoticeRow>(
      `SELECT ${COLUMNS} FROM notices WHERE clinic_id = current_clinic() AND kind = $1 AND about_id = $2 AND occasion_on = $3
        ORDER BY copy DESC LIMIT 1`,
      [notice.kind, notice.aboutId, notice.occasionOn],
    );
    return latest ?? notice;
  }

  /** The newest first. */
  list(filter: NoticeFilter): Promise<NoticeRow[]> {
    return this.sql.query<NoticeRow>(
      `SELECT ${COLUMNS} FROM notices WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR patient_id = $1)
          AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR kind = $3) AND ($4::uuid IS NULL OR id < $4)
        ORDER BY id DESC LIMIT $5`,
      [filter.patientId ?? null, filter.state ?? null, filter.kind ?? null, filter.beforeId ?? null, filter.limit],
    );
  }
}
