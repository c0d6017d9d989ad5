import { ELECTION_SCOPES, type ElectionScope, PLAN_TYPES, type PlanType } from '../../../domain/routing/routing-facts';
import type { CoverageId } from '../../../kernel/ids';
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
} from '../../../platform/http/fields';
import { NETWORK_STATUSES, type NetworkStatus, UNIT_KINDS, type UnitKind } from '../coverage.view';

const PAYER_ID = /^[A-Za-z0-9._-]{1,40}$/;
const PROCEDURE_CODE = /^([0-9]{4}[0-9A-Z]|[A-V][0-9]{4})$/;

/** POST /v1/patients/:id/coverages */
export class AddCoverageBody {
  @TextField({ max: 100, description: 'As the card says.', example: 'Example Health Plan' })
  payerName: string;

  @TextField({ max: 40, pattern: PAYER_ID, description: 'The payer id the clearinghouse knows.', example: '60054' })
  payerId: string;

  @TextField({ max: 80, example: 'W123456789' })
  memberId: string;

  @EnumField(PLAN_TYPES)
  planType: PlanType;

  @EnumField(NETWORK_STATUSES, { description: 'Whether the clinic has a contract with the plan.' })
  networkStatus: NetworkStatus;

  @IntField({ min: 1, max: 3, optional: true, description: '1 primary (unless told), 2 secondary, 3 tertiary.' })
  priority?: number;

  @DateField({ description: 'First day covered.', example: '2026-01-01' })
  effectiveFrom: string;

  @DateField({ optional: true, description: 'Last day covered; left out while it runs on.' })
  effectiveTo?: string;

  @CentsField({ optional: true, description: 'Per visit.', example: 3000 })
  copayCents?: number;

  @IntField({ max: 10_000, optional: true, description: "The patient's share; 2000 is 20 %.", example: 2000 })
  coinsuranceBasisPoints?: number;

  @CentsField({ optional: true, description: 'Deductible not yet met.' })
  deductibleRemainingCents?: number;

  @BooleanField({ optional: true, description: 'Whether Spravato runs under the medical benefit.' })
  medicalBenefit?: boolean;
}

/** POST /v1/patients/:id/authorizations */
export class AddAuthorizationBody {
  @UuidField({ description: 'A coverage of this patient.' })
  coverageId: CoverageId;

  @TextField({ max: 50, description: 'The number the payer gave it.', example: 'PA998877' })
  number: string;

  @TextListField({ minItems: 1, maxItems: 20, pattern: PROCEDURE_CODE, description: 'CPT or HCPCS, as authorized.' })
  codes: string[];

  @IntField({ min: 1, max: 100_000, description: 'Granted.', example: 672 })
  units: number;

  @EnumField(UNIT_KINDS, {
    optional: true,
    description: 'What one unit is. Unless told: a milligram for J0013 and S0013 when a dose fits, else a visit.',
  })
  countedIn?: UnitKind;

  @DateField({ description: 'First day it holds.', example: '2026-11-01' })
  from: string;

  @DateField({ description: 'Last day it holds.', example: '2027-04-30' })
  to: string;

  @IntField({ optional: true, description: 'Largest dose of a visit it is for: 56 or 84 mg. Unless told: any.' })
  doseTierMg?: number;

  @TextField({
    max: 10,
    optional: true,
    description: 'NPI of the clinician or clinic it was granted to. Unless told: any.',
  })
  providerNpi?: string;
}

/** POST /v1/patients/:id/self-pay-elections */
export class RecordSelfPayElectionBody {
  @EnumField(ELECTION_SCOPES, { description: "One day's visit, one service from now on, or everything from now on." })
  scope: ElectionScope;

  @TextField({ max: 500, description: 'Kept as evidence.' })
  reason: string;

  @InstantField({ description: 'When the patient signed; not in the future.' })
  signedAt: string;

  @TextField({ max: 40, optional: true, description: 'For scope `service`.', example: 'integration' })
  serviceCode?: string;

  @DateField({ optional: true, description: 'For scope `visit`: its day; the day of signing unless told.' })
  dateOfService?: string;
}
