import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/sql';
import type { PayoutStatus } from '../../payments/processor-balance';

export interface PayoutRow {
  readonly id: string;
  readonly stripePayoutId: string;
  readonly status: PayoutStatus;
  readonly accountAmountCents: string;
  readonly amountCents: string;
  readonly unattributedCents: string;
  readonly isComplete: boolean;
  readonly paidOn: string | null;
  readonly returnedOn: string | null;
  readonly arrivesOn: string;
}

export type NewPayout = Omit<PayoutRow, 'paidOn' | 'returnedOn'> & { readonly createdAt: Date };

/** A payout with everything that is said about it: by the processor, the ledger and the bank. */
export interface ComparedPayout extends PayoutRow {
  /** The nets of its mirrored movements. */
  readonly movedCents: string;
  readonly ledgerCents: string;
  readonly bankCents: string | null;
  readonly bankLineId: string | null;
  readonly createdAt: Date;
}

const COLUMNS = `p.id, p.stripe_payout_id AS "stripePayoutId", p.status, p.account_amount_cents AS "accountAmountCents", p.amount_cents AS "amountCents",
  p.unattributed_cents AS "unattributedCents", p.is_complete AS "isComplete", p.paid_on AS "paidOn", p.returned_on AS "returnedOn", p.arrives_on AS "arrivesOn"`;

const COMPARED = `
  SELECT ${COLUMNS}, p.created_at AS "createdAt", m.bank_line_id AS "bankLineId", m.amount_cents AS "bankCents",
         (SELECT coalesce(sum(b.net_cents), 0) FROM balance_transactions b WHERE b.clinic_id = p.clinic_id AND b.payout_id = p.stripe_payout_id) AS "movedCents",
         (SELECT coalesce(sum(l.amount_cents), 0) FROM journal_entries e
            JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1000
           WHERE e.clinic_id = p.clinic_id AND e.source_type = 'payout' AND e.source_id = p.id) AS "ledgerCents"
    FROM payouts p
    LEFT JOIN bank_matches m ON m.clinic_id = p.clinic_id AND m.target_type = 'payout' AND m.target_id = p.id AND m.unmatched_at IS NULL
   WHERE p.clinic_id = current_clinic()`;

/** Rows of payouts. */
@Injectable()
export class PayoutsRepository {
  constructor(private readonly sql: Sql) {}

  /** The clinic's part of a payout, made when it is new, locked. */
  async lock(payout: NewPayout): Promise<PayoutRow> {
    await this.sql.execute(
      `INSERT INTO payouts (clinic_id, id, stripe_payout_id, status, account_amount_cents, amount_cents, unattributed_cents, is_complete, arrives_on, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (stripe_payout_id, clinic_id) DO NOTHING`,
      [
        payout.id,
        payout.stripePayoutId,
        payout.status,
        payout.accountAmountCents,
        payout.amountCents,
        payout.unattributedCents,
        payout.isComplete,
        payout.arrivesOn,
        payout.createdAt,
      ],
    );
    const row = await this.sql.one<PayoutRow>(
      `SELECT ${COLUMNS} FROM payouts p WHERE p.clinic_id = current_clinic() AND p.stripe_payout_id = $1 FOR UPDATE`,
      [payout.stripePayoutId],
    );
    return row ?? { ...payout, paidOn: null, returnedOn: null };
  }

  async update(row: PayoutRow): Promise<void> {
    await this.sql.execute(
      `UPDATE payouts SET status = $2, amount_cents = $3, unattributed_cents = $4, is_complete = $5, paid_on = $6, returned_on = $7, arrives_on = $8
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        row.id,
        row.status,
        row.amountCents,
        row.unattributedCents,
        row.isComplete,
        row.paidOn,
        row.returnedOn,
        row.arrivesOn,
      ],
    );
  }

  compared(id: string): Promise<ComparedPayout | undefined> {
    return this.sql.one<ComparedPayout>(`${COMPARED} AND p.id = $1`, [id]);
  }

  list(filter: { beforeId: string | null; limit: number }): Promise<ComparedPayout[]> {
    return this.sql.query<ComparedPayout>(
      `${COMPARED} AND ($1::uuid IS NULL OR p.id < $1) ORDER BY p.id DESC LIMIT $2`,
      [filter.beforeId, filter.limit],
    );
  }

  /** Booked payouts since a day, and those named. */
  booked(sinceOn: string, ids: readonly string[]): Promise<ComparedPayout[]> {
    return this.sql.query<ComparedPayout>(
      `${COMPARED} AND (p.arrives_on >= $1 OR p.id = ANY ($2::uuid[])) AND p.is_complete AND p.status NOT IN ('pending', 'in_transit')`,
      [sinceOn, ids],
    );
  }

  /** What a payout is made of, oldest first. */
  movements(stripePayoutId: string): Promise<PayoutMovementRow[]> {
    return this.sql.query<PayoutMovementRow>(
      `SELECT b.balance_transaction_id AS "balanceTransactionId", b.type, b.amount_cents AS "amountCents", b.fee_cents AS "feeCents", b.net_cents AS "netCents",
              b.source_id AS "sourceId", b.occurred_at AS "occurredAt", t.payment_id AS "paymentId", p.receipt_id AS "receiptId"
         FROM balance_transactions b
         LEFT JOIN payment_tenders t ON t.clinic_id = b.clinic_id AND t.stripe_payment_intent_id = b.payment_intent_id
         LEFT JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
        WHERE b.clinic_id = current_clinic() AND b.payout_id = $1 ORDER BY b.occurred_at, b.balance_transaction_id LIMIT 5000`,
      [stripePayoutId],
    );
  }
}

export interface PayoutMovementRow {
  readonly balanceTransactionId: string;
  readonly type: string;
  readonly amountCents: string;
  readonly feeCents: string;
  readonly netCents: string;
  readonly sourceId: string | null;
  readonly occurredAt: Date;
  readonly paymentId: string | null;
  readonly receiptId: string | null;
}
