import type { EligibilityBenefit } from '../../domain/eligibility/eligibility-response';
import type { ServiceTerms } from '../../domain/pricing/service-terms';
import type { CostSharing } from '../../domain/routing/patient-estimate';
import type { AuthorizationFacts, ElectionScope, PlanType, RoutingFacts } from '../../domain/routing/routing-facts';
import type { BusinessDate } from '../../kernel/business-date';
import type { AuthorizationId, CoverageId } from '../../kernel/ids';
import { coversCode, coversDose, crosswalked, unitsNeeded } from './units/authorization-units';
import type { NetworkStatus, UnitKind } from './coverage.view';
import type { EligibilitySnapshotId } from './eligibility.view';

/** A coverage on file; days as `YYYY-MM-DD`, which compare as text. */
export interface CoverageOnFile {
  readonly id: CoverageId;
  readonly payerId: string;
  readonly payerName: string;
  readonly planType: PlanType;
  readonly networkStatus: NetworkStatus;
  readonly priority: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly copayCents: number | null;
  readonly coinsuranceBasisPoints: number | null;
  readonly deductibleRemainingCents: number | null;
  readonly medicalBenefit: boolean | null;
  /** The newest of each benefit the payer was asked about. */
  readonly eligibility: readonly EligibilityOnFile[];
}

/** What a payer last said of a benefit. */
export interface EligibilityOnFile {
  readonly id: EligibilitySnapshotId;
  readonly benefit: EligibilityBenefit;
  readonly checkedOn: string;
  readonly isActive: boolean;
  readonly copayCents: number | null;
  readonly coinsuranceBasisPoints: number | null;
  readonly deductibleRemainingCents: number | null;
  readonly outOfPocketRemainingCents: number | null;
}

export interface AuthorizationOnFile {
  readonly id: AuthorizationId;
  readonly coverageId: CoverageId;
  readonly number: string;
  readonly codes: readonly string[];
  readonly countedIn: UnitKind;
  readonly unitsRemaining: number;
  readonly from: string;
  readonly to: string;
  readonly doseTierMg: number | null;
  readonly providerNpi: string | null;
}

export interface ElectionOnFile {
  readonly scope: ElectionScope;
  readonly serviceCode: string | null;
  readonly dateOfService: string | null;
  readonly signedOn: string;
  readonly reason: string;
}

export interface PolicyOnFile {
  readonly payerId: string;
  readonly serviceCode: string;
  readonly covered: boolean;
  readonly requiresAuthorization: boolean | null;
  /** Whether it takes an authorization for S0013 as one for J0013, and the other way round. */
  readonly crosswalksDrugCode: boolean;
}

/** Whom the clinic bills for a service. */
export interface ClinicPolicyOnFile {
  readonly serviceCode: string;
  readonly destination: 'insurance' | 'self_pay' | 'default';
}

/** Everything on file that routing a patient's visit can depend on. */
export interface PatientFile {
  /** Primary first, then the one that began last. */
  readonly coverages: readonly CoverageOnFile[];
  readonly authorizations: readonly AuthorizationOnFile[];
  readonly elections: readonly ElectionOnFile[];
  /** Those in force on the date of service. */
  readonly policies: readonly PolicyOnFile[];
  readonly clinicPolicies: readonly ClinicPolicyOnFile[];
  /** The clinic's own NPI and those of its locations. */
  readonly clinicNpis: readonly string[];
}

/** A line of the visit, before it is routed. */
export interface LineToRoute {
  readonly service: ServiceTerms;
  readonly quantity: number;
  /** Milligrams of one unit. */
  readonly doseMg?: number;
}

/** An authorization as it stands for one line. */
export interface AuthorizationFit {
  readonly authorization: AuthorizationOnFile;
  readonly unitsNeeded: number;
  readonly facts: AuthorizationFacts;
}

/** In its period, and not told to have ended by the payer by then. */
const isEffective = (coverage: CoverageOnFile, day: string): boolean =>
  coverage.effectiveFrom <= day &&
  (coverage.effectiveTo === null || day <= coverage.effectiveTo) &&
  !coverage.eligibility.some(
    ({ benefit, isActive, checkedOn }) => benefit === 'medical' && !isActive && checkedOn <= day,
  );

/** The coverage a claim would go to: the first in effect on the day, else the first on file, to say that it is not. */
export function coverageFor({ coverages }: PatientFile, on: BusinessDate): CoverageOnFile | undefined {
  return coverages.find((coverage) => isEffective(coverage, on.toString())) ?? coverages[0];
}

/** What a patient's share is estimated from. */
export interface CostSharingBasis {
  readonly benefit: EligibilityBenefit;
  readonly terms: CostSharing;
  /** The payer's own word; absent while only the card is known. */
  readonly heard?: { readonly snapshotId: EligibilitySnapshotId; readonly checkedOn: string };
}

/**
 * A plan's cost sharing for the patient estimate: what its payer said last, and where it said nothing what the card says.
 * Spravato under the pharmacy benefit has that benefit's terms.
 */
