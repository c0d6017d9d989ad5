import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId, type PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { BalanceFacts, BalanceRole } from '../../payments/processor-balance';

/** A row of the mirror of the processor's balance. */
export interface MirrorRow {
  readonly id: string;
  readonly balanceTransactionId: string;
  readonly role: BalanceRole;
  readonly key: string;
  readonly amountCents: string;
  readonly feeCents: string;
  readonly netCents: string;
  readonly sourceId: string | null;
  readonly paymentIntentId: string | null;
  readonly paymentId: PaymentId | null;
  readonly occurredAt: Date;
}

const COLUMNS = `b.id, b.balance_transaction_id AS "balanceTransactionId", b.role, b.match_key AS key, b.amount_cents AS "amountCents",
  b.fee_cents AS "feeCents", b.net_cents AS "netCents", b.source_id AS "sourceId", b.payment_intent_id AS "paymentIntentId",
  b.payment_id AS "paymentId",
  b.occurred_at AS "occurredAt"`;

/** What a ledger entry about the same thing names too. */
const keyOf = ({ role, id, sourceId, paymentIntentId }: BalanceFacts): string =>
  (role === 'charge' ? (paymentIntentId ?? sourceId) : role === 'refund' ? sourceId : null) ?? id;

/** Rows of the mirror of the processor's balance. What was mirrored never changes, except for the payout it went out with. */
@Injectable()
export class MirrorRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Takes movements of the context's clinic on, with the payout they went out with when it is known. */
  async store(movements: readonly BalanceFacts[], stripePayoutId: string | null = null): Promise<void> {
    if (movements.length === 0) return;
    const cents = (of: (movement: BalanceFacts) => BalanceFacts['amount']): string[] =>
      movements.map((movement) => of(movement).toCents().toString());
    await this.sql.execute(
      `INSERT INTO balance_transactions AS b (clinic_id, id, balance_transaction_id, type, role, match_key, amount_cents, fee_cents, net_cents, source_id, payment_intent_id, payment_id, occurred_at, payout_id)
       SELECT current_clinic(), x.*, $13 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::uuid[], $12::timestamptz[]) AS x
       ORDER BY 2
       ON CONFLICT (balance_transaction_id, clinic_id) DO UPDATE SET payout_id = excluded.payout_id WHERE excluded.payout_id IS NOT NULL AND b.payout_id IS DISTINCT FROM excluded.payout_id`,
      [
        movements.map(() => newId(this.clock.now())),
        movements.map(({ id }) => id),
        movements.map(({ type }) => type),
        movements.map(({ role }) => role),
        movements.map(keyOf),
        cents(({ amount }) => amount),
        cents(({ fee }) => fee),
        cents(({ net }) => net),
        movements.map(({ sourceId }) => sourceId),
        movements.map(({ paymentIntentId }) => paymentIntentId),
        movements.map(({ paymentId }) => paymentId),
        movements.map(({ at }) => toDate(at)),
        stripePayoutId,
      ],
    );
  }

  /** Movements that the ledger should have, payouts left out: those of the moments, and every other under the same keys or the named ones. */
  wanted(period: { from: Date; to: Date }, keys: readonly string[]): Promise<MirrorRow[]> {
    return this.sql.query<MirrorRow>(
      `SELECT ${COLUMNS} FROM balance_transactions b
        WHERE b.clinic_id = current_clinic() AND b.role <> 'payout'
          AND (b.match_key = ANY ($3::text[])
               OR b.match_key IN (SELECT m.match_key FROM balance_transactions m WHERE m.clinic_id = current_clinic() AND m.occurred_at >= $1 AND m.occurred_at < $2))`,
      [period.from, period.to, keys],
    );
  }

  /** Fees of the account itself that no entry has booked yet. */
  unbookedFees(): Promise<MirrorRow[]> {
    return this.sql.query<MirrorRow>(
      `SELECT ${COLUMNS} FROM balance_transactions b
        WHERE b.clinic_id = current_clinic() AND b.role = 'fee'
          AND NOT EXISTS (SELECT 1 FROM journal_entries e WHERE e.source_id = b.id AND e.clinic_id = b.clinic_id AND e.source_type = 'processor_fee')
        ORDER BY b.occurred_at LIMIT 1000`,
    );
  }

  /** The entries that booked fees of the account itself. */
  feePostings(keys: readonly string[]): Promise<{ key: string; entryId: string; amountCents: string }[]> {
    return this.sql.query(
      `SELECT b.match_key AS key, e.id AS "entryId", l.amount_cents AS "amountCents"
         FROM balance_transactions b
         JOIN journal_entries e ON e.source_id = b.id AND e.clinic_id = b.clinic_id AND e.source_type = 'processor_fee'
         JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1030
        WHERE b.clinic_id = current_clinic() AND b.role = 'fee' AND b.match_key = ANY ($1::text[])`,
      [keys],
    );
  }
}
