import { Injectable } from '@nestjs/common';
import type { CheckoutSessionId, InvoiceId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export type CheckoutState = 'creating' | 'open' | 'complete' | 'expired' | 'failed';

export interface CheckoutRow {
  readonly id: CheckoutSessionId;
  readonly paymentId: PaymentId;
  /** Null for money taken ahead of any charge. */
  readonly invoiceId: InvoiceId | null;
  readonly state: CheckoutState;
  readonly tenderKind: 'card' | 'hsa_fsa';
  readonly amountCents: string;
  readonly stripeSessionId: string | null;
  readonly url: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const COLUMNS = `id, payment_id AS "paymentId", invoice_id AS "invoiceId", state, tender_kind AS "tenderKind", amount_cents AS "amountCents",
  stripe_session_id AS "stripeSessionId", url, created_at AS "createdAt", expires_at AS "expiresAt"`;

/** Hosted checkouts: the stored intents and what became of them. */
@Injectable()
export class CheckoutsRepository {
  constructor(private readonly sql: Sql) {}

  /** The tender of its payment, just inserted, waits for the page. */
  async insert(row: Omit<CheckoutRow, 'state' | 'stripeSessionId' | 'url'>): Promise<void> {
    await this.sql.execute(
      `WITH waiting AS (UPDATE payment_tenders SET state = 'pending' WHERE clinic_id = current_clinic() AND payment_id = $2)
       INSERT INTO checkout_sessions (clinic_id, id, payment_id, invoice_id, state, tender_kind, amount_cents, created_at, expires_at)
       VALUES (current_clinic(), $1, $2, $3, 'creating', $4, $5, $6, $7)`,
      [row.id, row.paymentId, row.invoiceId, row.tenderKind, row.amountCents, row.createdAt, row.expiresAt],
    );
  }

  /** The one checkout of the invoice that could still take money, locked. */
  lockLive(invoiceId: InvoiceId): Promise<CheckoutRow | undefined> {
    return this.sql.one<CheckoutRow>(
      `SELECT ${COLUMNS} FROM checkout_sessions WHERE clinic_id = current_clinic() AND invoice_id = $1 AND state IN ('creating', 'open') FOR UPDATE`,
      [invoiceId],
    );
  }

  /** The same, not locked: for a caller that holds the invoice, without which no other is opened. */
  live(invoiceId: InvoiceId): Promise<CheckoutRow | undefined> {
    return this.sql.one<CheckoutRow>(
      `SELECT ${COLUMNS} FROM checkout_sessions WHERE clinic_id = current_clinic() AND invoice_id = $1 AND state IN ('creating', 'open')`,
      [invoiceId],
    );
  }

  ofPayment(paymentId: PaymentId): Promise<CheckoutRow | undefined> {
    return this.sql.one<CheckoutRow>(
      `SELECT ${COLUMNS} FROM checkout_sessions WHERE clinic_id = current_clinic() AND payment_id = $1`,
      [paymentId],
    );
  }

  /** Live checkouts past their time by now, oldest first: what the sweep asks Stripe about. */
  overdue(before: Date): Promise<CheckoutRow[]> {
    return this.sql.query<CheckoutRow>(
      `SELECT ${COLUMNS} FROM checkout_sessions WHERE clinic_id = current_clinic() AND state IN ('creating', 'open') AND expires_at < $1 ORDER BY expires_at LIMIT 100`,
      [before],
    );
  }

  /** Payments taken at the processor between two moments whose fee it has not told yet, oldest first. */
  async awaitingFee(between: { from: Date; to: Date }): Promise<PaymentId[]> {
    const rows = await this.sql.query<{ id: PaymentId }>(
      `SELECT p.id FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
        WHERE t.clinic_id = current_clinic() AND t.state = 'succeeded' AND t.stripe_payment_intent_id IS NOT NULL AND t.fee_cents IS NULL
          AND p.settled_at BETWEEN $1 AND $2 ORDER BY p.id LIMIT 100`,
      [between.from, between.to],
    );
    return rows.map(({ id }) => id);
  }

  /** Keeps what Stripe made, whatever became of the attempt meanwhile. False when it is not open: somebody has ended it. */
  async setOpen(id: CheckoutSessionId, stripe: { stripeSessionId: string; url: string }): Promise<boolean> {
    const row = await this.sql.one<{ state: CheckoutState }>(
      `UPDATE checkout_sessions SET state = CASE state WHEN 'creating' THEN 'open' ELSE state END, stripe_session_id = $2, url = $3
        WHERE clinic_id = current_clinic() AND id = $1 RETURNING state`,
      [id, stripe.stripeSessionId, stripe.url],
    );
    return row?.state === 'open';
  }

  /** Gives up a live checkout there is nothing of at Stripe. False when it is not as it was read any more. */
  async giveUp({ id, state }: CheckoutRow): Promise<boolean> {
    const touched = await this.sql.execute(
      `UPDATE checkout_sessions SET state = 'failed' WHERE clinic_id = current_clinic() AND id = $1 AND state = $2`,
      [id, state],
    );
    return touched > 0;
  }

  /** What became of it at Stripe, under the session id it has there. */
  async setEnded(id: CheckoutSessionId, state: 'complete' | 'expired', stripeSessionId: string): Promise<void> {
    await this.sql.execute(
      `UPDATE checkout_sessions SET state = $2, stripe_session_id = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, state, stripeSessionId],
    );
  }
}
