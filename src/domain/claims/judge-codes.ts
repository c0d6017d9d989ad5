import type { AdviceRefusal, TreatmentToCode } from './code-advice';
import { bundleOfDose, isBundleCode, isDrugCode, isInEffect, KIT_OF_DOSE } from './esketamine';

/** Codes somebody means to bill, and the kit's number beside them. */
export interface CodesToJudge {
  readonly codes: readonly string[];
  /** Eleven digits. */
  readonly ndc?: string;
}

/**
 * Why codes may not be billed for a treatment, whatever set the payer takes; undefined when nothing speaks against them.
 * What is told first is what has to be mended first. Sources: {@link ADVICE_REFUSALS}.
 * @example judgeCodes(treatment, { codes: ['S0013'] }) // 'drug_code_not_in_effect' from 2026-01-01 on
 */
export function judgeCodes(treatment: TreatmentToCode, { codes, ndc }: CodesToJudge): AdviceRefusal | undefined {
  const { doseMg, dateOfService, isEstablishedPatient, planType, procurement, benefit } = treatment;
  const [hasBundle, hasDrug] = [codes.some(isBundleCode), codes.some(isDrugCode)];
  const isByPharmacy = procurement === 'specialty_pharmacy' || benefit === 'pharmacy';
  const faults: readonly (readonly [AdviceRefusal, boolean])[] = [
    ['drug_code_not_in_effect', codes.some((code) => !isInEffect(code, dateOfService))],
    ['bundle_with_other_codes', hasBundle && codes.length > 1],
    ['patient_not_established', hasBundle && !isEstablishedPatient],
    ['bundle_not_the_dose', hasBundle && !codes.includes(bundleOfDose(doseMg))],
    ['pharmacy_bills_the_drug', isByPharmacy && (hasDrug || hasBundle)],
    ['medicare_takes_the_bundle', planType === 'medicare' && hasDrug],
    ['ndc_not_the_dose', ndc !== undefined && ndc !== KIT_OF_DOSE[doseMg]],
  ];
  return faults.find(([, isThere]) => isThere)?.[0];
}
