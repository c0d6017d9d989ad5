import { Injectable } from '@nestjs/common';
import type { DenominationCount } from '../../../domain/cashiering/count-cash';
import type { OpenSession } from '../../../domain/cashiering/attribute-cash';
import type { DrawerId, DrawerSessionId, LocationId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import type { Person } from '../../access/acting-person';
import { Sql } from '../../../platform/database/sql';

export interface DrawerRow {
  readonly id: DrawerId;
  readonly name: string;
  readonly locationId: LocationId;
  readonly locationName: string;
  /** The session that is open, or else the last that was. */
  readonly sessionId: DrawerSessionId | null;
  readonly sessionState: 'open' | 'closed' | null;
  /** What the last closed session left in it; null before the first. */
  readonly leftCents: string | null;
}

const DRAWERS = `
  SELECT d.id, d.name, d.location_id AS "locationId", l.name AS "locationName", s.id AS "sessionId", s.state AS "sessionState",
         (SELECT c.next_float_cents FROM drawer_sessions c WHERE c.clinic_id = d.clinic_id AND c.drawer_id = d.id AND c.state = 'closed'
           ORDER BY c.position DESC LIMIT 1) AS "leftCents"
    FROM drawers d JOIN locations l ON l.clinic_id = d.clinic_id AND l.id = d.location_id
    LEFT JOIN LATERAL (SELECT o.id, o.state FROM drawer_sessions o WHERE o.clinic_id = d.clinic_id AND o.drawer_id = d.id
      ORDER BY o.position DESC LIMIT 1) s ON true
   WHERE d.clinic_id = current_clinic()`;

/** Rows of drawers, their sessions and their counts. Needs a transaction. */
@Injectable()
export class DrawersRepository {
  constructor(private readonly sql: Sql) {}

  /** By location, then by name. */
  list(): Promise<DrawerRow[]> {
    return this.sql.query<DrawerRow>(`${DRAWERS} ORDER BY l.name, d.name, d.id`);
  }

  find(id: DrawerId): Promise<DrawerRow | undefined> {
    return this.sql.one<DrawerRow>(`${DRAWERS} AND d.id = $1`, [id]);
  }

  async insert(drawer: { id: DrawerId; locationId: LocationId; name: string; createdAt: Date }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO drawers (clinic_id, id, location_id, name, created_at) VALUES (current_clinic(), $1, $2, $3, $4)`,
      [drawer.id, drawer.locationId, drawer.name, drawer.createdAt],
    );
  }

  openSessions(): Promise<OpenSession[]> {
    return this.sql.query<OpenSession>(
      `SELECT s.id, d.location_id AS "locationId", s.holder_id AS "holderId"
         FROM drawer_sessions s JOIN drawers d ON d.clinic_id = s.clinic_id AND d.id = s.drawer_id
        WHERE s.clinic_id = current_clinic() AND s.state = 'open' ORDER BY s.id`,
    );
  }

  async insertSession(session: {
    id: DrawerSessionId;
    drawerId: DrawerId;
    openedOn: string;
    openedAt: Date;
    openedBy: Person;
    carried: Money;
    openFloat: Money;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO drawer_sessions (clinic_id, id, drawer_id, position, opened_on, opened_at, opened_by_id, opened_by_label, carried_cents,
                                    open_float_cents, holder_id, holder_label)
       SELECT current_clinic(), $1::uuid, $2::uuid, coalesce(max(s.position), 0) + 1, $3::date, $4::timestamptz, $5::text, $6::text, $7::bigint,
              $8::bigint, $5, $6 FROM drawer_sessions s WHERE s.clinic_id = current_clinic() AND s.drawer_id = $2`,
      [
        session.id,
        session.drawerId,
        session.openedOn,
        session.openedAt,
        session.openedBy.id,
        session.openedBy.label,
        session.carried.toCents().toString(),
        session.openFloat.toCents().toString(),
      ],
    );
  }

  async insertCount(count: {
    id: string;
    sessionId: DrawerSessionId;
    moment: 'open' | 'handover' | 'close';
    counts?: readonly DenominationCount[];
    counted: Money;
    expected: Money;
    reason?: string;
    at: Date;
    by: Person;
    handedTo?: string;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO drawer_counts (clinic_id, id, session_id, moment, counts, counted_cents, expected_cents, reason, counted_at,
                                  counted_by_id, counted_by_label, handed_to_label)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        count.id,
        count.sessionId,
        count.moment,
        count.counts ? JSON.stringify(count.counts) : null,
        count.counted.toCents().toString(),
        count.expected.toCents().toString(),
        count.reason ?? null,
        count.at,
        count.by.id,
        count.by.label,
        count.handedTo ?? null,
      ],
    );
  }

  async setHolder(sessionId: DrawerSessionId, holder: Person): Promise<void> {
    await this.sql.execute(
      `UPDATE drawer_sessions SET holder_id = $2, holder_label = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [sessionId, holder.id, holder.label],
    );
  }

  async close(
    sessionId: DrawerSessionId,
    closing: { at: Date; by: Person; deposit: Money; nextFloat: Money },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE drawer_sessions SET state = 'closed', closed_at = $2, closed_by_id = $3, closed_by_label = $4, deposit_cents = $5,
              next_float_cents = $6
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        sessionId,
        closing.at,
        closing.by.id,
        closing.by.label,
        closing.deposit.toCents().toString(),
        closing.nextFloat.toCents().toString(),
      ],
    );
  }
}
