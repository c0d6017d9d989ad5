import type { BusinessDate } from '../../kernel/business-date';

/** The drug by the milligram; J0013 took over from S0013 for services from 2026-01-01 on (DOMAIN.md §3.3). */
export const DRUG_CODES = ['J0013', 'S0013'] as const;
/** Visit, supervision, drug and two hours of observation in one code: up to 56 mg, and more. */
export const BUNDLE_CODES = ['G2082', 'G2083'] as const;
/** Doses on the label, in milligrams, with the kit each comes in (FDA label 50458-028; DOMAIN.md §3.6). */
export const KIT_OF_DOSE: Readonly<Record<number, string>> = { 56: '50458002802', 84: '50458002803' };

const DRUG_CHANGED_ON = '2026-01-01';

export const isDrugCode = (code: string): boolean => DRUG_CODES.some((drug) => drug === code);
export const isBundleCode = (code: string): boolean => BUNDLE_CODES.some((bundle) => bundle === code);
/** Whether a line of this code is (part of) a Spravato treatment. */
export const isEsketamineCode = (code: string): boolean => isDrugCode(code) || isBundleCode(code);
/** Unclassified drugs: the claim has to say in words what was given. */
export const isUnclassifiedDrug = (code: string): boolean => ['J3490', 'J3590', 'C9399'].includes(code);

/** Whether the drug's code is the one of the day; other codes pass. */
export function isInEffect(code: string, on: BusinessDate): boolean {
  if (code === 'J0013') return on.toString() >= DRUG_CHANGED_ON;
  if (code === 'S0013') return on.toString() < DRUG_CHANGED_ON;
  return true;
}

/** The bundle that fits a dose: G2082 up to 56 mg, G2083 above. */
export const bundleOfDose = (doseMg: number): (typeof BUNDLE_CODES)[number] => (doseMg <= 56 ? 'G2082' : 'G2083');
