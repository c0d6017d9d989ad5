import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import type { CardDecline } from '../../../domain/payments/decline-advice';
import type { TenderState } from '../../../domain/payments/derive-payment-state';
import type { PaymentId, PaymentMethodId, TenderId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** A charge of a saved card, with all that is sent when it is asked for. */
export interface CardChargeRow {
  readonly tenderId: TenderId;
  readonly paymentId: PaymentId;
  readonly attempt: number;
  readonly purpose: ConsentPurpose;
  readonly state: TenderState;
  readonly amountCents: string;
  readonly feeCents: string | null;
  readonly startedAt: Date;
  readonly invoiceNumber: string | null;
  readonly paymentIntentId: string | null;
  readonly stripeCustomerId: string;
  readonly stripePaymentMethodId: string;
}

/** A charge to be asked for. */
export interface NewCardCharge {
  readonly tenderId: TenderId;
  readonly paymentMethodId: PaymentMethodId;
}

/** Charges of saved cards: the stored intents, in the order in which they are asked for. */
@Injectable()
export class CardChargesRepository {
  constructor(private readonly sql: Sql) {}

  /** Stores the intents of a payment just inserted; their tenders wait for the processor. */
  async insert(
    payment: { id: PaymentId; purpose: ConsentPurpose; requestKey?: string; startedAt: Date },
    charges: readonly NewCardCharge[],
  ): Promise<void> {
    const tenderIds = charges.map(({ tenderId }) => tenderId);
    await this.sql.execute(
      `INSERT INTO card_charges (clinic_id, tender_id, payment_id, attempt, payment_method_id, purpose, request_key, started_at)
       SELECT current_clinic(), c.tender, $1, c.attempt, c.method, $2, $3, $4
         FROM unnest($5::uuid[], $6::uuid[]) WITH ORDINALITY AS c (tender, method, attempt)`,
      [
        payment.id,
        payment.purpose,
        payment.requestKey ?? null,
        payment.startedAt,
        tenderIds,
        charges.map(({ paymentMethodId }) => paymentMethodId),
      ],
    );
    await this.sql.execute(
      `UPDATE payment_tenders SET state = 'pending' WHERE clinic_id = current_clinic() AND id = ANY($1)`,
      [tenderIds],
    );
  }

  ofPayment(paymentId: PaymentId): Promise<CardChargeRow[]> {
    return this.sql.query<CardChargeRow>(
      `SELECT c.tender_id AS "tenderId", c.payment_id AS "paymentId", c.attempt, c.purpose, t.state, t.amount_cents AS "amountCents",
              t.fee_cents AS "feeCents", c.started_at AS "startedAt", i.number AS "invoiceNumber", t.stripe_payment_intent_id AS "paymentIntentId",
              m.stripe_customer_id AS "stripeCustomerId", m.stripe_payment_method_id AS "stripePaymentMethodId"
         FROM card_charges c
         JOIN payment_tenders t ON t.clinic_id = c.clinic_id AND t.id = c.tender_id
         JOIN payment_methods m ON m.clinic_id = c.clinic_id AND m.id = c.payment_method_id
         JOIN payments p ON p.clinic_id = c.clinic_id AND p.id = c.payment_id
         LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
        WHERE c.clinic_id = current_clinic() AND c.payment_id = $1 ORDER BY c.attempt`,
      [paymentId],
    );
  }

  /** The payment that the same request has made before, when it was not answered. */
  async ofRequest(requestKey: string): Promise<PaymentId | undefined> {
    const row = await this.sql.one<{ paymentId: PaymentId }>(
      `SELECT payment_id AS "paymentId" FROM card_charges WHERE clinic_id = current_clinic() AND request_key = $1 AND attempt = 1`,
      [requestKey],
    );
    return row?.paymentId;
  }

  /** Nothing came of it: the same request may begin anew. */
  async forgetRequest(paymentId: PaymentId): Promise<void> {
    await this.sql.execute(
      `UPDATE card_charges SET request_key = NULL WHERE clinic_id = current_clinic() AND payment_id = $1`,
      [paymentId],
    );
  }

  async setDecline(tenderId: TenderId, { declineCode, code, adviceCode }: CardDecline): Promise<void> {
    await this.sql.execute(
      `UPDATE card_charges SET decline_code = $2, advice_code = $3 WHERE clinic_id = current_clinic() AND tender_id = $1`,
      [tenderId, declineCode ?? code, adviceCode],
    );
  }
}