export function costSharingOf(coverage: CoverageOnFile, { kind }: ServiceTerms): CostSharingBasis {
  const benefit = kind === 'spravato' && coverage.medicalBenefit === false ? 'pharmacy' : 'medical';
  const heard = coverage.eligibility.find((snapshot) => snapshot.benefit === benefit);
  const terms = {
    copayCents: heard?.copayCents ?? coverage.copayCents ?? undefined,
    deductibleRemainingCents: heard?.deductibleRemainingCents ?? coverage.deductibleRemainingCents ?? undefined,
    coinsuranceBasisPoints: heard?.coinsuranceBasisPoints ?? coverage.coinsuranceBasisPoints ?? undefined,
    outOfPocketRemainingCents: heard?.outOfPocketRemainingCents ?? undefined,
  };
  return { benefit, terms, ...(heard ? { heard: { snapshotId: heard.id, checkedOn: heard.checkedOn } } : {}) };
}

/** The paid-in-full election that covers the line, if the patient signed one by then. */
export function electionFor(file: PatientFile, service: ServiceTerms, on: BusinessDate): ElectionOnFile | undefined {
  const day = on.toString();
  return file.elections.find((election) => {
    if (election.scope === 'visit') return election.dateOfService === day;
    return election.signedOn <= day && (election.scope === 'all' || election.serviceCode === service.code);
  });
}

/**
 * The authorization that fits a line best: the one with the most conditions met, on a tie the one that ends first.
 * @param billed codes the line is billed with
 * @param remaining units left of each authorization after the lines before
 * @param crosswalks whether the payer takes the drug's old code for its new one
 * @param npis under which the line is billed; undefined while nobody knows who renders it
 */
export function bestAuthorization(
  authorizations: readonly AuthorizationOnFile[],
  line: LineToRoute,
  {
    on,
    billed,
    remaining,
    crosswalks,
    npis,
  }: {
    on: BusinessDate;
    billed: readonly string[];
    remaining: ReadonlyMap<string, number>;
    crosswalks: boolean;
    npis: readonly string[] | undefined;
  },
): AuthorizationFit | undefined {
  const day = on.toString();
  const fits = authorizations.map((authorization): AuthorizationFit => {
    const billedLine = { ...line, serviceCode: line.service.code };
    const needed = unitsNeeded(billedLine, authorization.countedIn);
    const facts = {
      number: authorization.number,
      isApproved: true,
      coversDate: authorization.from <= day && day <= authorization.to,
      coversUnits: (remaining.get(authorization.id) ?? authorization.unitsRemaining) >= needed,
      coversCode: coversCode(crosswalks ? crosswalked(authorization.codes) : authorization.codes, billed),
      coversDose: coversDose(billedLine, authorization.doseTierMg),
      coversProvider: authorization.providerNpi === null || (npis?.includes(authorization.providerNpi) ?? true),
    };
    return { authorization, unitsNeeded: needed, facts };
  });
  const met = ({ facts }: AuthorizationFit): number => conditionsOf(facts).filter(Boolean).length;
  return fits.sort((a, b) => met(b) - met(a) || (a.authorization.to < b.authorization.to ? -1 : 1))[0];
}

const conditionsOf = ({
  coversDate,
  coversUnits,
  coversCode: code,
  coversDose: dose,
  coversProvider,
}: AuthorizationFacts) => [coversDate, coversUnits, code, dose, coversProvider] as const;

/** Whether a line may take units of the authorization. */
export const isUsable = ({ facts }: AuthorizationFit): boolean => conditionsOf(facts).every(Boolean);

/** What the payer of the coverage in question says of a service. */
export const policyOf = (
  { policies }: PatientFile,
  coverage: CoverageOnFile | undefined,
  service: ServiceTerms,
): PolicyOnFile | undefined =>
  policies.find(({ payerId, serviceCode }) => payerId === coverage?.payerId && serviceCode === service.code);

/** The facts of one line, as the routing table wants them. */
export function routingFacts(
  file: PatientFile,
  service: ServiceTerms,
  known: { on: BusinessDate; providerMedicareOptedOut: boolean; authorization?: AuthorizationFacts },
): RoutingFacts {
  const coverage = coverageFor(file, known.on);
  const election = electionFor(file, service, known.on);
  const policy = policyOf(file, coverage, service);
  const own = file.clinicPolicies.find(({ serviceCode }) => serviceCode === service.code)?.destination;
  return {
    service,
    dateOfService: known.on,
    election: election && { scope: election.scope, reason: election.reason },
    coverage: coverage && {
      planType: coverage.planType,
      networkStatus: coverage.networkStatus,
      payerName: coverage.payerName,
      effective: isEffective(coverage, known.on.toString()),
    },
    providerMedicareOptedOut: known.providerMedicareOptedOut,
    authorization: known.authorization,
    payerCovers: policy?.covered,
    payerRequiresAuthorization: policy?.requiresAuthorization ?? undefined,
    clinicPolicy: own === 'default' ? undefined : own,
  };
}
