import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { PaymentState } from '../../domain/payments/payment-state';
import { formatInstant } from '../../kernel/clock';
import { invariant } from '../../kernel/invariant';
import type { PaymentId, TenderId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { PaymentDetailView, PaymentVoidView, RefundableTenderView } from './payment-detail.view';
import { PaymentsReader } from './payments.reader';
import type { RefundView } from './refund.view';
import { REFUNDS } from './refunds.reader';

interface DetailRow {
  readonly status: PaymentState;
  readonly tenders: { readonly tenderId: TenderId; readonly amountCents: number; readonly refundedCents: number }[];
  readonly refunds: RefundView[];
  readonly voided: PaymentVoidView | null;
  /** Given to the state as unclaimed. */
  readonly movedCents: number;
}

// One statement, so that state, amounts and refunds are those of one moment.
const DETAIL = `
  SELECT p.state AS status,
         (SELECT coalesce(json_agg(json_build_object('tenderId', t.id, 'amountCents', t.amount_cents, 'refundedCents', t.refunded_cents) ORDER BY t.position), '[]')
            FROM payment_tenders t WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state = 'succeeded') AS tenders,
         (SELECT coalesce(json_agg(r ORDER BY r.id), '[]') FROM (${REFUNDS} AND f.payment_id = $1) r) AS refunds,
         (SELECT json_build_object('reason', v.reason, 'voidedAt', v.voided_at)
            FROM payment_voids v WHERE v.clinic_id = p.clinic_id AND v.payment_id = p.id) AS voided,
         (SELECT coalesce(sum(u.moved_cents), 0)::int FROM unclaimed_credits u WHERE u.clinic_id = p.clinic_id AND u.payment_id = p.id) AS "movedCents"
    FROM payments p WHERE p.clinic_id = current_clinic() AND p.id = $1`;

/** A payment in one of these can be refunded. */
const REFUNDABLE: readonly PaymentState[] = ['succeeded', 'partly_refunded'];

/** One payment with its refunds, what may still be refunded, and whether it was voided. */
@Injectable()
export class PaymentDetailReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly payments: PaymentsReader,
  ) {}

  /** Errors: `payment_unknown`. */
  get(id: PaymentId): Promise<PaymentDetailView> {
    return this.tx.run(async () => {
      const payment = await this.payments.get(id);
      const detail = await this.sql.one<DetailRow>(DETAIL, [id]);
      invariant(detail, 'a payment that was read is there');
      const refundable = detail.tenders.map((tender) => toRefundable(tender, REFUNDABLE.includes(detail.status)));
      return {
        ...payment,
        status: detail.status,
        refunds: detail.refunds.map((refund) => ({ ...refund, requestedAt: inUtc(refund.requestedAt) })),
        // What the state keeps for the patient by now is theirs to ask the state for.
        refundableCents: Math.max(sumOf(refundable) - detail.movedCents, 0),
        refundable,
        voided: detail.voided && { ...detail.voided, voidedAt: inUtc(detail.voided.voidedAt) },
      };
    });
  }
}

const sumOf = (refundable: readonly RefundableTenderView[]): number =>
  refundable.reduce((sum, tender) => sum + tender.refundableCents, 0);

/** From JSON made by PostgreSQL, whatever the zone of its session. */
const inUtc = (text: string): string => formatInstant(Temporal.Instant.from(text));

const toRefundable = (
  { tenderId, amountCents, refundedCents }: DetailRow['tenders'][number],
  isRefundable: boolean,
): RefundableTenderView => ({
  tenderId,
  refundedCents,
  refundableCents: isRefundable ? amountCents - refundedCents : 0,
});
