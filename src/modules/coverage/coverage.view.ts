import { ELECTION_SCOPES, PLAN_TYPES, type ElectionScope, type PlanType } from '../../domain/routing/routing-facts';
import type { AuthorizationId, CoverageId, Id, PatientId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';

/** Whether the clinic has a contract with the plan. */
export const NETWORK_STATUSES = ['in', 'out'] as const;

export type NetworkStatus = (typeof NETWORK_STATUSES)[number];

/** What one unit of an authorization is. */
export const UNIT_KINDS = ['milligrams', 'visits'] as const;

export type UnitKind = (typeof UNIT_KINDS)[number];

/** Doses on the label, in milligrams: an authorization is for up to one of them. */
export const DOSE_TIERS_MG = [56, 84] as const;

export type SelfPayElectionId = Id<'SelfPayElection'>;

/** A patient's plan. */
export class CoverageView {
  @UuidField({ readOnly: true })
  readonly id: CoverageId;

  @UuidField({ readOnly: true })
  readonly patientId: PatientId;

  @TextField({ description: 'The payer id the clearinghouse knows.', example: '60054' })
  readonly payerId: string;

  @TextField({ description: 'As the card says.' })
  readonly payerName: string;

  @TextField()
  readonly memberId: string;

  @EnumField(PLAN_TYPES)
  readonly planType: PlanType;

  @EnumField(NETWORK_STATUSES)
  readonly networkStatus: NetworkStatus;

  @IntField({ min: 1, max: 3, description: '1 primary, 2 secondary, 3 tertiary.' })
  readonly priority: number;

  @DateField({ description: 'First day covered.' })
  readonly effectiveFrom: string;

  @DateField({ nullable: true, description: 'Last day covered; null while it runs on.' })
  readonly effectiveTo: string | null;

  @CentsField({ nullable: true, description: 'Per visit.' })
  readonly copayCents: number | null;

  @IntField({ max: 10_000, nullable: true, description: "The patient's share; 2000 is 20 %." })
  readonly coinsuranceBasisPoints: number | null;

  @CentsField({ nullable: true, description: 'Deductible not yet met, as last heard.' })
  readonly deductibleRemainingCents: number | null;

  @BooleanField({ nullable: true, description: 'Whether Spravato runs under the medical benefit.' })
  readonly medicalBenefit: boolean | null;
}

/** A payer's prior authorization. */
export class AuthorizationView {
  @UuidField({ readOnly: true })
  readonly id: AuthorizationId;

  @UuidField({ readOnly: true })
  readonly patientId: PatientId;

  @UuidField()
  readonly coverageId: CoverageId;

  @TextField({ description: 'The number the payer gave it.' })
  readonly number: string;

  @TextListField({ description: 'As authorized, before any crosswalk.' })
  readonly codes: readonly string[];

  @IntField({ min: 1, description: 'Granted.' })
  readonly units: number;

  @EnumField(UNIT_KINDS, { description: 'What one unit is.' })
  readonly countedIn: UnitKind;

  @IntField({ readOnly: true, description: 'Granted less those of posted visits.' })
  readonly unitsRemaining: number;

  @DateField({ description: 'First day it holds.' })
  readonly from: string;

  @DateField({ description: 'Last day it holds.' })
  readonly to: string;

  @IntField({ nullable: true, description: 'Largest dose of a visit it is for, 56 or 84; null for any.' })
  readonly doseTierMg: number | null;

  @TextField({ nullable: true, description: 'NPI of the clinician or clinic it was granted to; null for any.' })
  readonly providerNpi: string | null;
}

/** A patient's signed wish to pay in full and keep the plan uninformed, 45 CFR 164.522(a)(1)(vi). */
export class SelfPayElectionView {
  @UuidField({ readOnly: true })
  readonly id: SelfPayElectionId;

  @UuidField({ readOnly: true })
  readonly patientId: PatientId;

  @EnumField(ELECTION_SCOPES)
  readonly scope: ElectionScope;

  @TextField({ nullable: true, description: 'For scope `service`.' })
  readonly serviceCode: string | null;

  @DateField({ nullable: true, description: 'For scope `visit`: the one day it holds for.' })
  readonly dateOfService: string | null;

  @TextField()
  readonly reason: string;

  @InstantField()
  readonly signedAt: string;
}
