import { Injectable } from '@nestjs/common';
import type { GivenBack } from '../../../domain/ledger/dispute-recipes';
import type { RefundSource } from '../../../domain/payments/refund-sources';
import { Clock, toDate } from '../../../kernel/clock';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

export interface TakenBackRow {
  readonly sourceId: string;
  readonly sourceType: string;
  readonly tenderId: TenderId;
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly amount: Money;
  readonly lost: Money;
}

interface StoredTakeBack {
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly lostCents: string;
}

interface LineRow {
  readonly accountNumber: number;
  readonly itemId: PaymentId | ChargeId;
  readonly paymentId: PaymentId;
  readonly invoiceId: InvoiceId | null;
  readonly amountCents: string;
}

/** Rows of tenders that banks took back. Needs a transaction. */
@Injectable()
export class TakeBacksRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Whose money a tender is, its payment locked. */
  lockPaymentOf(tenderId: TenderId): Promise<{ id: PaymentId; patientId: PatientId } | undefined> {
    return this.sql.one(
      `SELECT p.id, p.patient_id AS "patientId" FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
        WHERE t.clinic_id = current_clinic() AND t.id = $1 FOR UPDATE OF p`,
      [tenderId],
    );
  }

  async insert(row: TakenBackRow, sources: readonly RefundSource[]): Promise<void> {
    await this.sql.execute(
      `INSERT INTO bank_take_backs (clinic_id, source_id, source_type, tender_id, payment_id, patient_id, amount_cents, lost_cents, taken_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        row.sourceId,
        row.sourceType,
        row.tenderId,
        row.paymentId,
        row.patientId,
        row.amount.toCents().toString(),
        row.lost.toCents().toString(),
        toDate(this.clock.now()),
      ],
    );
    await this.sql.execute(
      `INSERT INTO bank_take_back_lines (clinic_id, source_id, account_number, item_id, payment_id, invoice_id, amount_cents)
       SELECT current_clinic(), $1, x.account, x.item, x.payment, x.invoice, x.cents
         FROM unnest($2::integer[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[]) AS x (account, item, payment, invoice, cents)`,
      [
        row.sourceId,
        sources.map((source) => source.accountNumber),
        sources.map((source) => source.itemId),
        sources.map((source) => source.paymentId),
        sources.map((source) => source.invoiceId ?? null),
        sources.map((source) => source.amount.toCents().toString()),
      ],
    );
  }

  /** What was taken back and not given back since. */
  async standing(
    sourceId: string,
  ): Promise<{ paymentId: PaymentId; patientId: PatientId; lost: Money; sources: RefundSource[] } | undefined> {
    const row = await this.sql.one<StoredTakeBack>(
      `SELECT payment_id AS "paymentId", patient_id AS "patientId", lost_cents AS "lostCents" FROM bank_take_backs
        WHERE clinic_id = current_clinic() AND source_id = $1 AND given_back_at IS NULL FOR UPDATE`,
      [sourceId],
    );
    if (!row) return undefined;
    const lines = await this.sql.query<LineRow>(
      `SELECT account_number AS "accountNumber", item_id AS "itemId", payment_id AS "paymentId", invoice_id AS "invoiceId", amount_cents AS "amountCents"
         FROM bank_take_back_lines WHERE clinic_id = current_clinic() AND source_id = $1 ORDER BY account_number, item_id, payment_id`,
      [sourceId],
    );
    return { ...row, lost: Money.fromColumn(row.lostCents), sources: lines.map(toSource) };
  }

  /** Whether it was ever taken back, given back since or not. */
  async wasTaken(sourceId: string): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT source_id FROM bank_take_backs WHERE clinic_id = current_clinic() AND source_id = $1`,
      [sourceId],
    );
    return row !== undefined;
  }

  async setGivenBack(sourceId: string, parts: readonly GivenBack[]): Promise<void> {
    await this.sql.execute(
      `UPDATE bank_take_backs SET given_back_at = $2 WHERE clinic_id = current_clinic() AND source_id = $1`,
      [sourceId, toDate(this.clock.now())],
    );
    await this.sql.execute(
      `UPDATE bank_take_back_lines l SET given_back_cents = x.cents
         FROM unnest($2::integer[], $3::uuid[], $4::uuid[], $5::bigint[]) AS x (account, item, payment, cents)
        WHERE l.clinic_id = current_clinic() AND l.source_id = $1 AND l.account_number = x.account AND l.item_id = x.item AND l.payment_id = x.payment`,
      [
        sourceId,
        parts.map(({ source }) => source.accountNumber),
        parts.map(({ source }) => source.itemId),
        parts.map(({ source }) => source.paymentId),
        parts.map(({ amount }) => amount.toCents().toString()),
      ],
    );
  }
}

const toSource = (row: LineRow): RefundSource => ({
  accountNumber: row.accountNumber,
  itemId: row.itemId,
  paymentId: row.paymentId,
  invoiceId: row.invoiceId ?? undefined,
  amount: Money.fromColumn(row.amountCents),
});
