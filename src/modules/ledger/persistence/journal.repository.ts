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

/** The one function through which the journal is written: the whole entry in one call. */
@Injectable()
export class JournalRepository {
  constructor(private readonly sql: Sql) {}

  /** @param explain names of database guards to errors */
  post(
    entry: EntryToPost,
    explain: (error: unknown) => unknown,
  ): Promise<{ entryId: JournalEntryId; replayed: boolean }> {
    return this.sql.call({ expression: POST, params: paramsOf(entry), explain });
  }

  /** As {@link post}; the commit answers for it. */
  deferPost(entry: EntryToPost, explain: (error: unknown) => unknown): void {
    this.sql.deferCall({ expression: POST, params: paramsOf(entry), explain });
  }
}

function paramsOf({ id, clinicId, actorId, recordedAt, entry }: EntryToPost): unknown[] {
  const { lines } = entry;
  return [
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
}
