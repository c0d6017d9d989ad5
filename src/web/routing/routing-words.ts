import type { RouteNotice } from '../../domain/routing/route';
import { ROUTING_RULES } from '../../domain/routing/routing-rules';
import type { RoutedAuthorizationView, RoutingInputsView } from '../../modules/coverage/routing-decision.view';
import type { ClinicDestination } from '../../modules/coverage/routing-policies.view';
import { NETWORK_WORDS, PLAN_WORDS, SCOPE_WORDS } from '../coverage/coverage-words';

/** What each rule of the routing table is called at the desk. */
const RULE_WORDS: Readonly<Record<string, string>> = {
  paid_in_full_election: 'Patient keeps it from the plan',
  medicare_covered_service: 'Medicare has to be billed',
  medicare_not_covered: 'Medicare does not cover it',
  medicaid_covered_service: 'Medicaid is billed',
  in_network_covered_service: 'Contract with the plan',
  clinic_files_claim: 'Clinic files out of network',
  clinic_self_pay: 'Clinic keeps it to patients',
  spravato_authorized: 'Spravato, authorized',
  spravato_not_authorized: 'Spravato, not authorized',
  ketamine_self_pay: 'Ketamine is not covered',
  out_of_network_care: 'No plan to bill',
  fee: 'Fee',
};

/** The words of a rule; one that has none yet, as it is called. */
export const ruleWords = (rule: string): string => RULE_WORDS[rule] ?? rule.replaceAll('_', ' ');

/** The rules in the order of the table. */
export const RULE_CHOICES = ROUTING_RULES.map(({ id, row }) => ({ value: id, label: `Row ${row}: ${ruleWords(id)}` }));

export const DESTINATION_CHOICES = [
  { value: 'insurance', label: 'Insurance' },
  { value: 'self_pay', label: 'Patient pays' },
];

export const NOTICE_WORDS: Readonly<Record<RouteNotice, string>> = {
  no_disclosure_to_plan: 'Nothing to the plan',
  good_faith_estimate: 'Estimate owed',
  advance_beneficiary_notice: 'Beneficiary notice first',
  medicare_private_contract: 'Private contract',
  medicaid_notice: 'Medicaid notice',
  authorization_missing: 'Claim waits for the authorization',
};

export const CLINIC_WORDS: Readonly<Record<ClinicDestination, string>> = {
  insurance: 'File claims out of network too',
  self_pay: 'Keep it to patients out of network',
  default: 'As the table says',
};
export const CLINIC_CHOICES = Object.entries(CLINIC_WORDS).map(([value, label]) => ({ value, label }));

const yes = (is: boolean): string => (is ? 'yes' : 'no');

function authorizationWords(authorization: RoutedAuthorizationView): string {
  const { number, coversDate, coversUnits, coversCode, coversDose, coversProvider } = authorization;
  return [
    `Authorization ${number}: day ${yes(coversDate)}`,
    `units ${yes(coversUnits)}`,
    `code ${yes(coversCode)}`,
    ...(coversDose === undefined ? [] : [`dose ${yes(coversDose)}`]),
    ...(coversProvider === undefined ? [] : [`provider ${yes(coversProvider)}`]),
  ].join(', ');
}

/** The facts a decision rests on, each in a few words. */
export function inputWords(inputs: RoutingInputsView): string[] {
  const { plan, authorization, electionScope, payerCovers, payerRequiresAuthorization, clinicPolicy } = inputs;
  return [
    plan
      ? `${PLAN_WORDS[plan.planType]}, ${NETWORK_WORDS[plan.networkStatus].toLowerCase()}, ${plan.isEffective ? 'in effect' : 'not in effect'}`
      : 'No plan on file',
    electionScope ? `Kept from the plan: ${SCOPE_WORDS[electionScope].toLowerCase()}` : undefined,
    inputs.providerMedicareOptedOut ? 'Clinician opted out of Medicare' : undefined,
    authorization ? authorizationWords(authorization) : undefined,
    payerCovers === null ? undefined : `The payer’s policy covers it: ${yes(payerCovers)}`,
    payerRequiresAuthorization === null ? undefined : `It wants an authorization: ${yes(payerRequiresAuthorization)}`,
    clinicPolicy ? `The clinic’s policy: ${CLINIC_WORDS[clinicPolicy].toLowerCase()}` : undefined,
  ].filter((words) => words !== undefined);
}
