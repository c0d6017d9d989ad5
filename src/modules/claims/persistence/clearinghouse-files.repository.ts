import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export type FileKind = '999' | '277' | '835';

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
  async store(kind: FileKind, text: string): Promise<{ id: string; isNew: boolean }> {
    const now = this.clock.now();
    const id = newId<string>(now);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const inserted = await this.sql.execute(
      `INSERT INTO clearinghouse_files (clinic_id, id, kind, sha256, file_text, received_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5) ON CONFLICT (clinic_id, sha256) DO NOTHING`,
      [id, kind, sha256, text, toDate(now)],
    );
    if (inserted === 1) return { id, isNew: true };
    const row = await this.sql.one<{ id: string }>(
      'SELECT id FROM clearinghouse_files WHERE clinic_id = current_clinic() AND sha256 = $1',
      [sha256],
    );
    return { id: row?.id ?? id, isNew: false };
  }
}
