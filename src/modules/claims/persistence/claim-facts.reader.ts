import { Injectable } from '@nestjs/common';
import type { ClaimFrequency } from '../../../domain/claims/claim-form';
import type { ClaimState } from '../../../domain/claims/claim-state';
import type { DrugQuantity } from '../../../domain/claims/payer-defaults';
import type { PlanType } from '../../../domain/routing/routing-facts';
import type { ChargeId, ClaimId, LocationId, PatientId, ProviderId, VisitId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import {
  KEPT_FROM_PLAN,
  NEEDS_NO_AUTHORIZATION,
  PENDING_WRITE_OFF,
  PRIOR_CLAIMS,
  type PriorClaimFacts,
} from './prior-claims.sql';

export interface ClaimLineFacts {
  readonly chargeId: ChargeId;
  readonly lineNumber: number;
  readonly controlNumber: string;
  readonly procedureCode: string | null;
  readonly modifiers: readonly string[];
  readonly units: number | null;
  readonly amountCents: number;
  readonly diagnosisPointers: readonly number[];
  readonly doseMg: number | null;
  readonly serviceCode: string;
  /** What insurance (1200) and the patient (1100) still owe on the charge. */
  readonly insuranceOpenCents: number;
  readonly patientOpenCents: number;
}

export interface ObservationFacts {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly remsPatientId: string | null;
  readonly remsEnrolledOn: string | null;
  readonly ndc: string | null;
  readonly isEstablishedPatient: boolean | null;
  readonly monitoringFormOn: string | null;
}

/** Everything that is on file about a claim. */
export interface ClaimFacts {
  readonly id: ClaimId;
  readonly controlNumber: string;
  readonly status: ClaimState;
  readonly frequency: ClaimFrequency;
  readonly replacesId: ClaimId | null;
  readonly payerClaimNumber: string | null;
  readonly dateOfService: string;
  readonly totalCents: number;
  readonly filingDueOn: string;
  readonly appealDueOn: string | null;
  readonly createdAt: string;
  readonly lines: readonly ClaimLineFacts[];
  readonly visit: {
    readonly id: VisitId;
    readonly providerId: ProviderId;
    readonly locationId: LocationId;
    readonly placeOfService: string;
    readonly diagnoses: readonly string[];
  };
  readonly patient: {
    readonly id: PatientId;
    readonly firstName: string;
    readonly middleName: string | null;
    readonly lastName: string;
    readonly dateOfBirth: string;
    readonly sex: 'female' | 'male' | 'unknown' | null;
    readonly line1: string | null;
    readonly line2: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly postalCode: string | null;
  };
  readonly coverage: {
    readonly id: string;
    readonly payerId: string;
    readonly payerName: string;
    readonly memberId: string;
    readonly planType: PlanType;
    readonly priority: number;
    readonly effectiveFrom: string;
    readonly effectiveTo: string | null;
    readonly medicalBenefit: boolean | null;
  };
  readonly authorizationNumber: string | null;
  readonly priorClaimId: ClaimId | null;
  /** The plans asked before, the first one first. */
  readonly prior: readonly PriorClaimFacts[];
  /** That it be given up waits for a second person. */
  readonly pendingWriteOff: { readonly amountCents: number; readonly approvalId: string } | null;
  readonly isKeptFromPlan: boolean;
  /** Whether the payer's policy for a service of it wants no authorization. */
  readonly needsNoAuthorization: boolean;
  readonly observation: ObservationFacts | null;
  /** REMS enrollment as an earlier visit of the patient had it. */
  readonly earlierEnrollment: { readonly on: string; readonly id: string | null } | null;
  readonly hasEarlierVisit: boolean;
  readonly rules: {
    readonly filingCode: string | null;
    readonly appealDays: number | null;
    readonly requiresAuthorization: boolean | null;
    readonly drugQuantity: DrugQuantity | null;
  } | null;
}

const LINES = `(SELECT coalesce(json_agg(json_build_object('chargeId', l.charge_id, 'lineNumber', l.line_number,
    'controlNumber', l.control_number, 'procedureCode', l.procedure_code, 'modifiers', l.modifiers, 'units', l.units,
    'amountCents', l.amount_cents, 'diagnosisPointers', l.diagnosis_pointers, 'doseMg', l.dose_mg,
    'serviceCode', ch.service_code,
    'insuranceOpenCents', coalesce((SELECT o.open_cents FROM open_items o
        WHERE o.clinic_id = l.clinic_id AND o.account_number = 1200 AND o.item_id = l.charge_id), 0),
    'patientOpenCents', coalesce((SELECT o.open_cents FROM open_items o
        WHERE o.clinic_id = l.clinic_id AND o.account_number = 1100 AND o.item_id = l.charge_id), 0))
    ORDER BY l.line_number), '[]')
  FROM claim_lines l JOIN charges ch ON ch.clinic_id = l.clinic_id AND ch.id = l.charge_id
 WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id)`;

const OBSERVATION = `(SELECT json_build_object('startedAt', o.started_at, 'endedAt', o.ended_at,
    'remsPatientId', o.rems_patient_id, 'remsEnrolledOn', o.rems_enrolled_on, 'ndc', o.ndc,
    'isEstablishedPatient', o.is_established_patient, 'monitoringFormOn', o.monitoring_form_on)
  FROM visit_observations o WHERE o.clinic_id = c.clinic_id AND o.visit_id = c.visit_id)`;

const EARLIER_ENROLLMENT = `(SELECT json_build_object('on', o.rems_enrolled_on, 'id', o.rems_patient_id)
  FROM visit_observations o JOIN visits w ON w.clinic_id = o.clinic_id AND w.id = o.visit_id
 WHERE o.clinic_id = c.clinic_id AND w.patient_id = c.patient_id AND o.rems_enrolled_on IS NOT NULL
   AND w.date_of_service < c.date_of_service
 ORDER BY w.date_of_service DESC LIMIT 1)`;

// The clinic's own visits of three years make a patient an established one (DOMAIN.md §3.3).
const EARLIER_VISIT = `EXISTS (SELECT 1 FROM visits w WHERE w.clinic_id = c.clinic_id AND w.patient_id = c.patient_id
   AND w.date_of_service < c.date_of_service AND w.date_of_service >= c.date_of_service - interval '3 years')`;

const FACTS = `SELECT json_build_object('id', c.id, 'controlNumber', c.control_number, 'status', c.status,
    'frequency', c.frequency, 'replacesId', c.replaces_id, 'payerClaimNumber', c.payer_claim_number,
    'dateOfService', c.date_of_service, 'totalCents', c.total_cents, 'filingDueOn', c.filing_due_on,
    'appealDueOn', c.appeal_due_on, 'createdAt', c.created_at, 'lines', ${LINES},
    'visit', json_build_object('id', v.id, 'providerId', v.provider_id, 'locationId', v.location_id,
      'placeOfService', v.place_of_service, 'diagnoses', v.diagnoses),
    'patient', json_build_object('id', p.id, 'firstName', p.first_name, 'middleName', p.middle_name,
      'lastName', p.last_name, 'dateOfBirth', p.date_of_birth, 'sex', p.sex, 'line1', p.address_line1,
      'line2', p.address_line2, 'city', p.address_city, 'state', p.address_state, 'postalCode', p.address_postal_code),
    'coverage', json_build_object('id', k.id, 'payerId', k.payer_id, 'payerName', k.payer_name, 'memberId', k.member_id,
      'planType', k.plan_type, 'priority', k.priority, 'effectiveFrom', k.effective_from, 'effectiveTo', k.effective_to,
      'medicalBenefit', k.medical_benefit),
    'authorizationNumber', (SELECT a.number FROM charges ch
        JOIN authorizations a ON a.clinic_id = ch.clinic_id AND a.id = ch.authorization_id
       WHERE ch.clinic_id = c.clinic_id AND ch.visit_id = c.visit_id AND a.coverage_id = c.coverage_id
       ORDER BY ch.line_number LIMIT 1),
    'priorClaimId', c.prior_claim_id, 'prior', ${PRIOR_CLAIMS}, 'isKeptFromPlan', ${KEPT_FROM_PLAN},
    'needsNoAuthorization', ${NEEDS_NO_AUTHORIZATION}, 'pendingWriteOff', ${PENDING_WRITE_OFF},
    'observation', ${OBSERVATION}, 'earlierEnrollment', ${EARLIER_ENROLLMENT}, 'hasEarlierVisit', ${EARLIER_VISIT},
    'rules', (SELECT json_build_object('filingCode', r.filing_code, 'appealDays', r.appeal_days,
        'requiresAuthorization', r.requires_authorization, 'drugQuantity', r.drug_quantity)
       FROM payer_claim_rules r WHERE r.clinic_id = c.clinic_id AND r.payer_id = c.payer_id)) AS facts
  FROM claims c
  JOIN visits v ON v.clinic_id = c.clinic_id AND v.id = c.visit_id
  JOIN patients p ON p.clinic_id = c.clinic_id AND p.id = c.patient_id
  JOIN coverages k ON k.clinic_id = c.clinic_id AND k.id = c.coverage_id
 WHERE c.clinic_id = current_clinic()`;

/** Which claims to list; the newest first. */
export interface ClaimsFilter {
  readonly status?: string;
  readonly patientId?: string;
  readonly payerId?: string;
  readonly beforeId?: string;
  readonly limit: number;
}

/** Reads claims with everything that is on file about them, each in one query. Needs a transaction. */
@Injectable()
export class ClaimFactsReader {
  constructor(private readonly sql: Sql) {}

  async ofClaims(ids: readonly ClaimId[]): Promise<ClaimFacts[]> {
    const rows = await this.sql.query<{ facts: ClaimFacts }>(`${FACTS} AND c.id = ANY ($1::uuid[]) ORDER BY c.id`, [
      ids,
    ]);
    return rows.map((row) => row.facts);
  }

  async list({ status, patientId, payerId, beforeId, limit }: ClaimsFilter): Promise<ClaimFacts[]> {
    const rows = await this.sql.query<{ facts: ClaimFacts }>(
      `${FACTS} AND ($1::text IS NULL OR c.status = $1) AND ($2::uuid IS NULL OR c.patient_id = $2)
          AND ($3::text IS NULL OR c.payer_id = $3) AND ($4::uuid IS NULL OR c.id < $4)
        ORDER BY c.id DESC LIMIT $5`,
      [status ?? null, patientId ?? null, payerId ?? null, beforeId ?? null, limit],
    );
    return rows.map((row) => row.facts);
  }

  /** The validated claims, the oldest first. */
  async readyIds(payerId: string | undefined): Promise<ClaimId[]> {
    const rows = await this.sql.query<{ id: ClaimId }>(
      `SELECT id FROM claims WHERE clinic_id = current_clinic() AND status = 'validated'
          AND ($1::text IS NULL OR payer_id = $1) ORDER BY id LIMIT 10000`,
      [payerId ?? null],
    );
    return rows.map((row) => row.id);
  }
}
