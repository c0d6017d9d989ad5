import type { ElectionScope, PlanType } from '../../../domain/routing/routing-facts';
import { formatInstant, fromDate } from '../../../kernel/clock';
import type { AuthorizationId, CoverageId, PatientId } from '../../../kernel/ids';
import type {
  AuthorizationView,
  CoverageView,
  NetworkStatus,
  SelfPayElectionId,
  SelfPayElectionView,
  UnitKind,
} from '../coverage.view';

/** A row of `coverages`. */
export interface CoverageRow {
  readonly id: CoverageId;
  readonly patient_id: PatientId;
  readonly payer_id: string;
  readonly payer_name: string;
  readonly member_id: string;
  readonly plan_type: PlanType;
  readonly network_status: NetworkStatus;
  readonly priority: number;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly copay_cents: string | null;
  readonly coinsurance_basis_points: number | null;
  readonly deductible_remaining_cents: string | null;
  readonly medical_benefit: boolean | null;
}

/** A row of `authorizations`. */
export interface AuthorizationRow {
  readonly id: AuthorizationId;
  readonly patient_id: PatientId;
  readonly coverage_id: CoverageId;
  readonly number: string;
  readonly codes: string[];
  readonly units: number;
  readonly units_used: number;
  readonly counted_in: UnitKind;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly dose_tier_mg: number | null;
  readonly provider_npi: string | null;
}

/** A row of `self_pay_elections`. */
export interface ElectionRow {
  readonly id: SelfPayElectionId;
  readonly patient_id: PatientId;
  readonly scope: ElectionScope;
  readonly service_code: string | null;
  readonly date_of_service: string | null;
  readonly reason: string;
  readonly signed_at: Date;
  readonly signed_on: string;
}

const cents = (column: string | null): number | null => (column === null ? null : Number(column));

/** A coverage as the world sees it. */
export const toCoverageView = (row: CoverageRow): CoverageView => ({
  id: row.id,
  patientId: row.patient_id,
  payerId: row.payer_id,
  payerName: row.payer_name,
  memberId: row.member_id,
  planType: row.plan_type,
  networkStatus: row.network_status,
  priority: row.priority,
  effectiveFrom: row.effective_from,
  effectiveTo: row.effective_to,
  copayCents: cents(row.copay_cents),
  coinsuranceBasisPoints: row.coinsurance_basis_points,
  deductibleRemainingCents: cents(row.deductible_remaining_cents),
  medicalBenefit: row.medical_benefit,
});

/** An authorization as the world sees it. */
export const toAuthorizationView = (row: AuthorizationRow): AuthorizationView => ({
  id: row.id,
  patientId: row.patient_id,
  coverageId: row.coverage_id,
  number: row.number,
  codes: row.codes,
  units: row.units,
  countedIn: row.counted_in,
  unitsRemaining: row.units - row.units_used,
  from: row.valid_from,
  to: row.valid_to,
  doseTierMg: row.dose_tier_mg,
  providerNpi: row.provider_npi,
});

/** An election as the world sees it. */
export const toElectionView = (row: ElectionRow): SelfPayElectionView => ({
  id: row.id,
  patientId: row.patient_id,
  scope: row.scope,
  serviceCode: row.service_code,
  dateOfService: row.date_of_service,
  reason: row.reason,
  signedAt: formatInstant(fromDate(row.signed_at)),
});
