import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { toDate } from '../../../kernel/clock';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { ChargeRecord } from '../charge-record';
import { toPriceSourceView } from '../quote.view';
import type { VisitRecord, VisitToBook } from '../visit-record';

const INSERT_VISIT = `
  INSERT INTO visits (clinic_id, id, patient_id, provider_id, location_id, date_of_service, place_of_service, diagnoses,
                      created_by_kind, created_by_id, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10)`;

// Invoice, charges and adjustments in one statement; their foreign keys are checked at its end.
const INSERT_CHARGES = `
  WITH invoice AS (
    INSERT INTO invoices (clinic_id, id, number, patient_id, visit_id, issued_on, due_on, created_at)
    SELECT current_clinic(), $1::uuid, $2, $3::uuid, $4::uuid, $5::date, $6::date, $7::timestamptz WHERE $1 IS NOT NULL
  ), line AS (
    INSERT INTO charges (clinic_id, id, visit_id, invoice_id, patient_id, line_number, service_id, service_code,
      description, quantity, unit_price_cents, list_price_cents, amount_cents, price_source, route_destination, route,
      coverage_id, authorization_id, document_rule, hsa_fsa_eligible, procedure_code, procedure_units, modifiers,
      diagnosis_pointers, dose_mg, revenue_account, date_of_service, rendered_on,
      patient_responsibility_estimate_cents, created_at)
    SELECT current_clinic(), c.id, $4, CASE WHEN c.route_destination = 'self_pay' THEN $1::uuid END, $3, c.line_number,
      c.service_id, c.service_code, c.description, c.quantity, c.unit_price_cents, c.list_price_cents, c.amount_cents,
      c.price_source, c.route_destination, c.route, c.coverage_id, c.authorization_id, c.document_rule,
      c.hsa_fsa_eligible, c.procedure_code, c.procedure_units, c.modifiers, c.diagnosis_pointers, c.dose_mg,
      c.revenue_account, $8::date, $8::date, c.patient_responsibility_estimate_cents, $7
      FROM json_to_recordset($9::json) AS c (id uuid, line_number smallint, service_id uuid, service_code text,
        description text, quantity integer, unit_price_cents bigint, list_price_cents bigint, amount_cents bigint,
        price_source jsonb, route_destination text, route jsonb, coverage_id uuid, authorization_id uuid,
        document_rule text, hsa_fsa_eligible boolean, procedure_code text, procedure_units integer, modifiers text[],
        diagnosis_pointers smallint[], dose_mg integer, revenue_account integer,
        patient_responsibility_estimate_cents bigint)
  )
  INSERT INTO adjustments (clinic_id, id, charge_id, type, amount_cents, reason, created_at)
  SELECT current_clinic(), a.id, a.charge_id, a.type, a.amount_cents, a.reason, $7
    FROM json_to_recordset($10::json) AS a (id uuid, charge_id uuid, type text, amount_cents bigint, reason text)`;

/** Rows of visits, invoices, charges and adjustments. Needs a transaction; writes travel with the next statement. */
@Injectable()
export class ChargesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  insertVisit(visit: VisitRecord, now: Temporal.Instant): void {
    const { actor } = this.context;
    this.sql.defer(INSERT_VISIT, [
      visit.id,
      visit.patientId,
      visit.providerId,
      visit.locationId,
      visit.dateOfService.toString(),
      visit.placeOfService,
      visit.diagnoses,
      actor.kind,
      actor.id,
      toDate(now),
    ]);
  }

  insertCharges({ visit, charges, invoice, now, number }: VisitToBook & { readonly number?: string }): void {
    this.sql.defer(INSERT_CHARGES, [
      invoice?.id ?? null,
      number ?? null,
      visit.patientId,
      visit.id,
      invoice?.issuedOn.toString() ?? null,
      invoice?.dueOn.toString() ?? null,
      toDate(now),
      visit.dateOfService.toString(),
      JSON.stringify(charges.map(toRow)),
      JSON.stringify(charges.flatMap(toDiscountRow)),
    ]);
  }
}

/** Amounts become JSON integers through Money's own wire form. */
function toRow(charge: ChargeRecord): object {
  const { priced, routed, service } = charge;
  const { documentRule, ...route } = routed.route;
  return {
    id: charge.id,
    line_number: charge.lineNumber,
    service_id: charge.serviceId,
    service_code: service.code,
    description: service.neutralName,
    quantity: priced.quantity,
    unit_price_cents: priced.unitPrice,
    list_price_cents: priced.listPrice,
    amount_cents: priced.amount,
    price_source: toPriceSourceView(priced.priceSource),
    route_destination: charge.destination,
    route,
    coverage_id: routed.coverage?.id ?? null,
    authorization_id: routed.authorization?.id ?? null,
    document_rule: documentRule,
    hsa_fsa_eligible: service.hsaFsaEligible,
    procedure_code: charge.procedure?.code ?? null,
    procedure_units: charge.procedure?.units ?? null,
    modifiers: charge.modifiers,
    diagnosis_pointers: charge.diagnosisPointers,
    dose_mg: charge.doseMg ?? null,
    revenue_account: service.revenueAccount,
    patient_responsibility_estimate_cents: charge.patientResponsibility,
  };
}

function toDiscountRow({ id, discount }: ChargeRecord): object[] {
  if (!discount) return [];
  return [
    {
      id: discount.id,
      charge_id: id,
      type: discount.type,
      amount_cents: discount.amount,
      reason: discount.reason,
    },
  ];
}
