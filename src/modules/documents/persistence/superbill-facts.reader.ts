import { Injectable } from '@nestjs/common';
import type { DocumentRule, ServiceKind } from '../../../domain/pricing/service-terms';
import type { BusinessDate } from '../../../kernel/business-date';
import type { ChargeId, LocationId, PatientId, ProviderId, VisitId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { TenderFacts } from '../composing/tender-label';

/** A charge with what became of it. */
export interface ChargeFacts {
  readonly id: ChargeId;
  readonly serviceCode: string;
  readonly serviceKind: ServiceKind;
  readonly documentRule: DocumentRule;
  readonly isInsurance: boolean;
  readonly isRendered: boolean;
  readonly description: string;
  readonly procedureCode: string | null;
  readonly procedureUnits: number | null;
  readonly quantity: number;
  readonly doseMg: number | null;
  readonly modifiers: readonly string[];
  /** One-based places in the visit's diagnoses. */
  readonly diagnosisPointers: readonly number[];
  readonly listPriceCents: number;
  readonly openCents: number;
  readonly adjustments: readonly { readonly type: string; readonly amountCents: number }[];
}

export interface VisitFacts {
  readonly id: VisitId;
  readonly providerId: ProviderId;
  readonly locationId: LocationId;
  readonly dateOfService: string;
  readonly placeOfService: string;
  readonly diagnoses: readonly string[];
  /** Voided ones are left out. */
  readonly charges: readonly ChargeFacts[];
}

/** A payment that paid some of the charges. */
export interface PaymentFacts {
  readonly id: string;
  readonly paidOn: string;
  /** The patient's bank holds the money and has not decided yet. */
  readonly isDisputed: boolean;
  readonly tenders: readonly (TenderFacts & { readonly amountCents: number })[];
  /** What still goes to each charge: refunds, and what it let go of, taken off. */
  readonly applied: readonly { readonly chargeId: ChargeId; readonly amountCents: number }[];
  /** What these charges let go of since, when they were lowered: the patient's credit, or given back. */
  readonly releasedCents: number;
}

/** Which visits: those named, or those of a period, both ends included. */
export type VisitSelection =
  { readonly visitIds: readonly VisitId[] } | { readonly from: BusinessDate; readonly to: BusinessDate };

const ADJUSTMENTS = `(SELECT coalesce(json_agg(json_build_object('type', a.type, 'amountCents', a.amount_cents) ORDER BY a.id), '[]')
  FROM standing_adjustments a WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id)`;

const CHARGES = `(SELECT coalesce(json_agg(json_build_object('id', c.id, 'serviceCode', c.service_code, 'serviceKind', s.kind,
    'documentRule', c.document_rule, 'isInsurance', c.route_destination = 'insurance',
    'isRendered', c.rendered_on IS NOT NULL, 'description', c.description, 'procedureCode', c.procedure_code,
    'procedureUnits', c.procedure_units, 'quantity', c.quantity, 'doseMg', c.dose_mg, 'modifiers', c.modifiers,
    'diagnosisPointers', c.diagnosis_pointers, 'listPriceCents', c.list_price_cents,
    'openCents', coalesce(o.open_cents, 0), 'adjustments', ${ADJUSTMENTS}) ORDER BY c.line_number), '[]')
  FROM charges c
  JOIN services s ON s.clinic_id = c.clinic_id AND s.id = c.service_id
  LEFT JOIN open_items o ON o.clinic_id = c.clinic_id AND o.account_number = 1100 AND o.item_id = c.id
 WHERE c.clinic_id = v.clinic_id AND c.visit_id = v.id
   AND NOT EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id))`;

const VISITS = `SELECT v.id, v.provider_id AS "providerId", v.location_id AS "locationId",
    v.date_of_service AS "dateOfService", v.place_of_service AS "placeOfService", v.diagnoses, ${CHARGES} AS charges
  FROM visits v
 WHERE v.clinic_id = current_clinic() AND v.patient_id = $1
   AND ($2::uuid[] IS NULL OR v.id = ANY ($2)) AND ($3::date IS NULL OR v.date_of_service BETWEEN $3 AND $4)
 ORDER BY v.date_of_service, v.id`;

// While the bank holds the money: not when it only asks, and not once it has decided.
const DISPUTED = `EXISTS (SELECT 1 FROM disputes d
  WHERE d.clinic_id = p.clinic_id AND d.payment_id = p.id AND d.closed_at IS NULL AND NOT d.is_inquiry)`;

// What has allocations has taken money, also while another card of the same payment is still being checked.
const PAYMENTS = `SELECT p.id, p.effective_on AS "paidOn", ${DISPUTED} AS "isDisputed",
    (SELECT json_agg(json_build_object('type', t.type, 'spendsHsaFsa', t.spends_hsa_fsa, 'cardBrand', t.card_brand,
        'cardLast4', t.card_last4, 'reference', t.reference, 'amountCents', t.amount_cents) ORDER BY t.position)
       FROM payment_tenders t WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state = 'succeeded') AS tenders,
    a.applied, a.released_cents AS "releasedCents"
  FROM (SELECT x.clinic_id, x.payment_id, json_agg(json_build_object('chargeId', x.charge_id,
                 'amountCents', x.amount_cents) ORDER BY x.charge_id) AS applied,
               coalesce(sum(r.amount_cents), 0)::integer AS released_cents
          FROM (SELECT clinic_id, payment_id, charge_id, amount_cents FROM standing_allocations
                 WHERE clinic_id = current_clinic() AND charge_id = ANY ($1::uuid[])) x
          LEFT JOIN (SELECT payment_id, charge_id,
                            sum(CASE direction WHEN 'released' THEN amount_cents ELSE -amount_cents END) AS amount_cents
                       FROM allocation_releases
                      WHERE clinic_id = current_clinic() AND charge_id = ANY ($1::uuid[])
                      GROUP BY payment_id, charge_id) r ON r.payment_id = x.payment_id AND r.charge_id = x.charge_id
         GROUP BY x.clinic_id, x.payment_id) a
  JOIN payments p ON p.clinic_id = a.clinic_id AND p.id = a.payment_id
 WHERE p.state NOT IN ('refunded', 'voided')
 ORDER BY p.effective_on, p.id`;

const PLAN = `SELECT y.name AS "payerName", c.member_id AS "memberId"
  FROM coverages c JOIN payers y ON y.clinic_id = c.clinic_id AND y.payer_id = c.payer_id
 WHERE c.clinic_id = current_clinic() AND c.patient_id = $1
   AND c.effective_from <= $2 AND (c.effective_to IS NULL OR c.effective_to >= $2)
 ORDER BY c.priority, c.id DESC LIMIT 1`;

/** Reads what a superbill is made of, from the tables of the rooms to the left. Needs a transaction; writes nothing. */
@Injectable()
export class SuperbillFactsReader {
  constructor(private readonly sql: Sql) {}

  /** Holds the patient, so that two superbills of the same visits are issued one after the other. */
  async lockPatient(patientId: PatientId): Promise<void> {
    await this.sql.one('SELECT id FROM patients WHERE clinic_id = current_clinic() AND id = $1 FOR NO KEY UPDATE', [
      patientId,
    ]);
  }

  /** The patient's visits, the oldest day first; a visit of somebody else is not found. */
  visits(patientId: PatientId, selection: VisitSelection): Promise<VisitFacts[]> {
    const { visitIds, from, to } = { visitIds: null, from: null, to: null, ...selection };
    return this.sql.query<VisitFacts>(VISITS, [patientId, visitIds, from?.toString() ?? null, to?.toString() ?? null]);
  }

  /** The payments that took something off these charges and still stand, the oldest first. */
  payments(chargeIds: readonly ChargeId[]): Promise<PaymentFacts[]> {
    return this.sql.query<PaymentFacts>(PAYMENTS, [chargeIds]);
  }

  /** The plan in force on a day, the primary one. */
  plan(patientId: PatientId, on: string): Promise<{ payerName: string; memberId: string } | undefined> {
    return this.sql.one(PLAN, [patientId, on]);
  }
}
