import { Injectable } from '@nestjs/common';
import type { RefundStatus, RefundTenderState } from '../../../domain/payments/refund-state';
import type { RefundSource } from '../../../domain/payments/refund-sources';
import type { InvoiceId, PaymentId, RefundId, RefundTenderId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { PaymentToReturn, RefundRecord, RefundTenderRow, TenderToReturn } from './refund-rows';

const PAYMENT = `
  SELECT id, patient_id AS "patientId", invoice_id AS "invoiceId", state, amount_cents AS "amountCents", effective_on AS "effectiveOn"
    FROM payments WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`;

const TENDERS = `
  SELECT id, type, amount_cents AS "amountCents", refunded_cents AS "refundedCents", reference, stripe_payment_intent_id AS "paymentIntentId"
    FROM payment_tenders WHERE clinic_id = current_clinic() AND payment_id = $1 AND state = 'succeeded' ORDER BY position`;

const INSERT = `
  WITH refund AS (
    INSERT INTO refunds (clinic_id, id, payment_id, patient_id, status, source, amount_cents, reason, note, request_key, requested_by_kind, requested_by_id, requested_at)
    VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ), kept AS (
    UPDATE payment_tenders t SET refunded_cents = t.refunded_cents + r.amount
      FROM unnest($14::uuid[], $15::bigint[]) AS r (tender, amount) WHERE t.clinic_id = current_clinic() AND t.id = r.tender
  )
  INSERT INTO refund_tenders (clinic_id, id, refund_id, payment_id, tender_id, position, amount_cents, state, reference, created_at)
  SELECT current_clinic(), r.id, $1, $2, r.tender, r.position, r.amount, $4, r.reference, $12
    FROM unnest($13::uuid[], $14::uuid[], $15::bigint[], $16::text[]) WITH ORDINALITY AS r (id, tender, amount, reference, position)`;

const PARTS = `
  SELECT r.id, r.refund_id AS "refundId", r.payment_id AS "paymentId", f.patient_id AS "patientId", r.tender_id AS "tenderId", t.type, r.state,
         f.reason, r.amount_cents AS "amountCents", t.stripe_payment_intent_id AS "paymentIntentId", r.stripe_refund_id AS "stripeRefundId",
         r.journal_entry_id AS "journalEntryId", r.created_at AS "createdAt"
    FROM refund_tenders r
    JOIN refunds f ON f.clinic_id = r.clinic_id AND f.id = r.refund_id
    JOIN payment_tenders t ON t.clinic_id = r.clinic_id AND t.id = r.tender_id
   WHERE r.clinic_id = current_clinic()`;

/** Rows of refunds. Whoever changes one holds its payment's row. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly sql: Sql) {}

  /** Locked until the transaction ends: refunds, settlements and voids of one payment come one after the other. */
  async lockPayment(id: PaymentId): Promise<PaymentToReturn | undefined> {
    const row = await this.sql.one<Omit<PaymentToReturn, 'tenders' | 'bookedBackCents'>>(PAYMENT, [id]);
    if (!row) return undefined;
    const tenders = await this.sql.query<TenderToReturn>(TENDERS, [id]);
    return { ...row, tenders, bookedBackCents: await this.bookedCents(id) };
  }

  /** Stores the intent and keeps its amounts aside. */
  async insert(refund: RefundRecord): Promise<void> {
    const { tenders } = refund;
    await this.sql.execute(INSERT, [
      refund.id,
      refund.paymentId,
      refund.patientId,
      refund.state,
      refund.source,
      refund.amountCents,
      refund.reason,
      refund.note ?? null,
      refund.requestKey,
      refund.requestedBy.kind,
      refund.requestedBy.id,
      refund.requestedAt,
      tenders.map((tender) => tender.id),
      tenders.map((tender) => tender.tenderId),
      tenders.map((tender) => tender.amountCents),
      tenders.map((tender) => tender.reference ?? null),
    ]);
  }

  /** The refund a request with this key has made already. */
  ofRequest(
    requestedById: string,
    key: string,
  ): Promise<{ id: RefundId; paymentId: PaymentId; amountCents: string } | undefined> {
    return this.sql.one(
      `SELECT id, payment_id AS "paymentId", amount_cents AS "amountCents" FROM refunds
        WHERE clinic_id = current_clinic() AND requested_by_id = $1 AND request_key = $2`,
      [requestedById, key],
    );
  }

  part(id: RefundTenderId): Promise<RefundTenderRow | undefined> {
    return this.sql.one<RefundTenderRow>(`${PARTS} AND r.id = $1`, [id]);
  }

  partOfProcessor(stripeRefundId: string): Promise<RefundTenderRow | undefined> {
    return this.sql.one<RefundTenderRow>(`${PARTS} AND r.stripe_refund_id = $1`, [stripeRefundId]);
  }

  /** The parts of a refund in their order. */
  partsOf(refundId: RefundId): Promise<RefundTenderRow[]> {
    return this.sql.query<RefundTenderRow>(`${PARTS} AND r.refund_id = $1 ORDER BY r.position`, [refundId]);
  }

  /** Parts on a tender that wait for a person. */
  awaitingApprovalOn(tenderId: TenderId): Promise<RefundTenderRow[]> {
    return this.sql.query<RefundTenderRow>(
      `${PARTS} AND r.tender_id = $1 AND r.state = 'awaiting_approval' ORDER BY r.id`,
      [tenderId],
    );
  }

  async setState(
    id: RefundTenderId,
    state: RefundTenderState,
    facts: {
      stripeRefundId?: string;
      failureCode?: string;
      entryId?: string;
      effectiveOn?: string;
      settledAt?: Date;
    } = {},
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE refund_tenders SET state = $2, stripe_refund_id = coalesce(stripe_refund_id, $3), failure_code = coalesce($4, failure_code),
              journal_entry_id = coalesce(journal_entry_id, $5), effective_on = coalesce(effective_on, $6), settled_at = coalesce($7, settled_at)
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        id,
        state,
        facts.stripeRefundId ?? null,
        facts.failureCode ?? null,
        facts.entryId ?? null,
        facts.effectiveOn ?? null,
        facts.settledAt ?? null,
      ],
    );
  }

  async setAsked(id: RefundTenderId, at: Date): Promise<void> {
    await this.sql.execute('UPDATE refund_tenders SET asked_at = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      id,
      at,
    ]);
  }

  async setStatus(id: RefundId, status: RefundStatus): Promise<void> {
    await this.sql.execute('UPDATE refunds SET status = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      id,
      status,
    ]);
  }

  async setApproval(id: RefundId, approvalId: string): Promise<void> {
    await this.sql.execute('UPDATE refunds SET approval_id = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      id,
      approvalId,
    ]);
  }

  /** Gives the amount of a part that will not be refunded back to its tender. */
  async release({ tenderId, amountCents }: RefundTenderRow): Promise<void> {
    await this.sql.execute(
      'UPDATE payment_tenders SET refunded_cents = refunded_cents - $2 WHERE clinic_id = current_clinic() AND id = $1',
      [tenderId, amountCents],
    );
  }

  /** What has been given back of a payment, in the books. */
  async bookedCents(paymentId: PaymentId): Promise<string> {
    const row = await this.sql.one<{ cents: string }>(
      `SELECT coalesce(sum(amount_cents), 0)::bigint AS cents FROM refund_tenders
        WHERE clinic_id = current_clinic() AND payment_id = $1 AND state IN ('pending', 'succeeded')`,
      [paymentId],
    );
    return row?.cents ?? '0';
  }

  /** What is kept aside of each payment for refunds that are not booked yet. */
  async promisedOf(paymentIds: readonly PaymentId[]): Promise<Map<PaymentId, Money>> {
    const rows = await this.sql.query<{ paymentId: PaymentId; cents: string }>(
      `SELECT payment_id AS "paymentId", sum(amount_cents)::bigint AS cents FROM refund_tenders
        WHERE clinic_id = current_clinic() AND payment_id = ANY ($1::uuid[]) AND state IN ('awaiting_approval', 'requested', 'unknown')
        GROUP BY payment_id`,
      [paymentIds],
    );
    return new Map(rows.map(({ paymentId, cents }) => [paymentId, Money.fromColumn(cents)]));
  }

  async insertLines(id: RefundTenderId, sources: readonly RefundSource[]): Promise<void> {
    await this.sql.execute(
      `INSERT INTO refund_lines (clinic_id, refund_tender_id, account_number, item_id, payment_id, invoice_id, amount_cents)
       SELECT current_clinic(), $1, s.account, s.item, s.payment, s.invoice, s.amount
         FROM unnest($2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[]) AS s (account, item, payment, invoice, amount)`,
      [
        id,
        sources.map((source) => source.accountNumber),
        sources.map((source) => source.itemId),
        sources.map((source) => source.paymentId),
        sources.map((source) => source.invoiceId ?? null),
        sources.map((source) => source.amount.toCents().toString()),
      ],
    );
  }

  /** What a booked part took its money from. */
  async linesOf(id: RefundTenderId): Promise<RefundSource[]> {
    const rows = await this.sql.query<
      Omit<RefundSource, 'amount' | 'invoiceId'> & { invoiceId: InvoiceId | null; cents: string }
    >(
      `SELECT account_number AS "accountNumber", item_id AS "itemId", payment_id AS "paymentId", invoice_id AS "invoiceId", amount_cents AS cents
         FROM refund_lines WHERE clinic_id = current_clinic() AND refund_tender_id = $1 ORDER BY account_number, item_id, payment_id`,
      [id],
    );
    return rows.map(({ cents, invoiceId, ...row }) => ({
      ...row,
      invoiceId: invoiceId ?? undefined,
      amount: Money.fromColumn(cents),
    }));
  }

  /** Parts to ask the processor about: never answered and older than `before`, or pending and not asked since `pendingBefore`. */
  async toAsk(before: Date, pendingBefore: Date): Promise<RefundTenderId[]> {
    const rows = await this.sql.query<{ id: RefundTenderId }>(
      `SELECT r.id FROM refund_tenders r JOIN payment_tenders t ON t.clinic_id = r.clinic_id AND t.id = r.tender_id
        WHERE r.clinic_id = current_clinic() AND t.stripe_payment_intent_id IS NOT NULL
          AND ((r.state IN ('requested', 'unknown') AND coalesce(r.asked_at, r.created_at) < $1)
            OR (r.state = 'pending' AND coalesce(r.asked_at, r.created_at) < $2))
        ORDER BY r.created_at LIMIT 100`,
      [before, pendingBefore],
    );
    return rows.map(({ id }) => id);
  }
}
