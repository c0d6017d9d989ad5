import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../../../domain/notices/notice-kinds';
import { Sql } from '../../../platform/database/sql';

/** Rows of notice_opt_outs. */
@Injectable()
export class OptOutsRepository {
  constructor(private readonly sql: Sql) {}

  async has(patientId: string, kind: NoticeKind): Promise<boolean> {
    const row = await this.sql.one(
      'SELECT 1 FROM notice_opt_outs WHERE clinic_id = current_clinic() AND patient_id = $1 AND kind = $2',
      [patientId, kind],
    );
    return row !== undefined;
  }

  async of(patientId: string): Promise<NoticeKind[]> {
    const rows = await this.sql.query<{ kind: NoticeKind }>(
      'SELECT kind FROM notice_opt_outs WHERE clinic_id = current_clinic() AND patient_id = $1 ORDER BY kind',
      [patientId],
    );
    return rows.map(({ kind }) => kind);
  }

  async add(patientId: string, kind: NoticeKind, at: Date): Promise<void> {
    await this.sql.execute(
      `INSERT INTO notice_opt_outs (clinic_id, patient_id, kind, opted_out_at) VALUES (current_clinic(), $1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [patientId, kind, at],
    );
  }

  async remove(patientId: string, kind: NoticeKind): Promise<void> {
    await this.sql.execute(
      'DELETE FROM notice_opt_outs WHERE clinic_id = current_clinic() AND patient_id = $1 AND kind = $2',
      [patientId, kind],
    );
  }
}
