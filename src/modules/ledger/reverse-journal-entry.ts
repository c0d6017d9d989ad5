import { Injectable } from '@nestjs/common';
import type { JournalLine } from '../../domain/ledger/journal';
import { negate } from '../../domain/ledger/journal';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, JournalEntryId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { type JournalSource, PostJournalEntry, type PostedEntry } from './post-journal-entry';

interface LineRow {
  readonly account_number: number;
  readonly amount_cents: string;
  readonly patient_id: PatientId | null;
  readonly invoice_id: InvoiceId | null;
  readonly item_id: string | null;
}

/**
 * Undoes an entry by a new one: the same lines negated, naming the original, on a day of its own.
 *
 * Tx: needs one. Idempotent by: the original, which can be reversed once.
 * Errors: `not_found`, `journal_entry_already_reversed`, `period_closed`, `amount_exceeds_balance` when an item it opened has
 * been paid or spent since: that is taken back first.
 */
@Injectable()
export class ReverseJournalEntry {
  constructor(
    private readonly sql: Sql,
    private readonly post: PostJournalEntry,
  ) {}

  async execute(input: { entryId: JournalEntryId; effectiveOn: BusinessDate; memo?: string }): Promise<PostedEntry> {
    const rows = await this.sql.query<LineRow>(
      `SELECT account_number, amount_cents, patient_id, invoice_id, item_id
         FROM journal_lines WHERE clinic_id = current_clinic() AND entry_id = $1 ORDER BY line_no`,
      [input.entryId],
    );
    if (rows.length === 0) throw new DomainError('not_found');
    return this.post.execute({
      kind: 'reversal',
      source: { type: 'journal_entry', id: input.entryId },
      effectiveOn: input.effectiveOn,
      memo: input.memo,
      reverses: input.entryId,
      lines: negate(rows.map(toLine)),
    });
  }

  /** The entry of a kind that a fact has, undone as above; undefined when the fact moved no money. */
  async ofSource(
    source: JournalSource & { kind: string },
    reversal: { effectiveOn: BusinessDate; memo?: string },
  ): Promise<PostedEntry | undefined> {
    const entry = await this.sql.one<{ id: JournalEntryId }>(
      `SELECT id FROM journal_entries WHERE clinic_id = current_clinic() AND source_type = $1 AND source_id = $2 AND kind = $3`,
      [source.type, source.id, source.kind],
    );
    return entry && this.execute({ entryId: entry.id, ...reversal });
  }
}

const toLine = (row: LineRow): JournalLine => ({
  accountNumber: row.account_number,
  amount: Money.fromColumn(row.amount_cents),
  patientId: row.patient_id ?? undefined,
  invoiceId: row.invoice_id ?? undefined,
  itemId: row.item_id ?? undefined,
});
