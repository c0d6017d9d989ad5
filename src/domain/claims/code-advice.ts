import type { BusinessDate } from '../../kernel/business-date';
import type { PlanType } from '../routing/routing-facts';
import { bundleOfDose, type CodePeriod, DRUG_CODES, inEffect, KIT_OF_DOSE } from './esketamine';

/** How the drug came to the clinic: bought and billed, or sent by a pharmacy that bills it itself. */
export const PROCUREMENTS = ['buy_and_bill', 'specialty_pharmacy'] as const;
export type Procurement = (typeof PROCUREMENTS)[number];

/** Which benefit pays for the drug. */
export const BENEFITS = ['medical', 'pharmacy'] as const;
export type Benefit = (typeof BENEFITS)[number];

/**
 * The ways a Spravato visit is coded (DOMAIN.md §3.3): A everything in one code, B drug and visit side by side, C the visit
 * alone because a pharmacy bills the drug.
 */
export const CODE_SETS = ['A', 'B', 'C'] as const;
export type CodeSet = (typeof CODE_SETS)[number];

/** What is known of a treatment to come. */
export interface TreatmentToCode {
  readonly planType: PlanType;
  readonly benefit: Benefit;
  readonly procurement: Procurement;
  readonly doseMg: number;
  readonly isEstablishedPatient: boolean;
  readonly dateOfService: BusinessDate;
  /** The set this payer takes, where the clinic has asked. */
  readonly payerTakes?: CodeSet;
}

/** A line to bill. */
export interface AdvisedCode {
  /** HCPCS; null for the visit's own code, which the clinic chooses from its licensed list by time or decision-making. */
  readonly code: string | null;
  readonly units: number;
  readonly ndc?: string;
  /** First and last day of service the code holds for; absent for the visit’s own code, null while it runs on. */
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string | null;
  readonly source: string;
}

export interface CodeAdvice {
  readonly set: CodeSet;
  readonly lines: readonly AdvisedCode[];
  /** Why this set. */
  readonly reason: string;
  /** What a coder has to see to. */
  readonly cautions: readonly string[];
}

/** Every reason there is no advice, with where the rule comes from and what to do. */
export const ADVICE_REFUSALS = {
  dose_not_on_label: {
    source: 'FDA label 50458-028; DOMAIN.md §3.6',
    detail: 'The label knows doses of 56 and 84 mg. Enter the dose that was given.',
  },
  patient_not_established: {
    source: 'HCPCS G2082, G2083; DOMAIN.md §3.3 set A',
    detail: 'The bundle is for established patients: an evaluation by this group has to come first.',
  },
  drug_code_not_in_effect: {
    source:
      'HCPCS S0013 (2021-01-01 to 2025-12-31), J0013 (from 2026-01-01), G2082 and G2083 (from 2020-01-01); DOMAIN.md §3.3',
    detail: 'The code was not in effect on the day of service. Bill the one that was, or ask the payer which it takes.',
  },
  medicare_takes_the_bundle: {
    source: 'CMS, HCPCS G2082, G2083; DOMAIN.md §3.3 set A',
    detail: 'Medicare pays visit, drug and observation in one code. Bill the bundle.',
  },
  pharmacy_bills_the_drug: {
    source: 'DOMAIN.md §3.3 set C',
    detail: 'The pharmacy bills the drug: the clinic bills the visit alone, which this payer does not take so.',
  },
  bundle_with_other_codes: {
    source: 'CMS, HCPCS G2082, G2083; DOMAIN.md §3.3 set A',
    detail:
      'The bundle holds visit, drug and observation: no evaluation, drug or prolonged-service code goes beside it.',
  },
  bundle_not_the_dose: {
    source: 'HCPCS G2082 (up to 56 mg), G2083 (more); DOMAIN.md §3.3 set A',
    detail: 'G2082 is for up to 56 mg, G2083 for more. Choose the one of the dose.',
  },
  ndc_not_the_dose: {
    source:
      'FDA label 50458-028 (56 mg -02, 84 mg -03); Priority Health clinical edit 2023-05-23; DOMAIN.md §3.3, §3.6',
    detail: 'The NDC is not that of the kit of the dose: 50458002802 for 56 mg, 50458002803 for 84 mg.',
  },
} as const satisfies Record<string, { source: string; detail: string }>;

/** Why there is no advice. */
export type AdviceRefusal = keyof typeof ADVICE_REFUSALS;

const toLine = ({ code, from, to, source }: CodePeriod, units: number): AdvisedCode => ({
  code,
  units,
  effectiveFrom: from,
  effectiveTo: to,
  source,
});

/**
 * Which codes a Spravato visit is billed with. Payers differ and sources disagree: what the payer takes is the clinic's to
 * find out (`payerTakes`); without it Medicare gets the bundle, a pharmacy's drug the visit alone, everybody else drug and
 * visit. A certified coder confirms it.
 */
export function adviseCodes(treatment: TreatmentToCode): CodeAdvice | AdviceRefusal {
  const { doseMg, dateOfService, isEstablishedPatient, planType } = treatment;
  const ndc = KIT_OF_DOSE[doseMg];
  if (ndc === undefined) return 'dose_not_on_label';
  const { set, reason } = setOf(treatment);
  const isByPharmacy = treatment.procurement === 'specialty_pharmacy' || treatment.benefit === 'pharmacy';
  if (set !== 'C' && isByPharmacy) return 'pharmacy_bills_the_drug';
  if (set !== 'A' && planType === 'medicare') return 'medicare_takes_the_bundle';
  const visit: AdvisedCode = { code: null, units: 1, source: 'the clinic’s licensed codes; DOMAIN.md §3.2' };
  if (set === 'C') return { set, reason, lines: [visit], cautions: ['No drug line: the pharmacy bills it.'] };
  if (set === 'A') {
    if (!isEstablishedPatient) return 'patient_not_established';
    const bundle = inEffect([bundleOfDose(doseMg)], dateOfService);
    if (!bundle) return 'drug_code_not_in_effect';
    return {
      set,
      reason,
      lines: [toLine(bundle, 1)],
      cautions: ['No visit, drug or prolonged-service code beside it that day.'],
    };
  }
  const drug = inEffect(DRUG_CODES, dateOfService);
  if (!drug) return 'drug_code_not_in_effect';
  const line = { ...toLine(drug, doseMg), ndc };
  return { set, reason, lines: [line, visit], cautions: ['Compare the authorization: some name S0013 for J0013.'] };
}

function setOf({ planType, benefit, procurement, payerTakes }: TreatmentToCode): { set: CodeSet; reason: string } {
  if (payerTakes) return { set: payerTakes, reason: 'The clinic has noted that this payer takes it.' };
  if (planType === 'medicare') return { set: 'A', reason: 'Medicare pays visit, drug and observation in one code.' };
  if (procurement === 'specialty_pharmacy' || benefit === 'pharmacy')
    return { set: 'C', reason: 'A pharmacy bills the drug.' };
  return { set: 'B', reason: 'Most other payers take the drug by the milligram with a visit; ask this one.' };
}
