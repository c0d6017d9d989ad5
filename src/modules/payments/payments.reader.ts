import { Injectable } from '@nestjs/common';
import { adviseOnDecline } from '../../domain/payments/decline-advice';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { AllocationView, DeclineView, PaymentView, TenderView } from './payment.view';

export interface PaymentFilter {
  readonly from?: string;
  readonly to?: string;
  readonly tender?: string;
  readonly status?: string;
  readonly patientId?: string;
  readonly invoiceId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

type TenderRow = Omit<TenderView, 'decline'> & {
  readonly decline: Pick<DeclineView, 'code' | 'adviceCode'> | null;
};

type PaymentRow = Omit<
  PaymentView,
  'takenAt' | 'changeDueCents' | 'unappliedCents' | 'tenders' | 'allocations' | 'amountCents' | 'balanceCents'
> & {
  readonly amountCents: string;
  readonly balanceCents: string | null;
  readonly takenAt: Date;
  readonly tenders: TenderRow[];
  readonly allocations: AllocationView[];
};

const PAYMENTS = `
  SELECT p.id, p.patient_id AS "patientId", p.invoice_id AS "invoiceId", p.state AS status, p.source, p.amount_cents AS "amountCents",
         p.effective_on AS "effectiveOn", p.taken_at AS "takenAt", p.receipt_id AS "receiptId",
         (SELECT sum(o.open_cents) FROM open_items o WHERE o.clinic_id = p.clinic_id AND o.invoice_id = p.invoice_id AND o.account_number = 1100) AS "balanceCents",
         (SELECT json_agg(json_build_object('id', t.id, 'type', t.type, 'status', t.state, 'spendsHsaFsa', t.spends_hsa_fsa, 'amountCents', t.amount_cents,
             'tenderedCents', t.tendered_cents, 'reference', t.reference, 'feeCents', t.fee_cents,
             'card', CASE WHEN t.card_last4 IS NOT NULL THEN json_build_object('brand', t.card_brand, 'last4', t.card_last4) END,
             'paymentMethodId', c.payment_method_id, 'decline', CASE WHEN c.decline_code IS NOT NULL AND t.state IN ('declined', 'canceled')
               THEN json_build_object('code', c.decline_code, 'adviceCode', c.advice_code) END) ORDER BY t.position)
            FROM payment_tenders t LEFT JOIN card_charges c ON c.clinic_id = t.clinic_id AND c.tender_id = t.id WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id) AS tenders,
         (SELECT coalesce(json_agg(json_build_object('tenderId', a.tender_id, 'chargeId', a.charge_id, 'invoiceId', a.invoice_id, 'amountCents', a.amount_cents)
             ORDER BY at.position, a.charge_id), '[]')
            FROM allocations a JOIN payment_tenders at ON at.clinic_id = a.clinic_id AND at.id = a.tender_id
           WHERE a.clinic_id = p.clinic_id AND a.payment_id = p.id) AS allocations
    FROM payments p WHERE p.clinic_id = current_clinic()`;

/** Payments with their tenders and allocations. */
@Injectable()
export class PaymentsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `payment_unknown`. */
  async get(id: PaymentId): Promise<PaymentView> {
    const row = await this.tx.run(() => this.sql.one<PaymentRow>(`${PAYMENTS} AND p.id = $1`, [id]));
    if (!row) throw new DomainError('payment_unknown');
    return toView(row);
  }

  /** The newest first. Days are the clinic's business days. */
  list(filter: PaymentFilter): Promise<Page<PaymentView>> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const after = filter.cursor ? decodeIdCursor(filter.cursor) : null;
    return this.tx.run(async () => {
      const rows = await this.sql.query<PaymentRow>(
        `${PAYMENTS} AND ($1::date IS NULL OR p.effective_on >= $1) AND ($2::date IS NULL OR p.effective_on <= $2)
           AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM payment_tenders t WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.type = $3))
           AND ($4::uuid IS NULL OR p.patient_id = $4) AND ($5::uuid IS NULL OR p.invoice_id = $5
             OR (p.invoice_id IS NULL AND EXISTS (SELECT FROM allocations o WHERE o.clinic_id = p.clinic_id AND o.payment_id = p.id AND o.invoice_id = $5)))
           AND ($6::text IS NULL OR p.state = $6) AND ($7::uuid IS NULL OR p.id < $7)
         ORDER BY p.id DESC LIMIT $8`,
        [
          filter.from ?? null,
          filter.to ?? null,
          filter.tender ?? null,
          filter.patientId ?? null,
          filter.invoiceId ?? null,
          filter.status ?? null,
          after,
          limit + 1,
        ],
      );
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}

/** Change and credit follow from the tenders and allocations; they are not stored. */
function toView(row: PaymentRow): PaymentView {
  const allocated = row.allocations.reduce((sum, allocation) => sum + allocation.amountCents, 0);
  const changeDueCents = row.tenders.reduce(
    (sum, tender) => sum + (tender.tenderedCents === null ? 0 : tender.tenderedCents - tender.amountCents),
    0,
  );
  const takenCents = row.tenders.reduce(
    (sum, tender) => sum + (tender.status === 'succeeded' ? tender.amountCents : 0),
    0,
  );
  return {
    ...row,
    amountCents: Number(row.amountCents),
    balanceCents: row.balanceCents === null ? null : Number(row.balanceCents),
    takenAt: formatInstant(fromDate(row.takenAt)),
    changeDueCents,
    unappliedCents: row.status === 'voided' ? 0 : takenCents - allocated,
    tenders: row.tenders.map((tender) => ({ ...tender, decline: adviceOn(tender.decline) })),
  };
}

function adviceOn(decline: TenderRow['decline']): DeclineView | null {
  return decline && { ...decline, ...adviseOnDecline({ ...decline, declineCode: decline.code }) };
}
