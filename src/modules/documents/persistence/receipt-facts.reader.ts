import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../../domain/payments/payment-state';
import type { DocumentId, InvoiceId, PatientId, PaymentId, ProviderId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { TenderFacts } from '../composing/tender-label';

export interface ReceiptPayment {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  readonly invoiceId: InvoiceId | null;
  readonly invoiceNumber: string | null;
  readonly state: PaymentState;
  readonly amountCents: number;
  readonly paidOn: string;
  readonly receiptId: DocumentId;
  readonly tenders: readonly (TenderFacts & { readonly amountCents: number; readonly tenderedCents: number | null })[];
}

/** A charge of the payment's invoice, or one it paid elsewhere, as it stood right after the payment. */
export interface ReceiptCharge {
  readonly dateOfService: string;
  readonly description: string;
  readonly providerId: ProviderId;
  readonly isHsaFsaEligible: boolean;
  readonly chargeCents: number;
  readonly adjustmentCents: number;
  readonly paidBeforeCents: number;
  readonly paidNowCents: number;
}

// FOR NO KEY UPDATE: two first requests for one receipt wait for each other, and only one issues it.
const LOCK = `SELECT receipt_id AS "receiptId" FROM payments WHERE clinic_id = current_clinic() AND id = $1 FOR NO KEY UPDATE`;

const TENDERS = `(SELECT json_agg(json_build_object('type', t.type, 'spendsHsaFsa', t.spends_hsa_fsa,
    'cardBrand', t.card_brand, 'cardLast4', t.card_last4, 'reference', t.reference, 'amountCents', t.amount_cents,
    'tenderedCents', t.tendered_cents) ORDER BY t.position)
  FROM payment_tenders t WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state = 'succeeded')`;

const PAYMENT = `SELECT json_build_object('id', p.id, 'patientId', p.patient_id, 'invoiceId', p.invoice_id,
    'invoiceNumber', i.number, 'state', p.state, 'amountCents', p.amount_cents, 'paidOn', p.effective_on,
    'receiptId', p.receipt_id, 'tenders', ${TENDERS}) AS view
  FROM payments p LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
 WHERE p.clinic_id = current_clinic() AND p.id = $1`;

// What earlier payments took off a charge and it kept: those settled before this one. Voided ones never happened.
const CHARGES = `SELECT json_build_object('dateOfService', c.date_of_service, 'description', c.description,
    'providerId', v.provider_id, 'isHsaFsaEligible', c.hsa_fsa_eligible AND c.rendered_on IS NOT NULL,
    'chargeCents', c.list_price_cents,
    'adjustmentCents', (SELECT coalesce(sum(a.amount_cents), 0) FROM adjustments a
      LEFT JOIN adjustment_reversals r ON r.clinic_id = a.clinic_id AND r.adjustment_id = a.id
      WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id AND a.created_at <= p.settled_at
        AND coalesce(r.made_at > p.settled_at, true)),
    'paidBeforeCents', (SELECT coalesce(sum(x.amount_cents), 0) FROM allocations x
       JOIN payments e ON e.clinic_id = x.clinic_id AND e.id = x.payment_id
      WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id AND e.state <> 'voided'
        AND (e.settled_at, e.id) < (p.settled_at, p.id))
     - (SELECT coalesce(sum(CASE l.direction WHEN 'released' THEN l.amount_cents ELSE -l.amount_cents END), 0)
          FROM allocation_releases l
         WHERE l.clinic_id = c.clinic_id AND l.charge_id = c.id AND l.made_at <= p.settled_at AND l.payment_id <> p.id),
    'paidNowCents', (SELECT coalesce(sum(x.amount_cents), 0) FROM allocations x
      WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id AND x.payment_id = p.id)) AS view
  FROM payments p
  JOIN charges c ON c.clinic_id = p.clinic_id
   AND (c.invoice_id = p.invoice_id
        OR c.id IN (SELECT x.charge_id FROM allocations x WHERE x.clinic_id = p.clinic_id AND x.payment_id = p.id))
  JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
 WHERE p.clinic_id = current_clinic() AND p.id = $1
 ORDER BY c.date_of_service, c.visit_id, c.line_number`;

/** Reads what a receipt is made of, from the tables of the rooms to the left. Needs a transaction; writes nothing. */
@Injectable()
export class ReceiptFactsReader {
  constructor(private readonly sql: Sql) {}

  /** Holds the payment. @returns the id its one receipt has or will have; undefined when there is no such payment */
  async lock(paymentId: PaymentId): Promise<DocumentId | undefined> {
    return (await this.sql.one<{ receiptId: DocumentId }>(LOCK, [paymentId]))?.receiptId;
  }

  async payment(paymentId: PaymentId): Promise<ReceiptPayment | undefined> {
    return (await this.sql.one<{ view: ReceiptPayment }>(PAYMENT, [paymentId]))?.view;
  }

  async charges(paymentId: PaymentId): Promise<ReceiptCharge[]> {
    return (await this.sql.query<{ view: ReceiptCharge }>(CHARGES, [paymentId])).map((row) => row.view);
  }
}
