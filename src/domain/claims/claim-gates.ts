import type { BusinessDate } from '../../kernel/business-date';
import { compareDates } from '../../kernel/business-date';
import { longDate } from '../notices/render-notice';
import { isBundleCode, isDrugCode, isEsketamineCode, KIT_OF_DOSE } from './esketamine';

/** What must be known before a claim is sent (DOMAIN.md §5.1). A code is a contract: added to, never renamed. */
export const CLAIM_GATES = [
  'coverage_active',
  'benefit_known',
  'authorization',
  'rems_site',
  'rems_enrollment',
  'observation_times',
  'observation_two_hours',
  'dose',
  'ndc_matches_dose',
  'diagnosis_specific',
  'established_patient',
  'monitoring_form',
  'timely_filing',
  'disclosure_permitted',
  'prior_payer_decided',
] as const;
export type ClaimGate = (typeof CLAIM_GATES)[number];

/** One gate of one claim. */
export interface GateState {
  readonly gate: ClaimGate;
  readonly isMet: boolean;
  /** Whether the claim waits for it; a late monitoring form only warns. */
  readonly isBlocking: boolean;
  /** What to do while it is not met; else what was found. */
  readonly detail: string;
}

/** The visit, as far as the gates ask. */
export interface GateFacts {
  readonly dateOfService: BusinessDate;
  readonly today: BusinessDate;
  readonly codes: readonly string[];
  readonly diagnoses: readonly string[];
  readonly coverageActive: boolean;
  readonly medicalBenefit: boolean | null;
  /** Whether units were taken of an authorization that fits; plans of Medicare need none. */
  readonly authorization: { readonly number: string } | undefined;
  readonly needsAuthorization: boolean;
  readonly remsSiteId: string | undefined;
  readonly remsEnrolledOn: BusinessDate | undefined;
  readonly observationMinutes: number | undefined;
  readonly doseMg: number | undefined;
  readonly ndc: string | undefined;
  readonly isEstablishedPatient: boolean | undefined;
  readonly monitoringFormOn: BusinessDate | undefined;
  /** The last day the payer takes it. */
  readonly filingDueOn: BusinessDate;
  /** Whether a paid-in-full election of the patient keeps some of it from the plan. */
  readonly isKeptFromPlan: boolean;
  /** Whether the plan before has decided; undefined for a claim to the first. */
  readonly priorPayerDecided?: boolean;
}

const OBSERVATION_MINUTES = 120;
const UNSPECIFIED = ['F32.9', 'F32.A', 'F33.9'];
/** Days after the session in which the Patient Monitoring Form is due (Spravato REMS). */
const MONITORING_FORM_DAYS = 7;

/** The gates that apply to the claim, met or not, in the order a biller goes through them. */
export function claimGates(facts: GateFacts): GateState[] {
  const isSpravato = facts.codes.some(isEsketamineCode);
  return [
    gate('coverage_active', facts.coverageActive, 'The plan must be in effect on the date of service.'),
    ...(isSpravato ? spravatoGates(facts) : []),
    gate(
      'timely_filing',
      compareDates(facts.today, facts.filingDueOn) <= 0,
      `The payer takes it until ${longDate(facts.filingDueOn)}.`,
    ),
    ...(facts.isKeptFromPlan
      ? [
          gate(
            'disclosure_permitted',
            false,
            'The patient pays in full and asked to keep this from the plan: it may not be sent (45 CFR 164.522(a)(1)(vi)).',
          ),
        ]
      : []),
    ...(facts.priorPayerDecided === undefined
      ? []
      : [gate('prior_payer_decided', facts.priorPayerDecided, 'The plan before this one has to decide first.')]),
  ];
}

function spravatoGates(facts: GateFacts): GateState[] {
  const { codes, remsEnrolledOn, dateOfService, observationMinutes, doseMg, ndc } = facts;
  const hasDrug = codes.some(isDrugCode);
  return [
    gate(
      'benefit_known',
      facts.medicalBenefit !== null,
      'Ask the plan whether Spravato runs under the medical or the pharmacy benefit.',
    ),
    ...(facts.needsAuthorization
      ? [
          gate(
            'authorization',
            facts.authorization !== undefined,
            'An authorization with units left for this code and day is needed.',
          ),
        ]
      : []),
    gate('rems_site', facts.remsSiteId !== undefined, 'Enter the clinic’s REMS certification id.'),
    gate(
      'rems_enrollment',
      remsEnrolledOn !== undefined && compareDates(remsEnrolledOn, dateOfService) <= 0,
      'The patient must be enrolled in the REMS on or before the day of treatment.',
    ),
    gate('observation_times', observationMinutes !== undefined, 'Enter when observation began and ended.'),
    gate(
      'observation_two_hours',
      observationMinutes !== undefined && observationMinutes >= OBSERVATION_MINUTES,
      'The patient must have been observed for at least 120 minutes.',
    ),
    gate('dose', doseMg !== undefined && KIT_OF_DOSE[doseMg] !== undefined, 'Enter the dose given: 56 or 84 mg.'),
    ...(hasDrug
      ? [
          gate(
            'ndc_matches_dose',
            doseMg !== undefined && ndc === KIT_OF_DOSE[doseMg],
            'The NDC must be that of the kit of the dose: 50458002802 for 56 mg, 50458002803 for 84 mg.',
          ),
        ]
      : []),
    gate(
      'diagnosis_specific',
      facts.diagnoses.length > 0 && !UNSPECIFIED.includes(facts.diagnoses[0] ?? ''),
      'The first diagnosis must say severity and episode.',
    ),
    ...(codes.some(isBundleCode)
      ? [
          gate(
            'established_patient',
            facts.isEstablishedPatient === true,
            'G2082 and G2083 are for established patients: seen by this group within three years.',
          ),
        ]
      : []),
    { ...monitoringGate(facts), isBlocking: false },
  ];
}

function monitoringGate({ monitoringFormOn, dateOfService }: GateFacts): GateState {
  const due = dateOfService.add({ days: MONITORING_FORM_DAYS });
  const isMet = monitoringFormOn !== undefined && compareDates(monitoringFormOn, due) <= 0;
  return gate('monitoring_form', isMet, `The monitoring form is due by ${longDate(due)}.`);
}

const gate = (name: ClaimGate, isMet: boolean, detail: string): GateState => ({
  gate: name,
  isMet,
  isBlocking: true,
  detail,
});
