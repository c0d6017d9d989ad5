import type { AuthorizationId, CoverageId, Id, PatientId } from '../../kernel/ids';

/** Kinds of plan, as far as routing cares. */
export const PLAN_TYPES = ['commercial', 'medicare', 'medicaid', 'other'] as const;
export type PlanType = (typeof PLAN_TYPES)[number];

/** Whether the clinic has a contract with the plan. */
export const NETWORK_STATUSES = ['in', 'out'] as const;
export type NetworkStatus = (typeof NETWORK_STATUSES)[number];

/** What a self-pay election holds for: one day's visit, one service from now on, everything from now on. */
export const ELECTION_SCOPES = ['visit', 'service', 'all'] as const;
export type ElectionScope = (typeof ELECTION_SCOPES)[number];

export type SelfPayElectionId = Id<'SelfPayElection'>;

/** A patient's plan. */
export class CoverageView {
  readonly id: CoverageId;
  readonly patientId: PatientId;
  readonly payerId: string;
  readonly payerName: string;
  readonly memberId: string;
  readonly planType: PlanType;
  readonly networkStatus: NetworkStatus;
  /** 1 primary, 2 secondary, 3 tertiary. */
  readonly priority: number;
  /** `YYYY-MM-DD`, first day covered. */
  readonly effectiveFrom: string;
  /** `YYYY-MM-DD`, last day covered; null while it runs on. */
  readonly effectiveTo: string | null;
  /** Per visit. */
  readonly copayCents: number | null;
  readonly coinsuranceBasisPoints: number | null;
  readonly deductibleRemainingCents: number | null;
  /** Whether Spravato runs under the medical benefit. */
  readonly medicalBenefit: boolean | null;
}

/** A payer's prior authorization. */
export class AuthorizationView {
  readonly id: AuthorizationId;
  readonly patientId: PatientId;
  readonly coverageId: CoverageId;
  readonly number: string;
  /** As authorized, before any crosswalk. */
  readonly codes: readonly string[];
  /** In the unit of the codes: J0013 milligrams, G2082 visits. */
  readonly units: number;
  readonly unitsRemaining: number;
  readonly from: string;
  readonly to: string;
}

/** A patient's signed wish to pay in full and keep the plan uninformed, 45 CFR 164.522(a)(1)(vi). */
export class SelfPayElectionView {
  readonly id: SelfPayElectionId;
  readonly patientId: PatientId;
  readonly scope: ElectionScope;
  /** For scope `service`. */
  readonly serviceCode: string | null;
  /** For scope `visit`. */
  readonly dateOfService: string | null;
  readonly reason: string;
  readonly signedAt: string;
}
