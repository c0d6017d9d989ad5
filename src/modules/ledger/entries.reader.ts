import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';

export interface JournalLineView {
  readonly accountNumber: number;
  readonly accountName: string;
  readonly debit: Money;
  readonly credit: Money;
}

export interface JournalEntryView {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly recordedAt: Date;
  readonly source: { readonly type: string; readonly id: string };
  readonly reverses: string | null;
  readonly memo: string | null;
  /** The sealed day it belongs to, when it came too late for that. */
  readonly lateFor: string | null;
  readonly lines: JournalLineView[];
}

export interface EntryFilter {
  readonly id?: string;
  readonly sourceType?: string;
  readonly sourceId?: string;
  readonly accountNumber?: number;
  readonly from?: string;
  readonly to?: string;
  readonly invoiceId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly effective_on: string;
  readonly recorded_at: Date;
  readonly source_type: string;
  readonly source_id: string;
  readonly reverses_id: string | null;
  readonly memo: string | null;
  readonly late_for: string | null;
  readonly lines: { accountNumber: number; accountName: string; amountCents: number }[];
}

const ENTRIES = `
  SELECT e.id, e.kind, e.effective_on, e.recorded_at, e.source_type, e.source_id, e.reverses_id, e.memo,
         (SELECT p.sealed_on FROM late_postings p WHERE p.clinic_id = e.clinic_id AND p.entry_id = e.id) AS late_for,
         (SELECT json_agg(json_build_object('accountNumber', l.account_number, 'accountName', a.name, 'amountCents', l.amount_cents) ORDER BY l.line_no)
            FROM journal_lines l JOIN ledger_accounts a ON a.clinic_id = l.clinic_id AND a.number = l.account_number
           WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id) AS lines
    FROM journal_entries e
   WHERE e.clinic_id = current_clinic()
     AND ($1::text IS NULL OR e.source_type = $1)
     AND ($2::uuid IS NULL OR e.source_id = $2)
     AND ($3::date IS NULL OR e.effective_on >= $3)
     AND ($4::date IS NULL OR e.effective_on <= $4)
     AND (($5::integer IS NULL AND $6::uuid IS NULL) OR EXISTS (SELECT 1 FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id
          AND ($5::integer IS NULL OR l.account_number = $5) AND ($6::uuid IS NULL OR l.invoice_id = $6)))
     AND ($7::uuid IS NULL OR e.id < $7)
     AND ($9::uuid IS NULL OR e.id = $9)
   ORDER BY e.id DESC LIMIT $8`;

/** Journal entries with their lines, the newest first. Read only, always. */
@Injectable()
export class EntriesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** One entry. Errors: `not_found`. */
  async get(id: string): Promise<JournalEntryView> {
    const [entry] = (await this.list({ id, limit: 1 })).data;
    if (!entry) throw new DomainError('not_found');
    return entry;
  }

  list(filter: EntryFilter): Promise<Page<JournalEntryView>> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const after = filter.cursor ? decodeIdCursor(filter.cursor) : null;
    return this.tx.run(async () => {
      const rows = await this.sql.query<EntryRow>(ENTRIES, [
        filter.sourceType ?? null,
        filter.sourceId ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.accountNumber ?? null,
        filter.invoiceId ?? null,
        after,
        limit + 1,
        filter.id ?? null,
      ]);
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}

const toView = (row: EntryRow): JournalEntryView => ({
  id: row.id,
  kind: row.kind,
  effectiveOn: row.effective_on,
  recordedAt: row.recorded_at,
  source: { type: row.source_type, id: row.source_id },
  reverses: row.reverses_id,
  memo: row.memo,
  lateFor: row.late_for,
  lines: row.lines.map(({ accountNumber, accountName, amountCents }) => {
    const amount = Money.cents(amountCents);
    return {
      accountNumber,
      accountName,
      debit: Money.max(amount, Money.ZERO),
      credit: Money.max(amount.negated(), Money.ZERO),
    };
  }),
});
