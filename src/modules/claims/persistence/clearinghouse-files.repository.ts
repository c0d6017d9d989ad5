import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export type FileKind = '999' | '277' | '835';

/** A file about to be kept: whole, or only what tells it from others because its text is kept in parts. */
export interface FileToKeep {
  readonly kind: FileKind;
  readonly sha256: string;
  readonly text?: string;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const INSERT = `
  INSERT INTO clearinghouse_files (clinic_id, id, kind, sha256, file_text, received_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5) ON CONFLICT (clinic_id, sha256) DO NOTHING`;

/** Files that came in, each stored once. Needs a transaction. */
@Injectable()
export class ClearinghouseFilesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a file, or finds the same bytes stored before. A twin that is being stored right now is waited for.
   * @returns its id, and whether it is new
   */
  async store({ kind, sha256, text }: FileToKeep): Promise<{ id: string; isNew: boolean }> {
    const now = this.clock.now();
    const id = newId<string>(now);
    const inserted = await this.sql.execute(INSERT, [id, kind, sha256, text ?? null, toDate(now)]);
    if (inserted === 1) return { id, isNew: true };
    const row = await this.sql.one<{ id: string }>(
      'SELECT id FROM clearinghouse_files WHERE clinic_id = current_clinic() AND sha256 = $1',
      [sha256],
    );
    return { id: row?.id ?? id, isNew: false };
  }

  /** The next part of a large file. */
  async addPart(fileId: string, number: number, text: string): Promise<void> {
    await this.sql.execute(
      `INSERT INTO clearinghouse_file_parts (clinic_id, file_id, part_number, part_text)
       VALUES (current_clinic(), $1, $2, $3)`,
      [fileId, number, text],
    );
  }

  /** A part of a file, the first being 1; a small file has one. Undefined beyond the last. */
  async part(fileId: string, number: number): Promise<string | undefined> {
    const row = await this.sql.one<{ text: string }>(
      `SELECT f.file_text AS text FROM clearinghouse_files f
        WHERE f.clinic_id = current_clinic() AND f.id = $1 AND f.file_text IS NOT NULL AND $2::integer = 1
       UNION ALL
       SELECT p.part_text FROM clearinghouse_file_parts p
        WHERE p.clinic_id = current_clinic() AND p.file_id = $1 AND p.part_number = $2::integer`,
      [fileId, number],
    );
    return row?.text;
  }
}
