import { Injectable } from '@nestjs/common';
import type { LocationId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { BankDepositView, CheckView } from '../bank-deposit.view';

export interface NewDeposit {
  readonly id: string;
  readonly depositedOn: string;
  readonly locationId: LocationId | null;
  readonly reference: string;
  readonly cashCents: string;
  readonly checkCents: string;
  readonly recordedById: string;
  readonly recordedAt: Date;
  readonly checks: readonly LockedCheck[];
}

/** A check tender, locked. */
export interface LockedCheck {
  readonly tenderId: TenderId;
  readonly amountCents: string;
  readonly isDeposited: boolean;
  readonly isVoided: boolean;
}

const CHECKS = `
  SELECT t.id AS "tenderId", t.payment_id AS "paymentId", t.reference, t.amount_cents AS "amountCents", p.effective_on AS "receivedOn",
         d.deposit_id AS "depositId", d.returned_on AS "returnedOn",
         CASE WHEN d.tender_id IS NULL THEN 'received' WHEN d.returned_on IS NOT NULL THEN 'returned' WHEN m.id IS NOT NULL THEN 'cleared' ELSE 'deposited' END AS status
    FROM payment_tenders t
    JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id AND p.state <> 'voided'
    LEFT JOIN deposited_checks d ON d.clinic_id = t.clinic_id AND d.tender_id = t.id
    LEFT JOIN bank_matches m ON m.clinic_id = d.clinic_id AND m.target_type = 'deposit' AND m.target_id = d.deposit_id AND m.unmatched_at IS NULL
   WHERE t.clinic_id = current_clinic() AND t.type = 'check'`;

const DEPOSITS = `
  SELECT d.id, d.deposited_on AS "depositedOn", d.location_id AS "locationId", d.reference, d.cash_cents AS "cashCents", d.check_cents AS "checkCents",
         CASE WHEN m.id IS NULL THEN 'carried' ELSE 'in_bank' END AS status, m.bank_line_id AS "bankLineId", m.amount_cents AS "bankCents",
         (SELECT coalesce(sum(l.amount_cents), 0) FROM journal_entries e
            JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1000
           WHERE e.clinic_id = d.clinic_id AND e.source_type = 'bank_deposit' AND e.source_id = d.id) AS "ledgerCents"
    FROM bank_deposits d
    LEFT JOIN bank_matches m ON m.clinic_id = d.clinic_id AND m.target_type = 'deposit' AND m.target_id = d.id AND m.unmatched_at IS NULL
   WHERE d.clinic_id = current_clinic()`;

type CheckRow = Omit<CheckView, 'amountCents'> & { readonly amountCents: string };
type DepositRow = Omit<
  BankDepositView,
  'cashCents' | 'checkCents' | 'totalCents' | 'ledgerCents' | 'bankCents' | 'checks'
> & {
  readonly cashCents: string;
  readonly checkCents: string;
  readonly ledgerCents: string;
  readonly bankCents: string | null;
};

/** Rows of deposits and of the checks in them. */
@Injectable()
export class DepositsRepository {
  constructor(private readonly sql: Sql) {}

  /** One deposit at a time looks at the drawer, so that two never carry the same cash away. */
  async lockDrawer(): Promise<Money> {
    await this.sql.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(current_clinic()::text || ':bank-deposit', 9))`,
    );
    const row = await this.sql.one<{ cents: string }>(
      `SELECT coalesce(sum(debit_cents) - sum(credit_cents), 0) AS cents FROM account_movements WHERE clinic_id = current_clinic() AND account_number = 1020`,
    );
    return Money.fromColumn(row?.cents ?? 0);
  }

  lockChecks(tenderIds: readonly TenderId[]): Promise<LockedCheck[]> {
    return this.sql.query<LockedCheck>(
      `SELECT t.id AS "tenderId", t.amount_cents AS "amountCents", p.state = 'voided' AS "isVoided",
              EXISTS (SELECT 1 FROM deposited_checks d WHERE d.clinic_id = t.clinic_id AND d.tender_id = t.id) AS "isDeposited"
         FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
        WHERE t.clinic_id = current_clinic() AND t.type = 'check' AND t.id = ANY ($1::uuid[])
        ORDER BY t.id FOR UPDATE OF p`,
      [tenderIds],
    );
  }

  /** Whether a check of the payment is on a deposit slip. */
  async hasDeposited(paymentId: PaymentId): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT d.tender_id FROM deposited_checks d JOIN payment_tenders t ON t.clinic_id = d.clinic_id AND t.id = d.tender_id
        WHERE d.clinic_id = current_clinic() AND t.payment_id = $1 LIMIT 1`,
      [paymentId],
    );
    return row !== undefined;
  }

  async insert(deposit: NewDeposit): Promise<void> {
    await this.sql.execute(
      `WITH slip AS (
         INSERT INTO bank_deposits (clinic_id, id, deposited_on, location_id, reference, cash_cents, check_cents, recorded_by_id, recorded_at)
         VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8))
       INSERT INTO deposited_checks (clinic_id, tender_id, deposit_id, amount_cents)
       SELECT current_clinic(), c.tender, $1, c.cents FROM unnest($9::uuid[], $10::bigint[]) AS c (tender, cents)`,
      [
        deposit.id,
        deposit.depositedOn,
        deposit.locationId,
        deposit.reference,
        deposit.cashCents,
        deposit.checkCents,
        deposit.recordedById,
        deposit.recordedAt,
        deposit.checks.map((check) => check.tenderId),
        deposit.checks.map((check) => check.amountCents),
      ],
    );
  }

  /** Marks a deposited check as sent back. False when it is not at the bank, or was sent back before. */
  async setReturned(tenderId: TenderId, returned: { on: string; reference: string | null }): Promise<boolean> {
    const touched = await this.sql.execute(
      `UPDATE deposited_checks SET returned_on = $2, return_reference = $3
        WHERE clinic_id = current_clinic() AND tender_id = $1 AND returned_on IS NULL`,
      [tenderId, returned.on, returned.reference],
    );
    return touched > 0;
  }

  async check(tenderId: TenderId): Promise<CheckView | undefined> {
    const row = await this.sql.one<CheckRow>(`${CHECKS} AND t.id = $1`, [tenderId]);
    return row && toCheck(row);
  }

  async checks(filter: { status?: string; beforeId?: string | null; limit: number }): Promise<CheckView[]> {
    const rows = await this.sql.query<CheckRow>(
      `SELECT * FROM (${CHECKS}) c WHERE ($1::text IS NULL OR status = $1) AND ($2::uuid IS NULL OR "tenderId" < $2) ORDER BY "tenderId" DESC LIMIT $3`,
      [filter.status ?? null, filter.beforeId ?? null, filter.limit],
    );
    return rows.map(toCheck);
  }

  async deposit(id: string): Promise<BankDepositView | undefined> {
    const row = await this.sql.one<DepositRow>(`${DEPOSITS} AND d.id = $1`, [id]);
    if (!row) return undefined;
    const checks = await this.sql.query<CheckRow>(`${CHECKS} AND d.deposit_id = $1 ORDER BY t.id`, [id]);
    return toDeposit(row, checks);
  }

  async deposits(filter: { beforeId: string | null; limit: number }): Promise<BankDepositView[]> {
    const rows = await this.sql.query<DepositRow>(
      `${DEPOSITS} AND ($1::uuid IS NULL OR d.id < $1) ORDER BY d.id DESC LIMIT $2`,
      [filter.beforeId, filter.limit],
    );
    const checks = await this.sql.query<CheckRow>(`${CHECKS} AND d.deposit_id = ANY ($1::uuid[]) ORDER BY t.id`, [
      rows.map((row) => row.id),
    ]);
    return rows.map((row) =>
      toDeposit(
        row,
        checks.filter((check) => check.depositId === row.id),
      ),
    );
  }
}

const toCheck = (row: CheckRow): CheckView => ({ ...row, amountCents: Number(row.amountCents) });

function toDeposit(row: DepositRow, checks: readonly CheckRow[]): BankDepositView {
  const [cashCents, checkCents] = [Number(row.cashCents), Number(row.checkCents)];
  return {
    ...row,
    cashCents,
    checkCents,
    totalCents: cashCents + checkCents,
    ledgerCents: Number(row.ledgerCents),
    bankCents: row.bankCents === null ? null : Number(row.bankCents),
    checks: checks.map(toCheck),
  };
}
