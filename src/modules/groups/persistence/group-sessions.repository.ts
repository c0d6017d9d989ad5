import { Injectable } from '@nestjs/common';
import type { GroupSessionId, LocationId, ProviderId, ServiceId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export const GROUP_SESSION_STATES = ['scheduled', 'completed', 'canceled'] as const;
export type GroupSessionState = (typeof GROUP_SESSION_STATES)[number];

export interface GroupSessionRow {
  readonly id: GroupSessionId;
  readonly serviceId: ServiceId;
  readonly serviceCode: string;
  readonly providerId: ProviderId;
  readonly locationId: LocationId;
  readonly startsAt: Date;
  readonly sessionOn: string;
  readonly durationMinutes: number;
  readonly capacity: number;
  readonly leastPatients: number | null;
  readonly state: GroupSessionState;
}

/** Who writes a row, and when. */
export interface Author {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
}

const COLUMNS = `g.id, g.service_id AS "serviceId", g.service_code AS "serviceCode", g.provider_id AS "providerId",
  g.location_id AS "locationId", g.starts_at AS "startsAt", g.session_on AS "sessionOn", g.duration_minutes AS "durationMinutes",
  g.capacity, g.least_patients AS "leastPatients", g.state`;

/** Rows of group sessions. Needs a transaction. */
@Injectable()
export class GroupSessionsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: Omit<GroupSessionRow, 'state'>, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO group_sessions (clinic_id, id, service_id, service_code, provider_id, location_id, starts_at, session_on,
         duration_minutes, capacity, least_patients, created_by_kind, created_by_id, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        row.id,
        row.serviceId,
        row.serviceCode,
        row.providerId,
        row.locationId,
        row.startsAt,
        row.sessionOn,
        row.durationMinutes,
        row.capacity,
        row.leastPatients,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  /** Every change of a session, its seats and its waitlist begins with this lock. */
  lock(id: GroupSessionId): Promise<GroupSessionRow | undefined> {
    return this.sql.one<GroupSessionRow>(
      `SELECT ${COLUMNS} FROM group_sessions g WHERE g.clinic_id = current_clinic() AND g.id = $1 FOR UPDATE`,
      [id],
    );
  }

  async end(id: GroupSessionId, ended: { state: 'completed' | 'canceled'; at: Date; reason?: string }): Promise<void> {
    await this.sql.execute(
      `UPDATE group_sessions SET state = $2, ended_at = $3, cancel_reason = $4 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, ended.state, ended.at, ended.reason ?? null],
    );
  }

  /** Sessions with a hold that has ended. */
  async withEndedHolds(now: Date): Promise<GroupSessionId[]> {
    const rows = await this.sql.query<{ id: GroupSessionId }>(
      `SELECT DISTINCT session_id AS id FROM group_seats
        WHERE clinic_id = current_clinic() AND state = 'held' AND hold_expires_at <= $1 ORDER BY session_id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }
}
