import { Injectable } from '@nestjs/common';
import type { TenderType } from '../../../domain/payments/tender-types';
import { Sql } from '../../../platform/database/sql';

/** The disputed payment, without whom it was for. */
export interface DisputedPaymentFacts {
  readonly paidOn: string;
  readonly amountCents: number;
  readonly tenderType: TenderType;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly reference: string | null;
  readonly invoiceNumber: string | null;
  readonly invoicedOn: string | null;
  readonly receiptNumber: string | null;
}

export interface PaperFacts {
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: string;
}

const PAYMENT = `
  SELECT json_build_object('paidOn', p.effective_on, 'amountCents', t.amount_cents, 'tenderType', t.type, 'cardBrand', t.card_brand,
    'cardLast4', t.card_last4, 'reference', t.reference, 'invoiceNumber', i.number, 'invoicedOn', i.issued_on,
    'receiptNumber', (SELECT n.number FROM documents n WHERE n.clinic_id = p.clinic_id AND n.id = p.receipt_id)) AS view
  FROM disputes d
  JOIN payments p ON p.clinic_id = d.clinic_id AND p.id = d.payment_id
  JOIN payment_tenders t ON t.clinic_id = d.clinic_id AND t.id = d.tender_id
  LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
 WHERE d.clinic_id = current_clinic() AND d.id = $1`;

// A superbill tells a diagnosis: it is no evidence of a payment and never among them.
const PAPERS = `
  SELECT n.kind, n.number, n.issued_on AS "issuedOn"
    FROM disputes d
    JOIN payments p ON p.clinic_id = d.clinic_id AND p.id = d.payment_id
    JOIN documents n ON n.clinic_id = d.clinic_id AND n.patient_id = d.patient_id AND n.kind <> 'superbill'
     AND (p.id = ANY (n.subject_ids) OR p.invoice_id = ANY (n.subject_ids))
   WHERE d.clinic_id = current_clinic() AND d.id = $1
   ORDER BY n.issued_at, n.id LIMIT 50`;

/** Reads what an evidence pack is made of, from the tables of the rooms to the left. Needs a transaction; writes nothing. */
@Injectable()
export class DisputeFactsReader {
  constructor(private readonly sql: Sql) {}

  async payment(disputeId: string): Promise<DisputedPaymentFacts | undefined> {
    return (await this.sql.one<{ view: DisputedPaymentFacts }>(PAYMENT, [disputeId]))?.view;
  }

  papers(disputeId: string): Promise<PaperFacts[]> {
    return this.sql.query<PaperFacts>(PAPERS, [disputeId]);
  }
}
