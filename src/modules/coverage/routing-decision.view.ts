import type { Destination } from '../../domain/routing/route';
import { ELECTION_SCOPES, type ElectionScope, PLAN_TYPES, type PlanType } from '../../domain/routing/routing-facts';
import type { ChargeId, Id, PatientId, VisitId } from '../../kernel/ids';
import {
  BooleanField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';
import { NETWORK_STATUSES, type NetworkStatus } from './coverage.view';

export type RoutingDecisionId = Id<'RoutingDecision'>;

/** The plan that was looked at. */
export class RoutedPlanView {
  @EnumField(PLAN_TYPES)
  readonly planType: PlanType;

  @EnumField(NETWORK_STATUSES)
  readonly networkStatus: NetworkStatus;

  @BooleanField({ description: 'In effect on the date of service.' })
  readonly isEffective: boolean;
}

/** The authorization that fitted best. */
export class RoutedAuthorizationView {
  @TextField()
  readonly number: string;

  @BooleanField()
  readonly coversDate: boolean;

  @BooleanField()
  readonly coversUnits: boolean;

  @BooleanField()
  readonly coversCode: boolean;

  @BooleanField({ optional: true, description: 'Absent in decisions from before it was looked at.' })
  readonly coversDose?: boolean;

  @BooleanField({ optional: true, description: 'As `coversDose`.' })
  readonly coversProvider?: boolean;
}

/** The facts a decision rests on; null is what there was none of. */
export class RoutingInputsView {
  @TextField({ example: 'spravato' })
  readonly serviceKind: string;

  @EnumField(ELECTION_SCOPES, { nullable: true, description: 'Of a paid-in-full election that covers the line.' })
  readonly electionScope: ElectionScope | null;

  @ObjectField(() => RoutedPlanView, { nullable: true })
  readonly plan: RoutedPlanView | null;

  @BooleanField()
  readonly providerMedicareOptedOut: boolean;

  @ObjectField(() => RoutedAuthorizationView, { nullable: true })
  readonly authorization: RoutedAuthorizationView | null;

  @BooleanField({ nullable: true, description: 'What the payer’s own policy says of the service.' })
  readonly payerCovers: boolean | null;

  @BooleanField({ nullable: true, description: 'Whether the payer wants an authorization for it.' })
  readonly payerRequiresAuthorization: boolean | null;

  @EnumField(['insurance', 'self_pay'], { nullable: true, description: 'What the clinic’s own policy says.' })
  readonly clinicPolicy: Destination | null;
}

/** Who was billed for a charge, and why. */
export class RoutingDecisionView {
  @UuidField({ readOnly: true })
  readonly id: RoutingDecisionId;

  @UuidField()
  readonly chargeId: ChargeId;

  @UuidField()
  readonly visitId: VisitId;

  @UuidField()
  readonly patientId: PatientId;

  @DateField()
  readonly dateOfService: string;

  @TextField()
  readonly serviceCode: string;

  @TextField({ nullable: true, description: 'The payer of the plan that was looked at.' })
  readonly payerId: string | null;

  @EnumField(['insurance', 'self_pay'])
  readonly destination: Destination;

  @TextField({ example: 'in_network_covered_service' })
  readonly rule: string;

  @IntField({ min: 1, description: 'Its row in the routing table.' })
  readonly row: number;

  @TextField({ max: 1000 })
  readonly reason: string;

  @TextListField()
  readonly notices: readonly string[];

  @ObjectField(() => RoutingInputsView)
  readonly inputs: RoutingInputsView;

  @InstantField()
  readonly decidedAt: string;
}
