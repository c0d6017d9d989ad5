import { Injectable } from '@nestjs/common';
import type { JournalDetail, JournalProgram } from '../../../domain/reports/journal-programs';
import { Sql } from '../../../platform/database/sql';

export interface MappingRow {
  readonly accountNumber: number;
  readonly ourName: string;
  readonly name: string;
  readonly type: string;
  readonly taxRate: string;
}

export interface BatchRow {
  readonly id: string;
  readonly program: JournalProgram;
  readonly number: number;
  readonly detail: JournalDetail;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly entryCount: number;
  readonly debitCents: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

const BATCH = `
  SELECT b.id, b.program, b.batch_number AS number, b.detail, b.first_on AS "firstOn", b.last_on AS "lastOn", b.entry_count AS "entryCount",
         b.debit_cents AS "debitCents", coalesce(p.person, b.made_by_id) AS "madeBy", b.made_at AS "madeAt"
    FROM journal_batches b LEFT JOIN acting_people p ON p.clinic_id = b.clinic_id AND p.actor_id = b.made_by_id
   WHERE b.clinic_id = current_clinic()`;

// Up to the oldest transaction still open: whoever commits later is in the next batch, and nobody in two or none.
const MAKE = `
  WITH last AS (
    SELECT max(b.batch_number) AS number, max(b.to_xid) AS to_xid FROM journal_batches b WHERE b.clinic_id = current_clinic() AND b.program = $2
  ), range AS (
    SELECT coalesce(l.to_xid, '0'::xid8) AS from_xid, pg_snapshot_xmin(pg_current_snapshot()) AS to_xid, coalesce(l.number, 0) + 1 AS number FROM last l
  ), entries AS (
    SELECT e.id, e.effective_on FROM range r
      JOIN journal_entries e ON e.recorded_xid >= r.from_xid AND e.recorded_xid < r.to_xid AND e.clinic_id = current_clinic()
  ), sums AS (
    SELECT min(e.effective_on) AS first_on, max(e.effective_on) AS last_on, count(*) AS entry_count,
           (SELECT sum(l.amount_cents) FROM entries x JOIN journal_lines l ON l.clinic_id = current_clinic() AND l.entry_id = x.id WHERE l.amount_cents > 0) AS debit_cents
      FROM entries e
  )
  INSERT INTO journal_batches (clinic_id, id, program, batch_number, from_xid, to_xid, detail, mapping, first_on, last_on, entry_count, debit_cents, made_by_id, made_at)
  SELECT current_clinic(), $1, $2, r.number, r.from_xid, r.to_xid, $3,
         (SELECT jsonb_object_agg(m.account_number, to_jsonb(m)) FROM journal_account_names($2) m),
         s.first_on, s.last_on, s.entry_count, s.debit_cents, $4, $5
    FROM range r, sums s WHERE s.entry_count > 0`;

/** Rows of journal_mappings and journal_batches. Needs a transaction. */
@Injectable()
export class JournalBatchesRepository {
  constructor(private readonly sql: Sql) {}

  mappings(program: JournalProgram): Promise<MappingRow[]> {
    return this.sql.query<MappingRow>(
      `SELECT m.account_number AS "accountNumber", a.name AS "ourName", m.name, m.type, m.tax_rate AS "taxRate"
         FROM journal_account_names($1) m JOIN ledger_accounts a ON a.clinic_id = current_clinic() AND a.number = m.account_number
        ORDER BY m.account_number`,
      [program],
    );
  }

  async setMapping(mapping: {
    program: JournalProgram;
    accountNumber: number;
    name: string;
    type: string | null;
    taxRate: string | null;
    changedById: string;
    changedAt: Date;
  }): Promise<void> {
    await this.sql.execute(
      `INSERT INTO journal_mappings (clinic_id, program, account_number, name, type, tax_rate, changed_by_id, changed_at)
         VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (clinic_id, program, account_number) DO UPDATE SET name = excluded.name, type = excluded.type,
           tax_rate = excluded.tax_rate, changed_by_id = excluded.changed_by_id, changed_at = excluded.changed_at`,
      [
        mapping.program,
        mapping.accountNumber,
        mapping.name,
        mapping.type,
        mapping.taxRate,
        mapping.changedById,
        mapping.changedAt,
      ],
    );
  }

  /** One after the other for a program, so that no number is taken twice. */
  async lock(program: JournalProgram): Promise<void> {
    await this.sql.execute(`SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text || $1, 29))`, [
      program,
    ]);
  }

  /** Whether anything was booked since the last batch. */
  async make(batch: {
    id: string;
    program: JournalProgram;
    detail: JournalDetail;
    madeById: string;
    madeAt: Date;
  }): Promise<boolean> {
    const made = await this.sql.execute(MAKE, [batch.id, batch.program, batch.detail, batch.madeById, batch.madeAt]);
    return made > 0;
  }

  async find(id: string): Promise<BatchRow | undefined> {
    return this.sql.one<BatchRow>(`${BATCH} AND b.id = $1`, [id]);
  }

  list(page: { program?: JournalProgram; beforeId?: string; limit: number }): Promise<BatchRow[]> {
    return this.sql.query<BatchRow>(
      `${BATCH} AND ($1::text IS NULL OR b.program = $1) AND ($2::uuid IS NULL OR b.id < $2) ORDER BY b.id DESC LIMIT $3`,
      [page.program ?? null, page.beforeId ?? null, page.limit],
    );
  }
}
