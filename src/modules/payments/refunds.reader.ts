import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { RefundId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { RefundTenderView, RefundView } from './refund.view';

export interface RefundFilter {
  readonly patientId?: string;
  readonly status?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

type RefundRow = Omit<RefundView, 'amountCents' | 'requestedAt'> & {
  readonly amountCents: string;
  readonly requestedAt: Date;
  readonly tenders: RefundTenderView[];
};

/** Refunds, one a row; conditions are added. */
export const REFUNDS = `
  SELECT f.id, f.payment_id AS "paymentId", f.patient_id AS "patientId", f.status, f.source, f.amount_cents AS "amountCents", f.reason, f.note,
         f.requested_at AS "requestedAt", f.approval_id AS "approvalId",
         (SELECT json_agg(json_build_object('id', r.id, 'tenderId', r.tender_id, 'type', t.type, 'amountCents', r.amount_cents, 'status', r.state,
             'reference', r.reference, 'failureCode', r.failure_code, 'effectiveOn', r.effective_on,
             'lines', (SELECT coalesce(json_agg(json_build_object(
                 'from', CASE l.account_number WHEN 1100 THEN 'charge' WHEN 2000 THEN 'credit' WHEN 2100 THEN 'deposit' ELSE 'prepayment' END,
                 'chargeId', CASE WHEN l.account_number = 1100 THEN l.item_id END, 'invoiceId', l.invoice_id, 'amountCents', l.amount_cents)
                 ORDER BY l.account_number, l.item_id), '[]')
               FROM refund_lines l WHERE l.clinic_id = r.clinic_id AND l.refund_tender_id = r.id)) ORDER BY r.position)
            FROM refund_tenders r JOIN payment_tenders t ON t.clinic_id = r.clinic_id AND t.id = r.tender_id
           WHERE r.clinic_id = f.clinic_id AND r.refund_id = f.id) AS tenders
    FROM refunds f WHERE f.clinic_id = current_clinic()`;

/** Refunds with their parts, and where each took the money from. Tx: joins the open one or opens its own. */
@Injectable()
export class RefundsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `refund_unknown`. */
  async get(id: RefundId): Promise<RefundView> {
    const row = await this.tx.run(() => this.sql.one<RefundRow>(`${REFUNDS} AND f.id = $1`, [id]));
    if (!row) throw new DomainError('refund_unknown');
    return toView(row);
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(filter: RefundFilter): Promise<Page<RefundView>> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const before = filter.cursor ? decodeIdCursor(filter.cursor) : null;
    return this.tx.run(async () => {
      const rows = await this.sql.query<RefundRow>(
        `${REFUNDS} AND ($1::uuid IS NULL OR f.patient_id = $1) AND ($2::text IS NULL OR f.status = $2) AND ($3::uuid IS NULL OR f.id < $3)
          ORDER BY f.id DESC LIMIT $4`,
        [filter.patientId ?? null, filter.status ?? null, before, limit + 1],
      );
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }
}

const toView = (row: RefundRow): RefundView => ({
  ...row,
  amountCents: Number(row.amountCents),
  requestedAt: formatInstant(fromDate(row.requestedAt)),
});
