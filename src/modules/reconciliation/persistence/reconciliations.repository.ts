import { Injectable } from '@nestjs/common';
import type { BookDifference, DifferenceKind } from '../../../domain/reconciliation/compare-books';
import { Sql } from '../../../platform/database/sql';

export interface ReconciliationRow {
  readonly id: string;
  readonly trigger: 'daily' | 'request';
  readonly fromOn: string;
  readonly toOn: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly transactionCount: number;
  readonly entryCount: number;
  readonly differenceCount: number;
  readonly resolvedCount: number;
  readonly processorCents: string;
  readonly ledgerCents: string;
}

export interface DifferenceRow {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly key: string;
  readonly processorIds: string[];
  readonly entryIds: string[];
  readonly processorCents: string;
  readonly ledgerCents: string;
  readonly foundAt: Date;
  readonly resolvedAt: Date | null;
}

const COLUMNS = `id, trigger, from_on AS "fromOn", to_on AS "toOn", started_at AS "startedAt", finished_at AS "finishedAt", transaction_count AS "transactionCount",
  entry_count AS "entryCount", difference_count AS "differenceCount", resolved_count AS "resolvedCount", processor_cents AS "processorCents", ledger_cents AS "ledgerCents"`;

const DIFFERENCES = `SELECT id, kind, match_key AS key, processor_ids AS "processorIds", entry_ids AS "entryIds", processor_cents AS "processorCents",
    ledger_cents AS "ledgerCents", found_at AS "foundAt", resolved_at AS "resolvedAt"
  FROM reconciliation_differences WHERE clinic_id = current_clinic()`;

/** Rows of comparisons and of the differences they found. */
@Injectable()
export class ReconciliationsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: ReconciliationRow): Promise<void> {
    await this.sql.execute(
      `INSERT INTO reconciliations (clinic_id, id, trigger, from_on, to_on, started_at, finished_at, transaction_count, entry_count, difference_count, resolved_count, processor_cents, ledger_cents)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.id,
        row.trigger,
        row.fromOn,
        row.toOn,
        row.startedAt,
        row.finishedAt,
        row.transactionCount,
        row.entryCount,
        row.differenceCount,
        row.resolvedCount,
        row.processorCents,
        row.ledgerCents,
      ],
    );
  }

  /** Keeps a difference, or brings the open one of its kind and key up to date. @returns its id */
  async keep(difference: BookDifference, found: { id: string; reconciliationId: string; at: Date }): Promise<string> {
    const row = await this.sql.one<{ id: string }>(
      `INSERT INTO reconciliation_differences AS d (clinic_id, id, reconciliation_id, kind, match_key, processor_cents, ledger_cents, processor_ids, entry_ids, found_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9)
       ON CONFLICT (clinic_id, kind, match_key) WHERE resolved_at IS NULL
       DO UPDATE SET processor_cents = excluded.processor_cents, ledger_cents = excluded.ledger_cents, processor_ids = excluded.processor_ids, entry_ids = excluded.entry_ids
       RETURNING d.id`,
      [
        found.id,
        found.reconciliationId,
        difference.kind,
        difference.key,
        difference.processor.toCents().toString(),
        difference.ledger.toCents().toString(),
        difference.processorIds,
        difference.entryIds,
        found.at,
      ],
    );
    return row?.id ?? found.id;
  }

  /** Takes open differences as gone. */
  async resolve(ids: readonly string[], at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE reconciliation_differences SET resolved_at = $2
        WHERE clinic_id = current_clinic() AND resolved_at IS NULL AND id = ANY ($1::uuid[])`,
      [ids, at],
    );
  }

  open(): Promise<DifferenceRow[]> {
    return this.sql.query<DifferenceRow>(`${DIFFERENCES} AND resolved_at IS NULL ORDER BY id LIMIT 5000`);
  }

  get(id: string): Promise<ReconciliationRow | undefined> {
    return this.sql.one<ReconciliationRow>(
      `SELECT ${COLUMNS} FROM reconciliations WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }

  /** Those first found by the comparison, and those open then that it saw again. */
  differencesOf(row: ReconciliationRow): Promise<DifferenceRow[]> {
    return this.sql.query<DifferenceRow>(
      `${DIFFERENCES} AND found_at <= $1 AND (resolved_at IS NULL OR resolved_at > $1) ORDER BY found_at, kind, match_key, id LIMIT 1000`,
      [row.finishedAt],
    );
  }

  list(filter: { beforeId: string | null; limit: number }): Promise<ReconciliationRow[]> {
    return this.sql.query<ReconciliationRow>(
      `SELECT ${COLUMNS} FROM reconciliations WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
      [filter.beforeId, filter.limit],
    );
  }
}
