import { Injectable } from '@nestjs/common';
import type { JournalLine } from '../../../domain/ledger/journal';
import type { BusinessDate } from '../../../kernel/business-date';
import type { ClinicId, JournalEntryId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

interface PostRow {
  readonly entry_id: JournalEntryId;
  readonly replayed: boolean;
}

export interface EntryToPost {
  readonly id: JournalEntryId;
  readonly clinicId: ClinicId;
  readonly actorId: string;
  readonly recordedAt: Date;
  /** The sealed day it belongs to, when it comes too late for that. */
  readonly sealedOn?: BusinessDate;
  readonly entry: {
    readonly kind: string;
    readonly source: { readonly type: string; readonly id: string };
    readonly effectiveOn: BusinessDate;
    readonly memo?: string;
    readonly reverses?: JournalEntryId;
    readonly lines: readonly JournalLine[];
  };
}

const POST =
  'SELECT entry_id, replayed FROM post_journal_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)';

const POST_LATE =
  'SELECT entry_id, replayed FROM post_late_journal_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)';

/** The one function through which the journal is written: the whole entry in one round trip. */
@Injectable()
export class JournalRepository {
  constructor(private readonly sql: Sql) {}

  async post({
    id,
    clinicId,
    actorId,
    recordedAt,
    entry,
    sealedOn,
  }: EntryToPost): Promise<{ entryId: JournalEntryId; replayed: boolean }> {
    const { lines } = entry;
    const [row] = await this.sql.query<PostRow>(sealedOn ? POST_LATE : POST, [
      clinicId,
      id,
      entry.kind,
      entry.source.type,
      entry.source.id,
      entry.effectiveOn.toString(),
      recordedAt,
      entry.reverses ?? null,
      actorId,
      entry.memo ?? null,
      lines.map((line) => line.accountNumber),
      lines.map((line) => line.amount.toCents().toString()),
      lines.map((line) => line.patientId ?? null),
      lines.map((line) => line.invoiceId ?? null),
      lines.map((line) => line.itemId ?? null),
      ...(sealedOn ? [sealedOn.toString()] : []),
    ]);
    return { entryId: row?.entry_id ?? id, replayed: row?.replayed ?? false };
  }
}
