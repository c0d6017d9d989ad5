import { Injectable } from '@nestjs/common';
import type { DailyCloseId, LocationId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export type CloseStanding = 'standing' | 'reopened' | 'replaced';

export interface CloseRow {
  readonly id: DailyCloseId;
  readonly number: string;
  readonly locationId: LocationId;
  readonly businessDate: string;
  /** Canonical JSON of a DayContent. */
  readonly content: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly isIntact: boolean;
  readonly status: CloseStanding;
  readonly isSealed: boolean;
  readonly replaces: { id: string; number: string } | null;
  readonly replacedBy: { id: string; number: string } | null;
}

/** What has become of a location's earlier days, seen from one about to be closed. */
export interface DayState {
  readonly closedThrough: string | null;
  /** The last day of the location with a close that stands. */
  readonly lastClosed: string | null;
  /** The last close of this very day, reopened or not. */
  readonly sameDay: { id: DailyCloseId; status: CloseStanding } | null;
  /** Earlier days that were reopened and not closed again. */
  readonly reopened: { number: string; businessDate: string }[];
}

const CLOSES = `
  SELECT c.id, c.number, c.location_id AS "locationId", c.business_date AS "businessDate", c.content,
         encode(c.hash, 'hex') AS hash, encode(c.previous_hash, 'hex') AS "previousHash",
         c.hash = sha256(c.previous_hash || convert_to(c.content, 'UTF8'))
           AND c.previous_hash = coalesce((SELECT p.hash FROM daily_closes p WHERE p.clinic_id = c.clinic_id AND p.position = c.position - 1), ''::bytea) AS "isIntact",
         CASE WHEN r.id IS NOT NULL THEN 'replaced' WHEN o.id IS NOT NULL THEN 'reopened' ELSE 'standing' END AS status,
         coalesce(c.business_date <= b.closed_through, false) AS "isSealed",
         CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id, 'number', w.number) END AS replaces,
         CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'number', r.number) END AS "replacedBy"
    FROM daily_closes c
    JOIN ledger_books b ON b.clinic_id = c.clinic_id
    LEFT JOIN daily_closes r ON r.clinic_id = c.clinic_id AND r.replaces_id = c.id
    LEFT JOIN daily_closes w ON w.clinic_id = c.clinic_id AND w.id = c.replaces_id
    LEFT JOIN day_reopenings o ON o.clinic_id = c.clinic_id AND o.close_id = c.id AND o.state = 'reopened'
   WHERE c.clinic_id = current_clinic()`;

const STATE = `
  SELECT b.closed_through AS "closedThrough",
         (SELECT max(c.business_date) FROM standing_daily_closes c WHERE c.clinic_id = b.clinic_id AND c.location_id = $1) AS "lastClosed",
         (SELECT json_build_object('id', c.id, 'status', CASE WHEN s.id IS NULL THEN 'reopened' ELSE 'standing' END) FROM daily_closes c
            LEFT JOIN standing_daily_closes s ON s.clinic_id = c.clinic_id AND s.id = c.id
           WHERE c.clinic_id = b.clinic_id AND c.location_id = $1 AND c.business_date = $2 ORDER BY c.position DESC LIMIT 1) AS "sameDay",
         (SELECT coalesce(json_agg(json_build_object('number', c.number, 'businessDate', c.business_date) ORDER BY c.position), '[]') FROM daily_closes c
           WHERE c.clinic_id = b.clinic_id AND c.location_id = $1 AND c.business_date < $2
             AND EXISTS (SELECT 1 FROM day_reopenings o WHERE o.clinic_id = c.clinic_id AND o.close_id = c.id AND o.state = 'reopened')
             AND NOT EXISTS (SELECT 1 FROM daily_closes r WHERE r.clinic_id = c.clinic_id AND r.replaces_id = c.id)) AS reopened
    FROM ledger_books b WHERE b.clinic_id = current_clinic()`;

const INSERT = `
  INSERT INTO daily_closes (clinic_id, id, position, number, location_id, business_date, content, entries_hash, previous_hash, hash,
                            replaces_id, closed_at, closed_by_id)
  SELECT current_clinic(), $1::uuid, coalesce(p.position, 0) + 1, $2, $3::uuid, $4::date, $5::text, decode($6, 'hex'), coalesce(p.hash, ''::bytea),
         sha256(coalesce(p.hash, ''::bytea) || convert_to($5::text, 'UTF8')), $7::uuid, $8::timestamptz, $9
    FROM (SELECT 1) AS one
    LEFT JOIN LATERAL (SELECT c.position, c.hash FROM daily_closes c WHERE c.clinic_id = current_clinic() ORDER BY c.position DESC LIMIT 1) p ON true`;

/** Rows of daily_closes. Writing needs a transaction that holds posting. */
@Injectable()
export class DailyClosesRepository {
  constructor(private readonly sql: Sql) {}

  find(id: DailyCloseId): Promise<CloseRow | undefined> {
    return this.sql.one<CloseRow>(`${CLOSES} AND c.id = $1`, [id]);
  }

  /** The newest first. */
  list(filter: { locationId?: string; beforeId?: string; limit: number }): Promise<CloseRow[]> {
    return this.sql.query<CloseRow>(
      `${CLOSES} AND ($1::uuid IS NULL OR c.location_id = $1) AND ($2::uuid IS NULL OR c.position < (SELECT k.position FROM daily_closes k WHERE k.clinic_id = current_clinic() AND k.id = $2))
       ORDER BY c.position DESC LIMIT $3`,
      [filter.locationId ?? null, filter.beforeId ?? null, filter.limit],
    );
  }

  async stateOf(locationId: LocationId, businessDate: string): Promise<DayState> {
    const state = await this.sql.one<DayState>(STATE, [locationId, businessDate]);
    return state ?? { closedThrough: null, lastClosed: null, sameDay: null, reopened: [] };
  }

  /** Chained to the clinic's close before it. */
  async insert(close: {
    id: DailyCloseId;
    number: string;
    locationId: LocationId;
    businessDate: string;
    content: string;
    entriesHash: string;
    replacesId: DailyCloseId | null;
    closedAt: Date;
    closedById: string;
  }): Promise<void> {
    await this.sql.execute(INSERT, [
      close.id,
      close.number,
      close.locationId,
      close.businessDate,
      close.content,
      close.entriesHash,
      close.replacesId,
      close.closedAt,
      close.closedById,
    ]);
  }

  /** How far days are closed, and from where on something is not covered. */
  async coverage(): Promise<{ latestClosed: string; firstUncovered: string | null } | undefined> {
    return this.sql.one(
      `SELECT (SELECT max(c.business_date) FROM standing_daily_closes c WHERE c.clinic_id = current_clinic()) AS "latestClosed",
              least((SELECT min(u.effective_on) FROM uncovered_entries u WHERE u.clinic_id = current_clinic()),
                (SELECT min(c.business_date) FROM day_reopenings o JOIN daily_closes c ON c.clinic_id = o.clinic_id AND c.id = o.close_id
                  WHERE o.clinic_id = current_clinic() AND o.state = 'reopened'
                    AND NOT EXISTS (SELECT 1 FROM daily_closes r WHERE r.clinic_id = c.clinic_id AND r.replaces_id = c.id))) AS "firstUncovered"`,
    );
  }

  verify(): Promise<{ finding: string; subject: string }[]> {
    return this.sql.query('SELECT finding, subject FROM verify_daily_closes(current_clinic())');
  }
}
