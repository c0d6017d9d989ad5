import { BooleanField, DateField, EnumField, ListField, TextField } from '../../platform/http/fields';

/** What the clinic may decide about a service; `default` ends an earlier decision. */
export const CLINIC_DESTINATIONS = ['insurance', 'self_pay', 'default'] as const;
export type ClinicDestination = (typeof CLINIC_DESTINATIONS)[number];

/** What a payer says of a service where it departs from the default. */
export class PayerPolicyView {
  @TextField({ example: '60054' })
  readonly payerId: string;

  @TextField({ example: 'iv-infusion' })
  readonly serviceCode: string;

  @DateField({ description: 'First day it holds, until a later row.' })
  readonly effectiveFrom: string;

  @BooleanField({ description: 'Unless a payer says so, ketamine is not covered and other care is.' })
  readonly covered: boolean;

  @BooleanField({ nullable: true, description: 'Whether Spravato needs its authorization; null: it does.' })
  readonly requiresAuthorization: boolean | null;

  @BooleanField({ description: 'Whether an authorization for S0013 holds for J0013, and the other way round.' })
  readonly crosswalksDrugCode: boolean;

  @TextField({ max: 500, description: 'Where it is written.' })
  readonly reason: string;
}

/** Whom the clinic bills for a service where neither law nor a network contract says. */
export class ClinicRoutingPolicyView {
  @TextField({ example: 'integration' })
  readonly serviceCode: string;

  @DateField({ description: 'First day it holds, until a later row.' })
  readonly effectiveFrom: string;

  @EnumField(CLINIC_DESTINATIONS)
  readonly destination: ClinicDestination;

  @TextField({ max: 500 })
  readonly reason: string;
}

/** Everything the routing table is told beside the patients' files. */
export class RoutingPoliciesView {
  @ListField(() => PayerPolicyView, { maxItems: 5_000 })
  readonly payers: readonly PayerPolicyView[];

  @ListField(() => ClinicRoutingPolicyView, { maxItems: 5_000 })
  readonly clinic: readonly ClinicRoutingPolicyView[];
}
