import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../domain/payments/payment-state';
import { formatInstant, fromDate } from '../../kernel/clock';
import type { PaymentId, TenderId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { PaymentDetailView, PaymentVoidView, RefundableTenderView } from './payment-detail.view';
import { PaymentsReader } from './payments.reader';
import { RefundsReader } from './refunds.reader';

/** A payment in one of these can be refunded. */
const REFUNDABLE: readonly PaymentState[] = ['succeeded', 'partly_refunded'];

/** One payment with its refunds, what may still be refunded, and whether it was voided. */
@Injectable()
export class PaymentDetailReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly payments: PaymentsReader,
    private readonly refunds: RefundsReader,
  ) {}

  /** Errors: `payment_unknown`. */
  get(id: PaymentId): Promise<PaymentDetailView> {
    return this.tx.run(async () => {
      const payment = await this.payments.get(id);
      const refundable = await this.refundable(id, REFUNDABLE.includes(payment.status));
      return {
        ...payment,
        refunds: await this.refunds.ofPayment(id),
        refundableCents: refundable.reduce((sum, tender) => sum + tender.refundableCents, 0),
        refundable,
        voided: payment.status === 'voided' ? await this.voided(id) : null,
      };
    });
  }

  private async refundable(id: PaymentId, isRefundable: boolean): Promise<RefundableTenderView[]> {
    const rows = await this.sql.query<{ tenderId: TenderId; amountCents: string; refundedCents: string }>(
      `SELECT id AS "tenderId", amount_cents AS "amountCents", refunded_cents AS "refundedCents" FROM payment_tenders
        WHERE clinic_id = current_clinic() AND payment_id = $1 ORDER BY position`,
      [id],
    );
    return rows.map(({ tenderId, amountCents, refundedCents }) => ({
      tenderId,
      refundedCents: Number(refundedCents),
      refundableCents: isRefundable ? Number(amountCents) - Number(refundedCents) : 0,
    }));
  }

  private async voided(id: PaymentId): Promise<PaymentVoidView | null> {
    const row = await this.sql.one<{ reason: string; voidedAt: Date }>(
      'SELECT reason, voided_at AS "voidedAt" FROM payment_voids WHERE clinic_id = current_clinic() AND payment_id = $1',
      [id],
    );
    return row ? { reason: row.reason, voidedAt: formatInstant(fromDate(row.voidedAt)) } : null;
  }
}
