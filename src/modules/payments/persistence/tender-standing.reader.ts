import { Injectable } from '@nestjs/common';
import type { PaidCharge, TenderStanding } from '../../../domain/payments/bank-take-back';
import type { ChargeId, InvoiceId, PatientId, PaymentId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

/** A tender with what its money stands in now. */
export interface StandingTender extends TenderStanding {
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
}

const TENDER = `
  SELECT p.id AS "paymentId", p.patient_id AS "patientId"
    FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
   WHERE t.clinic_id = current_clinic() AND t.id = $1`;

const LOCK_CHARGES = `
  SELECT o.item_id FROM open_items o
   WHERE o.clinic_id = current_clinic() AND o.account_number = 1100
     AND o.item_id IN (SELECT a.charge_id FROM allocations a WHERE a.clinic_id = current_clinic() AND a.tender_id = $1)
   ORDER BY o.item_id FOR UPDATE`;

// What a patient may owe on an insured charge is what was handed over to them; on a self-pay one, all but its adjustments.
const CHARGES = `
  SELECT a.charge_id AS "chargeId", a.invoice_id AS "invoiceId", a.amount_cents AS "allocatedCents",
         CASE WHEN c.route_destination = 'insurance' THEN o.original_cents
              ELSE c.list_price_cents - (SELECT coalesce(sum(j.amount_cents), 0) FROM adjustments j WHERE j.clinic_id = c.clinic_id AND j.charge_id = c.id)
         END - o.open_cents AS "paidCents"
    FROM allocations a
    JOIN charges c ON c.clinic_id = a.clinic_id AND c.id = a.charge_id
    JOIN open_items o ON o.clinic_id = a.clinic_id AND o.item_id = a.charge_id AND o.account_number = 1100
   WHERE a.clinic_id = current_clinic() AND a.tender_id = $1
   ORDER BY c.date_of_service, a.charge_id`;

const HELD = `
  SELECT account_number AS "accountNumber", open_cents AS "openCents" FROM open_items
   WHERE clinic_id = current_clinic() AND item_id = $1 AND account_number IN (2000, 2100, 2150) AND is_open
   ORDER BY account_number FOR UPDATE`;

/** Reads where a tender's money went and what of it could be taken back. Needs a transaction: what it reads stays locked. */
@Injectable()
export class TenderStandingReader {
  constructor(private readonly sql: Sql) {}

  async lock(tenderId: TenderId): Promise<StandingTender | undefined> {
    const tender = await this.sql.one<{ paymentId: PaymentId; patientId: PatientId }>(TENDER, [tenderId]);
    if (!tender) return undefined;
    await this.sql.query(LOCK_CHARGES, [tenderId]);
    const [charges, held] = await Promise.all([
      this.sql.query<{ chargeId: ChargeId; invoiceId: InvoiceId | null; allocatedCents: string; paidCents: string }>(
        CHARGES,
        [tenderId],
      ),
      this.sql.query<{ accountNumber: number; openCents: string }>(HELD, [tender.paymentId]),
    ]);
    return {
      ...tender,
      held: held.map(({ accountNumber, openCents }) => ({ accountNumber, amount: Money.fromColumn(openCents) })),
      charges: charges.map((row): PaidCharge => ({
        chargeId: row.chargeId,
        invoiceId: row.invoiceId ?? undefined,
        allocated: Money.fromColumn(row.allocatedCents),
        paid: Money.fromColumn(row.paidCents),
      })),
    };
  }
}
