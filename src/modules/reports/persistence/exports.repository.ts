import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { ExportState } from '../export.view';
import type { ReportFormat } from '../formats/format-of';
import type { ReportQuery } from '../report-query';

export interface ExportRow {
  readonly id: string;
  readonly report: string;
  readonly format: ReportFormat;
  readonly query: ReportQuery;
  readonly state: ExportState;
  readonly rowCount: string | null;
  readonly rowsWritten: string;
  readonly byteCount: string;
  readonly sha256: string | null;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly problem: { readonly code: string } | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date | null;
}

const COLUMNS = `id, report, format, query, state, row_count AS "rowCount", rows_written AS "rowsWritten", byte_count AS "byteCount", sha256,
  file_name AS "fileName", content_type AS "contentType", problem, requested_at AS "requestedAt", expires_at AS "expiresAt"`;

/** Rows of report_exports and the pieces of their files. Needs a transaction. */
@Injectable()
export class ExportsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: {
    id: string;
    report: string;
    format: ReportFormat;
    query: ReportQuery;
    requestedById: string;
    requestedAt: Date;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO report_exports (clinic_id, id, report, format, query, requested_by_id, requested_at) VALUES (current_clinic(), $1, $2, $3, $4, $5, $6)`,
      [row.id, row.report, row.format, JSON.stringify(row.query), row.requestedById, row.requestedAt],
    );
  }

  find(id: string): Promise<ExportRow | undefined> {
    return this.sql.one<ExportRow>(
      `SELECT ${COLUMNS} FROM report_exports WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }

  list(page: { beforeId?: string; limit: number }): Promise<ExportRow[]> {
    return this.sql.query<ExportRow>(
      `SELECT ${COLUMNS} FROM report_exports WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
      [page.beforeId ?? null, page.limit],
    );
  }

  /** Takes it up, also again after a crash: what was written then is let go of. Nothing when it is over. */
  async begin(id: string): Promise<ExportRow | undefined> {
    const row = await this.sql.one<ExportRow>(
      `UPDATE report_exports SET state = 'running', rows_written = 0, byte_count = 0
        WHERE clinic_id = current_clinic() AND id = $1 AND state IN ('waiting', 'running') RETURNING ${COLUMNS}`,
      [id],
    );
    if (row) await this.deleteChunks(id);
    return row;
  }

  /** Whether it is still wanted. */
  async progress(id: string, at: { rowCount: number; rowsWritten: number; byteCount: number }): Promise<boolean> {
    const changed = await this.sql.execute(
      `UPDATE report_exports SET row_count = $2, rows_written = $3, byte_count = $4 WHERE clinic_id = current_clinic() AND id = $1 AND state = 'running'`,
      [id, at.rowCount, at.rowsWritten, at.byteCount],
    );
    return changed > 0;
  }

  async insertChunk(id: string, position: number, bytes: Buffer): Promise<void> {
    await this.sql.execute(
      `INSERT INTO report_export_chunks (clinic_id, export_id, position, bytes) VALUES (current_clinic(), $1, $2, $3)`,
      [id, position, bytes],
    );
  }

  async chunk(id: string, position: number): Promise<Buffer | undefined> {
    const row = await this.sql.one<{ bytes: Buffer }>(
      `SELECT bytes FROM report_export_chunks WHERE clinic_id = current_clinic() AND export_id = $1 AND position = $2`,
      [id, position],
    );
    return row?.bytes;
  }

  async deleteChunks(id: string): Promise<void> {
    await this.sql.execute(`DELETE FROM report_export_chunks WHERE clinic_id = current_clinic() AND export_id = $1`, [
      id,
    ]);
  }

  async finish(
    id: string,
    file: { sha256: string; fileName: string; contentType: string; finishedAt: Date; expiresAt: Date },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE report_exports SET state = 'done', sha256 = $2, file_name = $3, content_type = $4, finished_at = $5, expires_at = $6
        WHERE clinic_id = current_clinic() AND id = $1 AND state = 'running'`,
      [id, file.sha256, file.fileName, file.contentType, file.finishedAt, file.expiresAt],
    );
  }

  async fail(id: string, problem: object, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE report_exports SET state = 'failed', problem = $2, finished_at = $3 WHERE clinic_id = current_clinic() AND id = $1 AND state = 'running'`,
      [id, JSON.stringify(problem), at],
    );
    await this.deleteChunks(id);
  }

  /** Whether it could still be. */
  async cancel(id: string, at: Date): Promise<boolean> {
    const changed = await this.sql.execute(
      `UPDATE report_exports SET state = 'canceled', finished_at = $2 WHERE clinic_id = current_clinic() AND id = $1 AND state IN ('waiting', 'running')`,
      [id, at],
    );
    if (changed > 0) await this.deleteChunks(id);
    return changed > 0;
  }

  async expire(now: Date): Promise<void> {
    await this.sql.execute(
      `DELETE FROM report_export_chunks c USING report_exports x
        WHERE c.clinic_id = current_clinic() AND x.clinic_id = c.clinic_id AND x.id = c.export_id
          AND ((x.state = 'done' AND x.expires_at <= $1) OR x.state IN ('canceled', 'failed'))`,
      [now],
    );
    await this.sql.execute(
      `UPDATE report_exports SET state = 'expired' WHERE clinic_id = current_clinic() AND state = 'done' AND expires_at <= $1`,
      [now],
    );
  }
}
