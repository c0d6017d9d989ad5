import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PatientId, PaymentId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import type { DepositView, HeldMoneyView } from './deposit.view';
import { PaymentsReader } from './payments.reader';

interface DepositRow {
  readonly id: PaymentId;
  readonly purpose: DepositView['purpose'];
  readonly heldCents: string;
  readonly refundedCents: string;
}

const DEPOSITS = `
  SELECT d.payment_id AS id, d.purpose,
         coalesce((SELECT o.open_cents FROM open_items o WHERE o.clinic_id = d.clinic_id AND o.item_id = d.payment_id
            AND o.account_number = CASE d.purpose WHEN 'prepayment' THEN 2150 ELSE 2100 END), 0) AS "heldCents",
         (SELECT sum(t.refunded_cents)::bigint FROM payment_tenders t WHERE t.clinic_id = d.clinic_id AND t.payment_id = d.payment_id) AS "refundedCents"
    FROM deposits d WHERE d.clinic_id = current_clinic()`;

/** Money taken before any charge, and everything else that is held for a patient. Tx: joins the open one or opens its own. */
@Injectable()
export class DepositsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly patients: PatientsReader,
    private readonly payments: PaymentsReader,
  ) {}

  /** Errors: `payment_unknown`, also for a payment that is no deposit. */
  get(id: PaymentId): Promise<DepositView> {
    return this.tx.run(async () => {
      const row = await this.sql.one<DepositRow>(`${DEPOSITS} AND d.payment_id = $1`, [id]);
      if (!row) throw new DomainError('payment_unknown');
      return this.toView(row);
    });
  }

  /** The newest first. Errors: `patient_unknown`, `cursor_invalid`. */
  ofPatient(patientId: PatientId, page: { limit?: number; cursor?: string }): Promise<Page<DepositView>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const before = page.cursor ? decodeIdCursor(page.cursor) : null;
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.sql.query<DepositRow>(
        `${DEPOSITS} AND d.patient_id = $1 AND ($2::uuid IS NULL OR d.payment_id < $2) ORDER BY d.payment_id DESC LIMIT $3`,
        [patientId, before, limit + 1],
      );
      const views = new Map<PaymentId, DepositView>();
      for (const row of rows.slice(0, limit)) views.set(row.id, await this.toView(row));
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => views.get(row.id) as DepositView,
      );
    });
  }

  /** Credit, prepayments and deposits of a patient by the payment they came by, the oldest first. */
  async held(patientId: PatientId): Promise<HeldMoneyView[]> {
    const rows = await this.tx.run(() =>
      this.sql.query<Omit<HeldMoneyView, 'amountCents'> & { cents: string }>(
        `SELECT o.item_id AS "paymentId", o.open_cents AS cents, p.effective_on AS "paidOn",
                CASE o.account_number WHEN 2000 THEN 'credit' WHEN 2150 THEN 'prepayment' ELSE coalesce(d.purpose, 'deposit') END AS kind
           FROM open_items o JOIN payments p ON p.clinic_id = o.clinic_id AND p.id = o.item_id
           LEFT JOIN deposits d ON d.clinic_id = o.clinic_id AND d.payment_id = o.item_id
          WHERE o.clinic_id = current_clinic() AND o.patient_id = $1 AND o.is_open AND o.account_number IN (2000, 2100, 2150)
          ORDER BY o.item_id, o.account_number`,
        [patientId],
      ),
    );
    return rows.map(({ cents, ...row }) => ({ ...row, amountCents: Number(cents) }));
  }

  private async toView({ id, purpose, heldCents, refundedCents }: DepositRow): Promise<DepositView> {
    const { patientId, status, amountCents, effectiveOn, receiptId, changeDueCents, tenders } =
      await this.payments.get(id);
    return {
      id,
      patientId,
      purpose,
      status,
      amountCents,
      heldCents: Number(heldCents),
      refundedCents: Number(refundedCents),
      effectiveOn,
      receiptId,
      changeDueCents,
      tenders,
    };
  }
}
