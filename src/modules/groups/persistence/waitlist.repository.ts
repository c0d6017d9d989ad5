import { Injectable } from '@nestjs/common';
import type { GroupSessionId, PatientId, SeatId, WaitlistEntryId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { Author } from './group-sessions.repository';
import type { AgreedSeatPrice } from './seats.repository';

export const WAITLIST_STATES = ['waiting', 'promoted', 'left'] as const;
export type WaitlistState = (typeof WAITLIST_STATES)[number];

export interface WaitlistRow extends AgreedSeatPrice {
  readonly id: WaitlistEntryId;
  readonly position: number;
  readonly patientId: PatientId;
  readonly state: WaitlistState;
  readonly seatId: SeatId | null;
}

const COLUMNS = `w.id, w.position, w.patient_id AS "patientId", w.list_price_cents AS "listPriceCents", w.price_cents AS "priceCents",
  w.price_source AS "priceSource", w.agreed_on AS "agreedOn", w.determination_id AS "determinationId", w.state, w.seat_id AS "seatId"`;

/** Rows of waitlists. Needs a transaction in which the session is locked. */
@Injectable()
export class WaitlistRepository {
  constructor(private readonly sql: Sql) {}

  /** Everybody who ever waited for the session, in the order they came. */
  ofSession(id: GroupSessionId): Promise<WaitlistRow[]> {
    return this.sql.query<WaitlistRow>(
      `SELECT ${COLUMNS} FROM group_waitlist w WHERE w.clinic_id = current_clinic() AND w.session_id = $1 ORDER BY w.position`,
      [id],
    );
  }

  async insert(sessionId: GroupSessionId, entry: Omit<WaitlistRow, 'state' | 'seatId'>, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO group_waitlist (clinic_id, id, session_id, position, patient_id, list_price_cents, price_cents, price_source,
         agreed_on, determination_id, created_by_kind, created_by_id, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        entry.id,
        sessionId,
        entry.position,
        entry.patientId,
        entry.listPriceCents,
        entry.priceCents,
        JSON.stringify(entry.priceSource),
        entry.agreedOn,
        entry.determinationId,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  async promote(id: WaitlistEntryId, seatId: SeatId, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE group_waitlist SET state = 'promoted', seat_id = $2, ended_at = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, seatId, at],
    );
  }

  async leave(ids: readonly WaitlistEntryId[], at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE group_waitlist SET state = 'left', ended_at = $2 WHERE clinic_id = current_clinic() AND id = ANY ($1::uuid[])`,
      [ids, at],
    );
  }
}
