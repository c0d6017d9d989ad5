import { isNdc11 } from '../clinical-codes/ndc';
import { isModifier, isProcedureCode } from '../clinical-codes/procedure-code';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import type { ClaimFormLine } from './claim-form';
import { bundleOfDose, isBundleCode, isDrugCode, isInEffect, isUnclassifiedDrug, KIT_OF_DOSE } from './esketamine';
import { type Finding, type FindingCode, unless, warnUnless } from './finding';

/** What a line is looked over with. */
export interface LineContext {
  /** Of the line, `/lines/0`. */
  readonly pointer: string;
  readonly diagnosisCount: number;
  readonly today: BusinessDate;
}

const GUIDE = 'X12 005010X222A1';
const NDC_UNITS = ['UN', 'ML', 'GR', 'F2'];

/** What is wrong with one line of a claim. */
export function lineFindings(line: ClaimFormLine, context: LineContext): Finding[] {
  return [...serviceFindings(line, context), ...pointerFindings(line, context), ...drugFindings(line, context)];
}

const findingAt =
  (pointer: string) =>
  (code: FindingCode, field: string, message: string, source = `${GUIDE} 2400 SV1`) => ({
    code,
    pointer: `${pointer}/${field}`,
    message,
    source,
  });

function serviceFindings(line: ClaimFormLine, { pointer, today }: LineContext): Finding[] {
  const is = findingAt(pointer);
  const { procedureCode: code, dateOfService: on } = line;
  const hasCode = code !== '';
  return [
    ...unless(
      hasCode,
      is('procedure_code_missing', 'procedureCode', 'The clinic’s code set has no procedure code for this service.'),
    ),
    ...unless(
      !hasCode || isProcedureCode(code),
      is('procedure_code_invalid', 'procedureCode', 'This is not a CPT or HCPCS code.'),
    ),
    ...unless(
      isInEffect(code, on),
      is(
        'procedure_code_not_in_effect',
        'procedureCode',
        'S0013 is for services up to 2025-12-31, J0013 from 2026-01-01 on.',
        'DOMAIN.md §3.3',
      ),
    ),
    ...line.modifiers.flatMap((modifier, index) =>
      unless(
        isModifier(modifier) && index < 4,
        is('modifier_invalid', `modifiers/${index}`, 'A line has at most four modifiers of two characters.'),
      ),
    ),
    ...unless(
      Number.isSafeInteger(line.units) && line.units > 0,
      is('units_invalid', 'units', 'Units must be one or more.', `${GUIDE} 2400 SV104`),
    ),
    ...unless(
      line.amount.isPositive(),
      is('amount_invalid', 'amount', 'A line charges something.', `${GUIDE} 2400 SV102`),
    ),
    ...unless(
      compareDates(on, today) <= 0,
      is('date_of_service_in_future', 'dateOfService', 'The service has not been given yet.', `${GUIDE} 2400 DTP*472`),
    ),
  ];
}

function pointerFindings(line: ClaimFormLine, { pointer, diagnosisCount }: LineContext): Finding[] {
  const is = findingAt(pointer);
  const places = line.diagnosisPointers;
  const areRight = places.length <= 4 && places.every((place) => place >= 1 && place <= diagnosisCount);
  return [
    ...unless(
      places.length > 0,
      is(
        'diagnosis_pointer_missing',
        'diagnosisPointers',
        'Say which diagnosis the line is for.',
        `${GUIDE} 2400 SV107`,
      ),
    ),
    ...unless(
      areRight && new Set(places).size === places.length,
      is(
        'diagnosis_pointer_invalid',
        'diagnosisPointers',
        'A line points at one to four different diagnoses of the claim.',
        `${GUIDE} 2400 SV107`,
      ),
    ),
  ];
}

/** Code, units, dose and NDC must tell the same: payers compare them (DOMAIN.md §3.3, the Priority Health edit). */
function drugFindings(line: ClaimFormLine, { pointer }: LineContext): Finding[] {
  const is = findingAt(pointer);
  const { procedureCode: code, doseMg, drug } = line;
  const isDrug = isDrugCode(code);
  const kit = doseMg === undefined ? undefined : KIT_OF_DOSE[doseMg];
  return [
    ...unless(
      !isUnclassifiedDrug(code) || (line.note ?? '').trim() !== '',
      is(
        'drug_note_missing',
        'note',
        'For an unclassified drug write its name, strength and dose.',
        `${GUIDE} 2400 NTE, DOMAIN.md §3.2`,
      ),
    ),
    ...unless(
      !isDrug || drug !== undefined,
      is('ndc_missing', 'drug', 'Enter the NDC of the kit that was used.', `${GUIDE} 2410 LIN`),
    ),
    ...unless(
      drug === undefined || isNdc11(drug.ndc),
      is('ndc_invalid', 'drug/ndc', 'The NDC has eleven digits.', `${GUIDE} 2410 LIN03`),
    ),
    ...unless(
      drug === undefined ||
        (NDC_UNITS.includes(drug.unit) &&
          /^\d{1,8}(\.\d{1,3})?$/.test(drug.quantity) &&
          !/^[0.]+$/.test(drug.quantity)),
      is(
        'ndc_unit_invalid',
        'drug/quantity',
        'The drug’s quantity is above zero, in UN, ML, GR or F2.',
        `${GUIDE} 2410 CTP04, CTP05`,
      ),
    ),
    ...unless(
      !isDrug || kit !== undefined,
      is('dose_not_on_label', 'doseMg', 'Enter the dose given: 56 or 84 mg.', 'FDA label 50458-028'),
    ),
    ...unless(
      !isDrug || doseMg === undefined || line.units === doseMg,
      is(
        'units_not_the_dose',
        'units',
        `One unit is a milligram: ${doseMg ?? 0} mg are ${doseMg ?? 0} units.`,
        'DOMAIN.md §3.3 set B',
      ),
    ),
    ...unless(
      drug === undefined || kit === undefined || !drug.ndc.startsWith('504580028') || drug.ndc === kit,
      is('ndc_not_the_dose', 'drug/ndc', `The kit of ${doseMg ?? 0} mg is ${kit ?? ''}.`, 'DOMAIN.md §3.3, §3.6'),
    ),
    ...warnUnless(
      !isBundleCode(code) || doseMg === undefined || bundleOfDose(doseMg) === code,
      is('dose_not_the_bundle', 'procedureCode', 'G2082 is for up to 56 mg, G2083 for more.', 'DOMAIN.md §3.3 set A'),
    ),
  ];
}
