import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../../domain/ledger/refund-recipes';
import type { InvoiceId, PatientId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** Money held for a patient, under the payment it came from. */
export interface HeldRow {
  readonly paymentId: PaymentId;
  readonly accountNumber: number;
  readonly openCents: string;
}

// A package's money is on 2100 too, but only its own sessions spend it.
const LOCK_HELD = `
  SELECT o.item_id AS "paymentId", o.account_number AS "accountNumber", o.open_cents AS "openCents" FROM open_items o
   WHERE o.clinic_id = current_clinic() AND o.patient_id = $1 AND o.is_open
     AND (o.account_number IN (2000, 2150)
       OR (o.account_number = 2100 AND EXISTS (SELECT 1 FROM deposits d WHERE d.clinic_id = o.clinic_id AND d.payment_id = o.item_id AND d.purpose <> 'package')))
   ORDER BY o.account_number, o.item_id FOR UPDATE OF o`;

// In the order the money came in: the oldest is spent first.
const LOCK_OF_PAYMENTS = `
  SELECT o.item_id AS "paymentId", o.account_number AS "accountNumber", o.open_cents AS "openCents", p.effective_on AS "effectiveOn"
    FROM open_items o JOIN payments p ON p.clinic_id = o.clinic_id AND p.id = o.item_id
   WHERE o.clinic_id = current_clinic() AND o.item_id = ANY ($1::uuid[]) AND o.account_number = 2100 AND o.is_open
   ORDER BY o.item_id FOR UPDATE OF o`;

/** Rows of deposits, and the money held for patients. */
@Injectable()
export class DepositsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(deposit: { paymentId: PaymentId; patientId: PatientId; purpose: DepositPurpose }): Promise<void> {
    await this.sql.execute(
      'INSERT INTO deposits (clinic_id, payment_id, patient_id, purpose) VALUES (current_clinic(), $1, $2, $3)',
      [deposit.paymentId, deposit.patientId, deposit.purpose],
    );
  }

  /** Everything held for the patient that may pay any charge of theirs, locked. */
  lockHeld(patientId: PatientId): Promise<HeldRow[]> {
    return this.sql.query<HeldRow>(LOCK_HELD, [patientId]);
  }

  /** What is held on 2100 of these payments, locked; one that has nothing left is not there. */
  lockHeldOf(paymentIds: readonly PaymentId[]): Promise<(HeldRow & { readonly effectiveOn: string })[]> {
    return this.sql.query(LOCK_OF_PAYMENTS, [paymentIds]);
  }

  /** What a payment without an invoice was taken for. */
  async purposeOf(paymentId: PaymentId): Promise<DepositPurpose | undefined> {
    const row = await this.sql.one<{ purpose: DepositPurpose }>(
      'SELECT purpose FROM deposits WHERE clinic_id = current_clinic() AND payment_id = $1',
      [paymentId],
    );
    return row?.purpose;
  }

  /** Invoices of the patient that still owe something, the oldest care first. */
  async openInvoices(patientId: PatientId): Promise<InvoiceId[]> {
    const rows = await this.sql.query<{ id: InvoiceId }>(
      `SELECT i.id FROM open_items o
         JOIN invoices i ON i.clinic_id = o.clinic_id AND i.id = o.invoice_id
         JOIN charges c ON c.clinic_id = o.clinic_id AND c.id = o.item_id
        WHERE o.clinic_id = current_clinic() AND o.patient_id = $1 AND o.account_number = 1100 AND o.is_open AND i.voided_at IS NULL
        GROUP BY i.id ORDER BY min(c.date_of_service), i.id`,
      [patientId],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether the outcome of a payment for the invoice is still open. */
  async isPaymentUnderWay(invoiceId: InvoiceId): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT id FROM payments WHERE clinic_id = current_clinic() AND invoice_id = $1
          AND state IN ('pending', 'requires_action', 'processing', 'unknown') LIMIT 1`,
      [invoiceId],
    );
    return row !== undefined;
  }
}
