import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { HoldReason } from '../hold-reasons';
import type { Author } from './plans.repository';

export interface ReminderHoldRow {
  readonly id: string;
  readonly patientId: string;
  readonly reason: HoldReason;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

const HOLDS = `SELECT id, patient_id AS "patientId", reason, started_at AS "startedAt", ended_at AS "endedAt"
  FROM reminder_holds WHERE clinic_id = current_clinic()`;

/** Rows of reminder_holds. Needs a transaction. */
@Injectable()
export class ReminderHoldsRepository {
  constructor(private readonly sql: Sql) {}

  async isHeld(patientId: string): Promise<boolean> {
    return (await this.live(patientId)) !== undefined;
  }

  live(patientId: string): Promise<ReminderHoldRow | undefined> {
    return this.sql.one<ReminderHoldRow>(`${HOLDS} AND patient_id = $1 AND ended_at IS NULL`, [patientId]);
  }

  async start(id: string, hold: { patientId: string; reason: HoldReason }, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO reminder_holds (clinic_id, id, patient_id, reason, started_at, started_by_kind, started_by_id)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6)`,
      [id, hold.patientId, hold.reason, by.at, by.kind, by.id],
    );
  }

  async end(patientId: string, at: Date): Promise<number> {
    return this.sql.execute(
      `UPDATE reminder_holds SET ended_at = $2 WHERE clinic_id = current_clinic() AND patient_id = $1 AND ended_at IS NULL`,
      [patientId, at],
    );
  }
}
