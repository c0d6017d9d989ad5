import { Injectable } from '@nestjs/common';
import type { ChargeClosure } from '../../../domain/claims/plan-claim-posting';
import { Clock, toDate } from '../../../kernel/clock';
import type { ChargeId, ClaimId, JournalEntryId, RemittanceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

/** What is open on a charge. */
export interface OpenAmounts {
  readonly insurance: Money;
  readonly patient: Money;
}

/** What the clinic did about a denied claim, charge by charge. */
export interface ClaimClosureRow {
  readonly id: string;
  readonly claimId: ClaimId;
  readonly charges: ReadonlyMap<ChargeId, ChargeClosure>;
}

/** A closure about to be stored. */
export interface NewClosure {
  readonly id: string;
  readonly claimId: ClaimId;
  readonly kind: ChargeClosure['kind'];
  readonly amount: Money;
  readonly agreement?: object;
  readonly reason: string;
  readonly lines: readonly { chargeId: ChargeId; amount: Money; discount: Money }[];
}

/** What the books hold of claims' charges, and what closed them. Needs a transaction. */
@Injectable()
export class ClaimBooksRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Open amounts of charges, held in one order until the transaction ends, so that nobody pays them meanwhile. */
  async lockOpen(chargeIds: readonly ChargeId[]): Promise<(chargeId: ChargeId) => OpenAmounts> {
    const rows = await this.sql.query<{ item_id: ChargeId; account_number: number; open_cents: string }>(
      `SELECT item_id, account_number, open_cents FROM open_items
        WHERE clinic_id = current_clinic() AND account_number IN (1100, 1200) AND item_id = ANY ($1::uuid[])
        ORDER BY item_id, account_number FOR UPDATE`,
      [chargeIds],
    );
    const found = new Map(
      rows.map((row) => [`${row.item_id} ${row.account_number}`, Money.fromColumn(row.open_cents)]),
    );
    const open = (chargeId: ChargeId, account: number): Money => found.get(`${chargeId} ${account}`) ?? Money.ZERO;
    return (chargeId) => ({ insurance: open(chargeId, 1200), patient: open(chargeId, 1100) });
  }

  insertClosure(closure: NewClosure): void {
    this.sql.defer(
      `INSERT INTO claim_closures (clinic_id, id, claim_id, kind, amount_cents, agreement, reason, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)`,
      [
        closure.id,
        closure.claimId,
        closure.kind,
        closure.amount.toCents().toString(),
        closure.agreement ? JSON.stringify(closure.agreement) : null,
        closure.reason,
        toDate(this.clock.now()),
      ],
    );
    this.sql.defer(
      `INSERT INTO claim_closure_lines (clinic_id, closure_id, charge_id, amount_cents, discount_cents)
       SELECT current_clinic(), $1, l.charge_id, l.amount_cents, l.discount_cents
         FROM json_to_recordset($2::json) AS l (charge_id uuid, amount_cents bigint, discount_cents bigint)`,
      [
        closure.id,
        JSON.stringify(
          closure.lines.map((line) => ({
            charge_id: line.chargeId,
            amount_cents: line.amount,
            discount_cents: line.discount,
          })),
        ),
      ],
    );
  }

  /** The closures of claims that stand. */
  async closuresOf(claimIds: readonly ClaimId[]): Promise<ClaimClosureRow[]> {
    const rows = await this.sql.query<{
      id: string;
      claim_id: ClaimId;
      kind: ChargeClosure['kind'];
      charge_id: ChargeId;
      amount_cents: string;
      discount_cents: string;
    }>(
      `SELECT c.id, c.claim_id, c.kind, l.charge_id, l.amount_cents, l.discount_cents
         FROM claim_closures c JOIN claim_closure_lines l ON l.clinic_id = c.clinic_id AND l.closure_id = c.id
        WHERE c.clinic_id = current_clinic() AND c.claim_id = ANY ($1::uuid[]) AND c.undone_by_id IS NULL ORDER BY c.id`,
      [claimIds],
    );
    const byId = new Map<string, typeof rows>();
    for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
    return [...byId].map(([id, own]) => {
      return {
        id,
        claimId: (own[0] as (typeof own)[number]).claim_id,
        charges: new Map(
          own.map((row) => [
            row.charge_id,
            {
              kind: row.kind,
              amount: Money.fromColumn(row.amount_cents),
              discount: Money.fromColumn(row.discount_cents),
            },
          ]),
        ),
      };
    });
  }

  /** By the remittance in which the payer decided again; null brings the closure back when that is taken back. */
  setUndone(closureIds: readonly string[], by: RemittanceId): void {
    this.sql.defer(
      `UPDATE claim_closures SET undone_by_id = $2 WHERE clinic_id = current_clinic() AND id = ANY ($1::uuid[])`,
      [closureIds, by],
    );
  }

  restoreClosuresUndoneBy(remittanceId: RemittanceId): void {
    this.sql.defer(
      `UPDATE claim_closures SET undone_by_id = NULL WHERE clinic_id = current_clinic() AND undone_by_id = $1`,
      [remittanceId],
    );
  }

  /** The rows of a remittance's claims, which patients' shares name as their source. */
  async claimIdsOf(remittanceId: RemittanceId): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'SELECT id FROM remittance_claims WHERE clinic_id = current_clinic() AND remittance_id = $1',
      [remittanceId],
    );
    return rows.map((row) => row.id);
  }

  /** The entries of a remittance and its claims that were not reversed, the newest first. */
  async entriesOf(remittanceId: RemittanceId): Promise<JournalEntryId[]> {
    const rows = await this.sql.query<{ id: JournalEntryId }>(
      `SELECT e.id FROM journal_entries e
         LEFT JOIN remittance_matches h ON e.source_type = 'remittance_match' AND h.clinic_id = e.clinic_id AND h.id = e.source_id
        WHERE e.clinic_id = current_clinic() AND NOT EXISTS (
                SELECT 1 FROM journal_entries x WHERE x.clinic_id = e.clinic_id AND x.reverses_id = e.id)
          AND ((e.source_type = 'remittance' AND e.source_id = $1)
            OR (e.source_type = 'remittance_claim' AND e.source_id IN (
                SELECT c.id FROM remittance_claims c WHERE c.clinic_id = e.clinic_id AND c.remittance_id = $1))
            OR (e.source_type = 'remittance_match' AND e.source_id IN (
                SELECT m.id FROM remittance_claims c
                  JOIN remittance_matches m ON m.clinic_id = c.clinic_id AND m.remittance_claim_id = c.id
                 WHERE c.clinic_id = e.clinic_id AND c.remittance_id = $1)))
        ORDER BY h.position DESC NULLS LAST, e.id DESC`,
      [remittanceId],
    );
    return rows.map((row) => row.id);
  }
}
