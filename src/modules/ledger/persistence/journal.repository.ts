import { Injectable } from '@nestjs/common';
import type { JournalLine } from '../../../domain/ledger/journal';
import type { BusinessDate } from '../../../kernel/business-date';
import type { ClinicId, JournalEntryId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

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

const POST = `(SELECT json_build_object('entryId', p.entry_id, 'replayed', p.replayed)
  FROM post_journal_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) p)`;

const POST_LATE = `(SELECT json_build_object('entryId', p.entry_id, 'replayed', p.replayed)
  FROM post_late_journal_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) p)`;

/** The one function through which the journal is written: the whole entry in one call. */
@Injectable()
export class JournalRepository {
  constructor(private readonly sql: Sql) {}

  /** @param explain names of database guards to errors */
  post(
    entry: EntryToPost,
    explain: (error: unknown) => unknown,
  ): Promise<{ entryId: JournalEntryId; replayed: boolean }> {
    return this.sql.call({ ...callOf(entry), explain });
  }

  /** As {@link post}; the commit answers for it. */
  deferPost(entry: EntryToPost, explain: (error: unknown) => unknown): void {
    this.sql.deferCall({ ...callOf(entry), explain });
  }
}

function callOf({ id, clinicId, actorId, recordedAt, entry, sealedOn }: EntryToPost) {
  const { lines } = entry;
  const params: unknown[] = [
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
  ];
  return sealedOn ? { expression: POST_LATE, params: [...params, sealedOn.toString()] } : { expression: POST, params };
}
