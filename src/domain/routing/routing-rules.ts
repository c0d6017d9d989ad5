import type { DocumentRule } from '../pricing/service-terms';
import type { Destination, RouteNotice } from './route';
import {
  activeCoverage,
  isCoveredService,
  isFee,
  isKetamine,
  isSpravato,
  mustFileMedicareClaim,
  type RoutingFacts,
} from './routing-facts';
import { describeMissing, missingForSpravato } from './spravato-coverage';

/** One row of the routing table. The first row that applies decides. */
export interface RoutingRule {
  readonly row: number;
  readonly id: string;
  readonly destination: Destination;
  applies(facts: RoutingFacts): boolean;
  reason(facts: RoutingFacts): string;
  documentRule(facts: RoutingFacts): DocumentRule;
  notices(facts: RoutingFacts): readonly RouteNotice[];
}

const payer = (facts: RoutingFacts): string => facts.coverage?.payerName ?? 'the plan';
const byClaim = (): DocumentRule => 'claim';

/** The service's own document, a superbill where that is a claim; a covered Medicare service never gets a superbill. */
function selfPayDocument(facts: RoutingFacts): DocumentRule {
  if (isFee(facts) || mustFileMedicareClaim(facts)) return 'receipt_only';
  return facts.service.documentRule === 'claim' || isSpravato(facts) ? 'superbill' : facts.service.documentRule;
}

/** What stops a plan from being billed, as a clause that follows "because". */
function whyNoPlan(facts: RoutingFacts): string {
  if (!facts.coverage) return 'there is no insurance on file';
  if (!facts.coverage.effective) return `${payer(facts)} is not in effect on the date of service`;
  if (!isCoveredService(facts)) return `${payer(facts)} does not cover this service`;
  return `the clinic is out of network with ${payer(facts)}`;
}

const whatIsMissing = (facts: RoutingFacts): string =>
  missingForSpravato(facts)
    .map((need) => describeMissing(need, facts))
    .join(', and ');

const PROOF: Readonly<Record<DocumentRule, string>> = {
  superbill: 'The patient gets a superbill to send to a plan.',
  receipt_only: 'The patient gets a receipt.',
  claim: 'The clinic files the claim.',
};

const ELECTION_COVERS = { visit: 'this visit', service: 'this service', all: 'all services' } as const;

