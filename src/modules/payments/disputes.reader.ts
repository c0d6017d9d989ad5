import { Injectable } from '@nestjs/common';
import { isAnswerable } from '../../domain/payments/dispute-status';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { DisputeAnswerView, DisputeMovementView, DisputeView } from './dispute.view';

export interface DisputeFilter {
  /** `open`, `closed`, or one of the ends. */
  readonly status?: string;
  readonly paymentId?: string;
  readonly patientId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

type Row = Omit<
  DisputeView,
  'isOpen' | 'isAnswerable' | 'amountCents' | 'evidenceDueAt' | 'openedAt' | 'closedAt' | 'feeCents' | 'heldCents'
> & {
  readonly amountCents: string;
  readonly evidenceDueAt: Date | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly movements: DisputeMovementView[];
  readonly answers: DisputeAnswerView[];
};

const AT = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const DISPUTES = `
  SELECT d.id, d.stripe_dispute_id AS "processorId", d.payment_id AS "paymentId", d.patient_id AS "patientId", d.status,
         d.is_inquiry AS "isInquiry", d.amount_cents AS "amountCents", d.reason, d.evidence_due_at AS "evidenceDueAt",
         d.opened_at AS "openedAt", d.closed_at AS "closedAt",
         (SELECT coalesce(json_agg(json_build_object('balanceTransactionId', m.balance_transaction_id, 'amountCents', m.amount_cents,
             'feeCents', m.fee_cents, 'occurredAt', ${AT('m.occurred_at')}) ORDER BY m.position), '[]')
            FROM dispute_movements m WHERE m.clinic_id = d.clinic_id AND m.dispute_id = d.id) AS movements,
         (SELECT coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'status', a.state, 'submitted', a.is_final,
             'statement', a.statement, 'answeredAt', ${AT('a.answered_at')}) ORDER BY a.id), '[]')
            FROM dispute_answers a WHERE a.clinic_id = d.clinic_id AND a.dispute_id = d.id) AS answers
    FROM disputes d WHERE d.clinic_id = current_clinic()`;

/** Disputes with the money they moved and what was answered. Tx: joins or opens one. */
@Injectable()
export class DisputesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `dispute_unknown`. */
  async get(id: string): Promise<DisputeView> {
    const row = await this.tx.run(() => this.sql.one<Row>(`${DISPUTES} AND d.id = $1`, [id]));
    if (!row) throw new DomainError('dispute_unknown', { detail: 'This clinic has no such dispute.' });
    return toView(row);
  }

  /** The newest first. Errors: `cursor_invalid`. */
  list(filter: DisputeFilter): Promise<Page<DisputeView>> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const beforeId = filter.cursor ? decodeIdCursor(filter.cursor) : null;
    return this.tx.run(async () => {
      const rows = await this.sql.query<Row>(
        `${DISPUTES} AND ($1::text IS NULL OR ($1 = 'open' AND d.closed_at IS NULL) OR ($1 = 'closed' AND d.closed_at IS NOT NULL) OR d.status = $1)
           AND ($2::uuid IS NULL OR d.payment_id = $2) AND ($3::uuid IS NULL OR d.patient_id = $3) AND ($4::uuid IS NULL OR d.id < $4)
         ORDER BY d.id DESC LIMIT $5`,
        [filter.status ?? null, filter.paymentId ?? null, filter.patientId ?? null, beforeId, limit + 1],
      );
      return pageOf(rows, limit, (row) => [row.id], toView);
    });
  }

  /**
   * Whether somebody's bank is asking about a payment, or about any payment of a patient: meanwhile nothing of theirs is
   * charged by itself and nobody is reminded to pay. Inquiries count.
   */
  async hasOpenDispute(about: { paymentId: PaymentId } | { patientId: PatientId }): Promise<boolean> {
    const { paymentId, patientId } = { paymentId: null, patientId: null, ...about };
    const row = await this.tx.run(() =>
      this.sql.one<{ is: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM disputes WHERE clinic_id = current_clinic() AND closed_at IS NULL
            AND ($1::uuid IS NULL OR payment_id = $1) AND ($2::uuid IS NULL OR patient_id = $2)) AS is`,
        [paymentId, patientId],
      ),
    );
    return row?.is === true;
  }
}

function toView(row: Row): DisputeView {
  const sum = (cents: (movement: DisputeMovementView) => number): number =>
    row.movements.reduce((total, movement) => total + cents(movement), 0);
  return {
    ...row,
    isOpen: row.closedAt === null,
    isAnswerable: isAnswerable(row.status),
    amountCents: Number(row.amountCents),
    evidenceDueAt: row.evidenceDueAt && formatInstant(fromDate(row.evidenceDueAt)),
    openedAt: formatInstant(fromDate(row.openedAt)),
    closedAt: row.closedAt && formatInstant(fromDate(row.closedAt)),
    feeCents: sum(({ feeCents }) => feeCents),
    heldCents: -sum(({ amountCents }) => amountCents),
  };
}
