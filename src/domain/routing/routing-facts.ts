import type { BusinessDate } from '../../kernel/business-date';
import type { ServiceKind, ServiceTerms } from '../pricing/service-terms';

export const PLAN_TYPES = ['commercial', 'medicare', 'medicaid', 'other'] as const;
export type PlanType = (typeof PLAN_TYPES)[number];

export const ELECTION_SCOPES = ['visit', 'service', 'all'] as const;
/** What a patient's paid-in-full election covers. */
export type ElectionScope = (typeof ELECTION_SCOPES)[number];

/** The payer's approval, compared with the line by whoever knows both. */
export interface AuthorizationFacts {
  readonly number: string;
  readonly isApproved: boolean;
  /** The date of service lies in the approved period. */
  readonly coversDate: boolean;
  /** Enough approved units are left. */
  readonly coversUnits: boolean;
  /** The code the line will be billed with is among the approved ones. */
  readonly coversCode: boolean;
  /** The dose is no larger than the one approved. */
  readonly coversDose: boolean;
  /** It was granted to who renders the line, or to the clinic. */
  readonly coversProvider: boolean;
}

/** The plan a claim would go to. */
export interface CoverageFacts {
  readonly planType: PlanType;
  readonly networkStatus: 'in' | 'out';
  readonly payerName: string;
  /** Whether it is in effect on the date of service. */
  readonly effective: boolean;
}

/** All that routing a line depends on. */
export interface RoutingFacts {
  readonly service: ServiceTerms;
  readonly dateOfService: BusinessDate;
  /** A paid-in-full election that covers this line, if the patient signed one. */
  readonly election?: { readonly scope: ElectionScope; readonly reason: string };
  readonly coverage?: CoverageFacts;
  readonly providerMedicareOptedOut: boolean;
  /** The authorization that fits the line best, if there is one. */
  readonly authorization?: AuthorizationFacts;
  /** What the payer's own policy says of this service; absent: ketamine is not covered, other care is. */
  readonly payerCovers?: boolean;
  /** Whether the payer wants an authorization for Spravato; absent: it does. */
  readonly payerRequiresAuthorization?: boolean;
  /** Whom the clinic bills for this service where neither law nor a network contract says; absent: by the table. */
  readonly clinicPolicy?: 'insurance' | 'self_pay';
}

const KETAMINE_KINDS: readonly ServiceKind[] = ['experiential', 'group_experiential', 'iv_infusion'];

/** Whether the line is a ketamine treatment: not approved for mood disorders, so paid by the patient by default. */
export const isKetamine = ({ service }: RoutingFacts): boolean => KETAMINE_KINDS.includes(service.kind);

/** Whether the line is a fee, which is no health service and never goes to a plan. */
export const isFee = ({ service }: RoutingFacts): boolean => service.kind === 'fee';

/** Whether the line is a Spravato visit. */
export const isSpravato = ({ service }: RoutingFacts): boolean => service.kind === 'spravato';

/** The coverage in effect on the date of service. */
export const activeCoverage = ({ coverage }: RoutingFacts): CoverageFacts | undefined =>
  coverage?.effective ? coverage : undefined;

/** Whether the service is one a plan pays for, by the payer's policy or else by its kind. */
export const isCoveredService = (facts: RoutingFacts): boolean =>
  !isFee(facts) && (facts.payerCovers ?? !isKetamine(facts));

/** Whether Medicare obliges the clinic to file (Medicare Benefit Policy Manual, chapter 15, §40). */
export const mustFileMedicareClaim = (facts: RoutingFacts): boolean =>
  activeCoverage(facts)?.planType === 'medicare' && isCoveredService(facts) && !facts.providerMedicareOptedOut;
