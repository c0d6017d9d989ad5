import { Injectable } from '@nestjs/common';
import type { PatientId, ProviderId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { TenderFacts } from '../composing/tender-label';

/** A payment's part in a charge of the year, when HSA or FSA money is in it. */
export interface HsaFsaPayment {
  readonly dateOfService: string;
  readonly description: string;
  readonly providerId: ProviderId;
  readonly paidOn: string;
  readonly receiptNumber: string | null;
  /** What the charge let go of again, of this payment, or was given back. */
  readonly releasedCents: number;
  /** Every tender of the payment that paid the charge, in the order of the payment. */
  readonly tenders: readonly (TenderFacts & { readonly amountCents: number })[];
}

const PAYMENTS = `
  SELECT c.date_of_service AS "dateOfService", c.description, v.provider_id AS "providerId", p.effective_on AS "paidOn",
         d.number AS "receiptNumber",
         (SELECT x.paid_cents - s.amount_cents FROM standing_allocations s
           WHERE s.clinic_id = p.clinic_id AND s.payment_id = p.id AND s.charge_id = c.id)::integer AS "releasedCents", x.tenders
    FROM (SELECT a.clinic_id, a.payment_id, a.charge_id, json_agg(json_build_object('type', t.type,
                 'spendsHsaFsa', t.spends_hsa_fsa, 'cardBrand', t.card_brand, 'cardLast4', t.card_last4,
                 'reference', t.reference, 'amountCents', a.amount_cents) ORDER BY t.position) AS tenders,
                 sum(a.amount_cents) AS paid_cents
            FROM charges o
            JOIN allocations a ON a.clinic_id = o.clinic_id AND a.charge_id = o.id
            JOIN payment_tenders t ON t.clinic_id = a.clinic_id AND t.id = a.tender_id
           WHERE o.clinic_id = current_clinic() AND o.patient_id = $1 AND o.date_of_service BETWEEN $2 AND $3
           GROUP BY a.clinic_id, a.payment_id, a.charge_id HAVING bool_or(t.spends_hsa_fsa)) x
    JOIN charges c ON c.clinic_id = x.clinic_id AND c.id = x.charge_id
    JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
    JOIN payments p ON p.clinic_id = x.clinic_id AND p.id = x.payment_id AND p.state IN ('succeeded', 'partly_refunded', 'disputed')
    LEFT JOIN documents d ON d.clinic_id = p.clinic_id AND d.id = p.receipt_id
   ORDER BY c.date_of_service, c.visit_id, c.line_number, p.effective_on, p.id`;

/** Reads what HSA and FSA money paid for. Needs a transaction; writes nothing. */
@Injectable()
export class HsaFsaFactsReader {
  constructor(private readonly sql: Sql) {}

  /** By day of service, within the days, both included. */
  payments(patientId: PatientId, days: { from: string; to: string }): Promise<HsaFsaPayment[]> {
    return this.sql.query<HsaFsaPayment>(PAYMENTS, [patientId, days.from, days.to]);
  }
}