/** The routing table of DOMAIN.md §2, in order; row 10 closes it for fees, which no plan is ever asked to pay. */
export const ROUTING_RULES: readonly RoutingRule[] = [
  {
    row: 1,
    id: 'paid_in_full_election',
    destination: 'self_pay',
    applies: (facts) => facts.election !== undefined,
    reason: (facts) =>
      `The patient asked to pay in full and keep ${ELECTION_COVERS[facts.election?.scope ?? 'all']} from the plan` +
      ' (45 CFR 164.522(a)(1)(vi)): nothing is sent to a plan.',
    documentRule: selfPayDocument,
    notices: () => ['no_disclosure_to_plan', 'good_faith_estimate'],
  },
  {
    row: 2,
    id: 'medicare_covered_service',
    destination: 'insurance',
    applies: mustFileMedicareClaim,
    reason: (facts) =>
      `${payer(facts)} is Medicare and covers this service, and the clinician has not opted out: the claim must be filed.`,
    documentRule: byClaim,
    notices: () => [],
  },
  {
    row: 3,
    id: 'medicare_not_covered',
    destination: 'self_pay',
    applies: (facts) => activeCoverage(facts)?.planType === 'medicare' && !isFee(facts),
    reason: (facts) =>
      facts.providerMedicareOptedOut
        ? 'The clinician has opted out of Medicare: the patient pays under a private contract.'
        : `${payer(facts)} is Medicare and does not cover this service: the patient signs an Advance Beneficiary Notice` +
          ' and pays.',
    documentRule: selfPayDocument,
    notices: (facts) => [
      facts.providerMedicareOptedOut ? 'medicare_private_contract' : 'advance_beneficiary_notice',
      'good_faith_estimate',
    ],
  },
  {
    row: 4,
    id: 'medicaid_covered_service',
    destination: 'insurance',
    applies: (facts) => activeCoverage(facts)?.planType === 'medicaid' && isCoveredService(facts),
    reason: (facts) =>
      `${payer(facts)} is Medicaid and covers this service: the clinic files the claim and may not charge the patient instead.`,
    documentRule: byClaim,
    notices: (facts) => (isSpravato(facts) && missingForSpravato(facts).length > 0 ? ['authorization_missing'] : []),
  },
  {
    row: 5,
    id: 'in_network_covered_service',
    destination: 'insurance',
    applies: (facts) => activeCoverage(facts)?.networkStatus === 'in' && isCoveredService(facts) && !isSpravato(facts),
    reason: (facts) =>
      `The clinic is in network with ${payer(facts)}, which covers this service: the clinic files the claim.`,
    documentRule: byClaim,
    notices: () => [],
  },
  {
    // No contract obliges the clinic here: it may file for an out-of-network patient all the same, or never.
    row: 5,
    id: 'clinic_files_claim',
    destination: 'insurance',
    applies: (facts) =>
      facts.clinicPolicy === 'insurance' &&
      activeCoverage(facts)?.networkStatus === 'out' &&
      isCoveredService(facts) &&
      !isSpravato(facts),
    reason: (facts) =>
      `The clinic files claims for this service out of network too: ${payer(facts)} is billed, and the patient owes what it leaves.`,
    documentRule: byClaim,
    notices: () => [],
  },
  {
    row: 5,
    id: 'clinic_self_pay',
    destination: 'self_pay',
    applies: (facts) =>
      facts.clinicPolicy === 'self_pay' && activeCoverage(facts)?.networkStatus === 'out' && !isFee(facts),
    reason: (facts) =>
      `The clinic bills patients for this service and is out of network with ${payer(facts)}, so no contract obliges it to file.`,
    documentRule: selfPayDocument,
    notices: medicaidOrEstimate,
  },
  {
    row: 6,
    id: 'spravato_authorized',
    destination: 'insurance',
    applies: (facts) => isSpravato(facts) && missingForSpravato(facts).length === 0,
    reason: (facts) =>
      facts.payerRequiresAuthorization === false
        ? `${payer(facts)} is in effect and covers Spravato without an authorization.`
        : `${payer(facts)} is in effect and approved this Spravato visit (authorization ${facts.authorization?.number}).`,
    documentRule: byClaim,
    notices: () => [],
  },
  {
    row: 7,
    id: 'spravato_not_authorized',
    destination: 'self_pay',
    applies: isSpravato,
    reason: (facts) => `Spravato is billed to the patient because ${whatIsMissing(facts)}.`,
    documentRule: selfPayDocument,
    notices: () => ['good_faith_estimate'],
  },
  {
    row: 8,
    id: 'ketamine_self_pay',
    destination: 'self_pay',
    applies: isKetamine,
    reason: (facts) =>
      facts.payerCovers && facts.coverage
        ? `${payer(facts)} covers this ketamine treatment but cannot be billed because ${whyNoPlan(facts)}.`
        : 'Ketamine treatment is not covered by insurance: the patient pays.',
    documentRule: selfPayDocument,
    notices: medicaidOrEstimate,
  },
  {
    row: 9,
    id: 'out_of_network_care',
    destination: 'self_pay',
    applies: (facts) => !isFee(facts),
    reason: (facts) => `The patient pays because ${whyNoPlan(facts)}. ${PROOF[selfPayDocument(facts)]}`,
    documentRule: selfPayDocument,
    notices: medicaidOrEstimate,
  },
  {
    row: 10,
    id: 'fee',
    destination: 'self_pay',
    applies: () => true,
    reason: () => 'A fee is not a health service: the patient pays and no plan is billed.',
    documentRule: selfPayDocument,
    notices: () => [],
  },
];

function medicaidOrEstimate(facts: RoutingFacts): readonly RouteNotice[] {
  return activeCoverage(facts)?.planType === 'medicaid'
    ? ['medicaid_notice', 'good_faith_estimate']
    : ['good_faith_estimate'];
}
