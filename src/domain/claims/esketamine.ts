import type { BusinessDate } from '../../kernel/business-date';

/** A code with the days of service it holds for, as `YYYY-MM-DD`, which compare as text. */
export interface CodePeriod {
  readonly code: string;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
}

/** The drug by the milligram; J0013 took over from S0013 for services from 2026-01-01 on (DOMAIN.md §3.3). */
export const DRUG_CODES = ['J0013', 'S0013'] as const;
/** Visit, supervision, drug and two hours of observation in one code: up to 56 mg, and more. */
export const BUNDLE_CODES = ['G2082', 'G2083'] as const;
/** Doses on the label, in milligrams, with the kit each comes in (FDA label 50458-028; DOMAIN.md §3.6). */
export const KIT_OF_DOSE: Readonly<Record<number, string>> = { 56: '50458002802', 84: '50458002803' };

// Before S0013 payers took the drug under an unclassified code, each in its own units.
const PERIODS: readonly CodePeriod[] = [
  { code: 'S0013', from: '2021-01-01', to: '2025-12-31', source: 'HCPCS S0013; DOMAIN.md §3.3' },
  { code: 'J0013', from: '2026-01-01', to: null, source: 'HCPCS 2026 J0013; DOMAIN.md §3.3' },
  { code: 'G2082', from: '2020-01-01', to: null, source: 'HCPCS 2020 G2082; DOMAIN.md §3.3 set A' },
  { code: 'G2083', from: '2020-01-01', to: null, source: 'HCPCS 2020 G2083; DOMAIN.md §3.3 set A' },
];

export const isDrugCode = (code: string): boolean => DRUG_CODES.some((drug) => drug === code);
export const isBundleCode = (code: string): boolean => BUNDLE_CODES.some((bundle) => bundle === code);
/** Whether a line of this code is (part of) a Spravato treatment. */
export const isEsketamineCode = (code: string): boolean => isDrugCode(code) || isBundleCode(code);
/** Unclassified drugs: the claim has to say in words what was given. */
export const isUnclassifiedDrug = (code: string): boolean => ['J3490', 'J3590', 'C9399'].includes(code);

const holds = ({ from, to }: CodePeriod, on: BusinessDate): boolean =>
  from <= on.toString() && (to === null || on.toString() <= to);

/** The one of the codes that was in effect on the day, with its days. */
export const inEffect = (codes: readonly string[], on: BusinessDate): CodePeriod | undefined =>
  PERIODS.find((period) => codes.includes(period.code) && holds(period, on));

/** Whether a code of a Spravato treatment was in effect on the day; other codes pass. */
export const isInEffect = (code: string, on: BusinessDate): boolean =>
  !isEsketamineCode(code) || inEffect([code], on) !== undefined;

/** The bundle that fits a dose: G2082 up to 56 mg, G2083 above. */
export const bundleOfDose = (doseMg: number): (typeof BUNDLE_CODES)[number] => (doseMg <= 56 ? 'G2082' : 'G2083');
