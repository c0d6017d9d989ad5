import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../../domain/payments/payment-state';
import type { PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** The payment in dispute, locked. */
export interface DisputedPayment {
  readonly paymentId: PaymentId;
  readonly tenderId: TenderId;
  readonly patientId: PatientId;
  readonly state: PaymentState;
  /** Of the whole payment. */
  readonly amountCents: string;
}

export interface DisputeRow {
  readonly id: string;
  readonly stripeDisputeId: string;
  readonly paymentId: PaymentId;
  readonly tenderId: TenderId;
  readonly patientId: PatientId;
  readonly status: string;
  readonly isInquiry: boolean;
  readonly closedAt: Date | null;
}

export interface NewDispute extends Omit<DisputeRow, 'closedAt'> {
  readonly amountCents: string;
  readonly reason: string;
  readonly evidenceDueAt: Date | null;
  readonly submissionCount: number;
  readonly openedAt: Date;
}

export type DisputeUpdate = Pick<
  NewDispute,
  'status' | 'isInquiry' | 'amountCents' | 'reason' | 'evidenceDueAt' | 'submissionCount'
> & { readonly closedAt: Date | null };

const COLUMNS = `id, stripe_dispute_id AS "stripeDisputeId", payment_id AS "paymentId", tender_id AS "tenderId", patient_id AS "patientId",
  status, is_inquiry AS "isInquiry", closed_at AS "closedAt"`;

/** Rows of disputes and of the money they moved. */
@Injectable()
export class DisputesRepository {
  constructor(private readonly sql: Sql) {}

  /** The payment that the payment intent took the money of. */
  lockPayment(paymentIntentId: string): Promise<DisputedPayment | undefined> {
    return this.sql.one<DisputedPayment>(
      `SELECT p.id AS "paymentId", t.id AS "tenderId", p.patient_id AS "patientId", p.state, p.amount_cents AS "amountCents"
         FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
        WHERE t.clinic_id = current_clinic() AND t.stripe_payment_intent_id = $1 FOR UPDATE OF p`,
      [paymentIntentId],
    );
  }

  lock(stripeDisputeId: string): Promise<DisputeRow | undefined> {
    return this.sql.one<DisputeRow>(
      `SELECT ${COLUMNS} FROM disputes WHERE clinic_id = current_clinic() AND stripe_dispute_id = $1 FOR UPDATE`,
      [stripeDisputeId],
    );
  }

  async insert(row: NewDispute): Promise<void> {
    await this.sql.execute(
      `INSERT INTO disputes (clinic_id, id, payment_id, tender_id, patient_id, stripe_dispute_id, amount_cents, reason, status, is_inquiry,
                             evidence_due_at, submission_count, opened_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.id,
        row.paymentId,
        row.tenderId,
        row.patientId,
        row.stripeDisputeId,
        row.amountCents,
        row.reason,
        row.status,
        row.isInquiry,
        row.evidenceDueAt,
        row.submissionCount,
        row.openedAt,
      ],
    );
  }

  async update(id: string, row: DisputeUpdate): Promise<void> {
    await this.sql.execute(
      `UPDATE disputes SET status = $2, is_inquiry = $3, amount_cents = $4, reason = $5,
              evidence_due_at = $6, submission_count = greatest(submission_count, $7), closed_at = $8
        WHERE clinic_id = current_clinic() AND id = $1`,
      [
        id,
        row.status,
        row.isInquiry,
        row.amountCents,
        row.reason,
        row.evidenceDueAt,
        row.submissionCount,
        row.closedAt,
      ],
    );
  }

  /** Whether something else still holds the payment's money: another dispute, open or lost. */
  async isHeldByAnother(id: string, paymentId: PaymentId): Promise<boolean> {
    const row = await this.sql.one<{ is: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM disputes WHERE clinic_id = current_clinic() AND payment_id = $2 AND id <> $1
                        AND NOT is_inquiry AND (closed_at IS NULL OR status = 'lost')) AS is`,
      [id, paymentId],
    );
    return row?.is === true;
  }

  /** Takes a movement on. @returns its place among the dispute's, or undefined when it was known */
  async addMovement(
    disputeId: string,
    movement: { balanceTransactionId: string; amountCents: string; feeCents: string; occurredAt: Date },
  ): Promise<number | undefined> {
    const row = await this.sql.one<{ position: number }>(
      `INSERT INTO dispute_movements (clinic_id, dispute_id, position, balance_transaction_id, amount_cents, fee_cents, occurred_at)
       SELECT current_clinic(), $1, (SELECT count(*) + 1 FROM dispute_movements m WHERE m.clinic_id = current_clinic() AND m.dispute_id = $1), $2, $3, $4, $5
       ON CONFLICT (balance_transaction_id, clinic_id) DO NOTHING RETURNING position`,
      [disputeId, movement.balanceTransactionId, movement.amountCents, movement.feeCents, movement.occurredAt],
    );
    return row?.position;
  }

  /** What the dispute still holds of the money, US cents: taken minus given back. */
  async heldCents(disputeId: string): Promise<string> {
    const row = await this.sql.one<{ cents: string }>(
      `SELECT coalesce(-sum(amount_cents), 0) AS cents FROM dispute_movements WHERE clinic_id = current_clinic() AND dispute_id = $1`,
      [disputeId],
    );
    return row?.cents ?? '0';
  }

  /** The processor's ids of disputes nobody has decided yet, oldest first. */
  async openIds(): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `SELECT stripe_dispute_id AS id FROM disputes WHERE clinic_id = current_clinic() AND closed_at IS NULL ORDER BY opened_at LIMIT 200`,
    );
    return rows.map(({ id }) => id);
  }
}
