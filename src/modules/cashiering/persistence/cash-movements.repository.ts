import { Injectable } from '@nestjs/common';
import type { CashMovement } from '../../../domain/cashiering/attribute-cash';
import type { DrawerSessionId, JournalEntryId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

export type CashMovementKind =
  'patient' | 'other' | 'float' | 'paid_in' | 'paid_out' | 'drop' | 'over_short' | 'deposit';

/** A journal entry on 1020 that nobody has taken down yet. */
export interface NewCash extends CashMovement {
  readonly entryId: JournalEntryId;
  readonly amountCents: string;
}

export interface CashRow {
  readonly entryId: string;
  readonly sessionId: string | null;
  readonly kind: CashMovementKind;
  readonly amount: Money;
  readonly reason?: string;
  readonly reference?: string;
}

/** Cash in no drawer. */
export interface OutsideCashRow {
  readonly entryId: string;
  readonly amountCents: string;
  readonly effectiveOn: string;
  readonly recordedAt: Date;
}

const NEW_CASH = `
  SELECT e.id AS "entryId", c.cents AS "amountCents", coalesce(k.staff_user_id::text, e.actor_id) AS "personId", p.location_id AS "locationId",
         coalesce(o.source_type, e.source_type) IN ('tender', 'payment', 'refund') AS "isPatients"
    FROM journal_entries e
    LEFT JOIN journal_entries o ON o.clinic_id = e.clinic_id AND o.id = e.reverses_id
    JOIN LATERAL (SELECT sum(l.amount_cents) AS cents FROM journal_lines l
      WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1020) c ON c.cents <> 0
    JOIN journal_places p ON p.clinic_id = e.clinic_id AND p.entry_id = e.id
    LEFT JOIN api_keys k ON k.clinic_id = e.clinic_id AND k.id::text = e.actor_id
   WHERE e.clinic_id = current_clinic()
     AND e.recorded_xid >= coalesce((SELECT w.taken_to FROM cash_watermarks w WHERE w.clinic_id = current_clinic()), '0'::xid8)
     AND NOT EXISTS (SELECT 1 FROM cash_movements m WHERE m.clinic_id = e.clinic_id AND m.entry_id = e.id)
   ORDER BY e.recorded_xid, e.id`;

/** Rows of cash_movements: which drawer session every entry on 1020 belongs to. Needs a transaction that holds posting. */
@Injectable()
export class CashMovementsRepository {
  constructor(private readonly sql: Sql) {}

  /** In the order they were committed. */
  newCash(): Promise<NewCash[]> {
    return this.sql.query<NewCash>(NEW_CASH);
  }

  /** Everything committed so far is taken down; what a transaction still under way may post is looked for from here. */
  async moveWatermark(): Promise<void> {
    await this.sql.execute(
      `INSERT INTO cash_watermarks AS w (clinic_id, taken_to) VALUES (current_clinic(), pg_snapshot_xmin(pg_current_snapshot()))
       ON CONFLICT (clinic_id) DO UPDATE SET taken_to = excluded.taken_to`,
    );
  }

  async insert(rows: readonly CashRow[], at: Date): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.execute(
      `INSERT INTO cash_movements (clinic_id, entry_id, session_id, kind, amount_cents, reason, reference, taken_down_at)
       SELECT current_clinic(), x.entry, x.session, x.kind, x.amount, x.reason, x.reference, $7::timestamptz
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[]) AS x (entry, session, kind, amount, reason, reference)`,
      [
        rows.map((row) => row.entryId),
        rows.map((row) => row.sessionId),
        rows.map((row) => row.kind),
        rows.map((row) => row.amount.toCents().toString()),
        rows.map((row) => row.reason ?? null),
        rows.map((row) => row.reference ?? null),
        at,
      ],
    );
  }

  /** What should be in the session's drawer. */
  async expected(sessionId: DrawerSessionId): Promise<Money> {
    const row = await this.sql.one<{ cents: string }>(
      `SELECT s.carried_cents + coalesce((SELECT sum(m.amount_cents) FROM cash_movements m
                WHERE m.clinic_id = s.clinic_id AND m.session_id = s.id), 0) AS cents
         FROM drawer_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1`,
      [sessionId],
    );
    return Money.fromColumn(row?.cents ?? 0);
  }

  /** Cash in no drawer, the newest first. */
  outside(beforeId: string | null, limit: number): Promise<OutsideCashRow[]> {
    return this.sql.query<OutsideCashRow>(
      `SELECT m.entry_id AS "entryId", m.amount_cents AS "amountCents", e.effective_on AS "effectiveOn", e.recorded_at AS "recordedAt"
         FROM cash_movements m JOIN journal_entries e ON e.clinic_id = m.clinic_id AND e.id = m.entry_id
        WHERE m.clinic_id = current_clinic() AND m.session_id IS NULL AND ($1::uuid IS NULL OR m.entry_id < $1)
        ORDER BY m.entry_id DESC LIMIT $2`,
      [beforeId, limit],
    );
  }

  /** Puts cash that was outside into a session; undefined when there is no such cash. */
  async takeIn(entryId: string, sessionId: DrawerSessionId, reason: string): Promise<Money | undefined> {
    const row = await this.sql.one<{ amountCents: string }>(
      `UPDATE cash_movements SET session_id = $2, reason = $3
        WHERE clinic_id = current_clinic() AND entry_id = $1 AND session_id IS NULL RETURNING amount_cents AS "amountCents"`,
      [entryId, sessionId, reason],
    );
    return row && Money.fromColumn(row.amountCents);
  }
}
