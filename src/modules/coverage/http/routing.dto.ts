import { BooleanField, DateField, EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { CLINIC_DESTINATIONS, type ClinicDestination } from '../routing-policies.view';

const PAYER_ID = /^[A-Za-z0-9._-]{1,40}$/;

/** GET /v1/routing-decisions */
export class RoutingDecisionsListQuery extends PageQuery {
  @UuidField({ optional: true })
  patientId?: string;

  @UuidField({ optional: true })
  visitId?: string;

  @TextField({ max: 40, optional: true })
  payerId?: string;

  @TextField({ max: 40, optional: true })
  serviceCode?: string;

  @EnumField(['insurance', 'self_pay'], { optional: true })
  destination?: string;

  @TextField({ max: 60, optional: true, example: 'paid_in_full_election' })
  rule?: string;

  @DateField({ optional: true, description: 'First day of service.' })
  from?: string;

  @DateField({ optional: true, description: 'Last day of service.' })
  to?: string;
}

/** POST /v1/routing-policies/payers */
export class SetPayerPolicyBody {
  @TextField({ max: 40, pattern: PAYER_ID, example: 'BCBSMA' })
  payerId: string;

  @TextField({ max: 100 })
  payerName: string;

  @TextField({ max: 40, example: 'iv-infusion' })
  serviceCode: string;

  @DateField()
  effectiveFrom: string;

  @BooleanField({ description: 'Whether the payer covers it.' })
  covered: boolean;

  @BooleanField({ optional: true, description: 'Whether Spravato needs its authorization; it does unless told.' })
  requiresAuthorization?: boolean;

  @BooleanField({
    optional: true,
    description:
      'Whether an authorization for S0013 holds for J0013, and the other way round; it does not unless told.',
  })
  crosswalksDrugCode?: boolean;

  @TextField({ max: 500, description: 'Where it is written.' })
  reason: string;
}

/** POST /v1/routing-policies/clinic */
export class SetClinicRoutingBody {
  @TextField({ max: 40, example: 'integration' })
  serviceCode: string;

  @DateField()
  effectiveFrom: string;

  @EnumField(CLINIC_DESTINATIONS, { description: '`default` ends an earlier policy.' })
  destination: ClinicDestination;

  @TextField({ max: 500 })
  reason: string;
}
