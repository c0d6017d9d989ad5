import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { PatientFile } from '../visit-facts';

const ELIGIBILITY = `(SELECT coalesce(json_agg(json_build_object('id', s.id, 'benefit', s.benefit,
          'checkedOn', s.checked_on, 'isActive', s.is_active, 'copayCents', s.copay_cents,
          'coinsuranceBasisPoints', s.coinsurance_basis_points,
          'deductibleRemainingCents', s.deductible_remaining_cents,
          'outOfPocketRemainingCents', s.out_of_pocket_remaining_cents)), '[]')
        FROM (SELECT DISTINCT ON (e.benefit) e.* FROM eligibility_snapshots e
               WHERE e.clinic_id = c.clinic_id AND e.coverage_id = c.id
               ORDER BY e.benefit, e.checked_on DESC, e.id DESC) s)`;

const LOAD = `
  SELECT
    (SELECT coalesce(json_agg(json_build_object('id', c.id, 'payerId', c.payer_id, 'payerName', c.payer_name,
        'planType', c.plan_type, 'networkStatus', c.network_status, 'priority', c.priority,
        'effectiveFrom', c.effective_from, 'effectiveTo', c.effective_to, 'copayCents', c.copay_cents,
        'coinsuranceBasisPoints', c.coinsurance_basis_points, 'deductibleRemainingCents', c.deductible_remaining_cents,
        'medicalBenefit', c.medical_benefit, 'eligibility', ${ELIGIBILITY})
        ORDER BY c.priority, c.effective_from DESC, c.id DESC), '[]')
       FROM coverages c WHERE c.patient_id = p.id) AS coverages,
    (SELECT coalesce(json_agg(json_build_object('id', a.id, 'coverageId', a.coverage_id, 'number', a.number,
        'codes', a.codes, 'countedIn', a.counted_in, 'unitsRemaining', a.units - a.units_used, 'from', a.valid_from,
        'to', a.valid_to, 'doseTierMg', a.dose_tier_mg, 'providerNpi', a.provider_npi) ORDER BY a.id), '[]')
       FROM authorizations a WHERE a.patient_id = p.id) AS authorizations,
    (SELECT coalesce(json_agg(json_build_object('scope', e.scope, 'serviceCode', e.service_code,
        'dateOfService', e.date_of_service, 'signedOn', e.signed_on, 'reason', e.reason) ORDER BY e.id), '[]')
       FROM self_pay_elections e WHERE e.patient_id = p.id) AS elections,
    (SELECT coalesce(json_agg(json_build_object('payerId', y.payer_id, 'serviceCode', y.service_code,
        'covered', y.covered, 'requiresAuthorization', y.requires_authorization,
        'crosswalksDrugCode', y.crosswalks_drug_code)), '[]')
       FROM (SELECT DISTINCT ON (o.payer_id, o.service_code) o.*
               FROM payer_policies o
              WHERE o.payer_id IN (SELECT c.payer_id FROM coverages c WHERE c.patient_id = p.id)
                AND o.effective_from <= $2::date
              ORDER BY o.payer_id, o.service_code, o.effective_from DESC) y) AS policies,
    (SELECT coalesce(json_agg(json_build_object('serviceCode', w.service_code, 'destination', w.destination)), '[]')
       FROM (SELECT DISTINCT ON (o.service_code) o.service_code, o.destination FROM clinic_routing_policies o
              WHERE o.clinic_id = p.clinic_id AND o.effective_from <= $2::date
              ORDER BY o.service_code, o.effective_from DESC) w) AS "clinicPolicies",
    (SELECT json_agg(n.npi) FROM (SELECT k.npi FROM clinics k WHERE k.id = p.clinic_id
              UNION SELECT l.npi FROM locations l WHERE l.clinic_id = p.clinic_id AND l.npi IS NOT NULL) n) AS "clinicNpis"
    FROM patients p WHERE p.id = $1`;

/** Reads a patient's whole file for routing in one query. Needs a transaction. */
@Injectable()
export class PatientFileRepository {
  constructor(private readonly sql: Sql) {}

  /** Undefined when this clinic has no such patient. */
  load(patientId: PatientId, on: BusinessDate): Promise<PatientFile | undefined> {
    return this.sql.one<PatientFile>(LOAD, [patientId, on.toString()]);
  }

  /** Locks the patient's authorizations in id order until the transaction ends; travels with the next statement. */
  lockAuthorizations(patientId: PatientId): void {
    this.sql.defer('SELECT id FROM authorizations WHERE patient_id = $1 ORDER BY id FOR UPDATE', [patientId]);
  }
}
