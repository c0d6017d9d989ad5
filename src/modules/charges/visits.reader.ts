import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ClaimId, PatientId, VisitId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { ADJUSTMENTS_OF_CHARGE } from './persistence/adjustment-columns';
import type { ChargeView, VisitView } from './visit.view';
import { VisitClaimsLookup } from './visit-claims';

/** Which visits to list; the newest day first. */
export interface VisitsQuery {
  readonly patientId?: PatientId;
  /** One day of service. */
  readonly on?: BusinessDate;
  readonly limit?: number;
  readonly cursor?: string;
}

interface VisitRow {
  readonly view: Omit<VisitView, 'createdAt' | 'status' | 'claimId' | 'doseAt' | 'dischargedAt'>;
  readonly id: VisitId;
  readonly date_of_service: string;
  readonly created_at: Date;
  readonly dosed_at: Date | null;
  readonly discharged_at: Date | null;
}

const VOIDED_AT = `(SELECT to_char(x.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id)`;

const OPEN_CENTS = `(SELECT coalesce(sum(o.open_cents), 0)::bigint FROM open_items o
  WHERE o.clinic_id = c.clinic_id AND o.account_number IN (1100, 1200) AND o.item_id = c.id)`;

const CHARGES = `(SELECT coalesce(json_agg(json_build_object('id', c.id, 'visitId', c.visit_id, 'invoiceId', c.invoice_id,
    'lineNumber', c.line_number, 'serviceCode', c.service_code, 'serviceKind', s.kind, 'description', c.description,
    'quantity', c.quantity, 'unitPriceCents', c.unit_price_cents, 'listPriceCents', c.list_price_cents,
    'discountCents', c.list_price_cents - c.amount_cents, 'amountCents', c.amount_cents,
    'priceSource', c.price_source, 'route', c.route, 'coverageId', c.coverage_id,
    'authorizationId', c.authorization_id, 'documentRule', c.document_rule, 'hsaFsaEligible', c.hsa_fsa_eligible,
    'procedureCode', c.procedure_code, 'procedureUnits', c.procedure_units, 'modifiers', c.modifiers,
    'diagnosisPointers', c.diagnosis_pointers, 'doseMg', c.dose_mg, 'revenueAccountNumber', c.revenue_account,
    'dateOfService', c.date_of_service, 'renderedOn', c.rendered_on, 'adjustments', ${ADJUSTMENTS_OF_CHARGE},
    'voidedAt', ${VOIDED_AT},
    'patientResponsibilityCents', c.patient_responsibility_estimate_cents,
    'insuranceExpectedCents', c.amount_cents - c.patient_responsibility_estimate_cents,
    'openCents', ${OPEN_CENTS}) ORDER BY c.line_number), '[]')
  FROM charges c JOIN services s ON s.clinic_id = c.clinic_id AND s.id = c.service_id
 WHERE c.clinic_id = v.clinic_id AND c.visit_id = v.id)`;

const VISIT = `SELECT v.id, v.date_of_service, v.created_at, v.dosed_at, v.discharged_at, json_build_object('id', v.id, 'patientId', v.patient_id,
    'providerId', v.provider_id, 'locationId', v.location_id, 'dateOfService', v.date_of_service,
    'placeOfService', v.place_of_service, 'diagnoses', v.diagnoses, 'charges', ${CHARGES},
    'invoiceId', (SELECT i.id FROM invoices i WHERE i.clinic_id = v.clinic_id AND i.visit_id = v.id
                   ORDER BY i.id DESC LIMIT 1)) AS view
  FROM visits v`;

/** Reads visits with their charges. Diagnoses are left out for an accountant. Tx: joins the open one or opens its own. */
@Injectable()
export class VisitsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly claims: VisitClaimsLookup,
  ) {}

  /** Errors: `visit_unknown`, also for another clinic's visit. */
  async get(id: VisitId): Promise<VisitView> {
    const { row, claims } = await this.transactions.run(async () => ({
      row: await this.sql.one<VisitRow>(`${VISIT} WHERE v.clinic_id = current_clinic() AND v.id = $1`, [id]),
      claims: await this.claims.get().ofVisits([id]),
    }));
    if (!row) throw new DomainError('visit_unknown', { detail: 'This clinic has no such visit.' });
    return this.toView(row, claims);
  }

  /** Errors: `cursor_invalid`. */
  async list({ patientId, on, limit = DEFAULT_LIMIT, cursor }: VisitsQuery): Promise<Page<VisitView>> {
    const [day, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2);
    const { rows, claims } = await this.transactions.run(async () => {
      const found = await this.sql.query<VisitRow>(
        `${VISIT} WHERE v.clinic_id = current_clinic()
            AND ($1::uuid IS NULL OR v.patient_id = $1) AND ($2::date IS NULL OR v.date_of_service = $2)
            AND ($3::date IS NULL OR (v.date_of_service, v.id) < ($3, $4::uuid))
          ORDER BY v.date_of_service DESC, v.id DESC LIMIT $5`,
        [patientId ?? null, on?.toString() ?? null, day, id, limit + 1],
      );
      return { rows: found, claims: await this.claims.get().ofVisits(found.map((row) => row.id)) };
    });
    return pageOf(
      rows,
      limit,
      (row) => [row.date_of_service, row.id],
      (row) => this.toView(row, claims),
    );
  }

  private toView({ view, ...row }: VisitRow, claims: ReadonlyMap<VisitId, ClaimId>): VisitView {
    const claimId = claims.get(view.id) ?? null;
    const isVoid = view.charges.length > 0 && view.charges.every(({ voidedAt }) => voidedAt !== null);
    const status = isVoid ? ('void' as const) : ('posted' as const);
    const visit = {
      ...view,
      status,
      claimId,
      doseAt: row.dosed_at && formatInstant(fromDate(row.dosed_at)),
      dischargedAt: row.discharged_at && formatInstant(fromDate(row.discharged_at)),
      createdAt: formatInstant(fromDate(row.created_at)),
    };
    return this.context.actor.role === 'accountant' ? withoutDiagnoses(visit) : visit;
  }
}

/** Minimum necessary: an accountant works with amounts (45 CFR 164.514(d)(2)). */
function withoutDiagnoses({ diagnoses: _hidden, ...visit }: VisitView): VisitView {
  const charges = visit.charges.map(({ diagnosisPointers: _pointers, ...charge }): ChargeView => charge);
  return { ...visit, charges };
}
