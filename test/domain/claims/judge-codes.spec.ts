import fc from 'fast-check';
import {
  ADVICE_REFUSALS,
  adviseCodes,
  PROCUREMENTS,
  type TreatmentToCode,
} from '../../../src/domain/claims/code-advice';
import { judgeCodes } from '../../../src/domain/claims/judge-codes';
import { PLAN_TYPES } from '../../../src/domain/routing/routing-facts';
import { day } from './support/forms';

const TREATMENT: TreatmentToCode = {
  planType: 'commercial',
  benefit: 'medical',
  procurement: 'buy_and_bill',
  doseMg: 56,
  isEstablishedPatient: true,
  dateOfService: day('2026-11-10'),
};

const judge = (codes: string[], change: Partial<TreatmentToCode> = {}, ndc?: string) =>
  judgeCodes({ ...TREATMENT, ...change }, { codes, ndc });

describe('Judging the codes somebody means to bill', () => {
  it.each<[string, string[], Partial<TreatmentToCode>, string | undefined]>([
    ['the drug and a visit', ['J0013', '99215'], {}, undefined],
    ['the bundle alone', ['G2082'], {}, undefined],
    ['the old code on its last day', ['S0013', '99215'], { dateOfService: day('2025-12-31') }, undefined],
    ['the old code after its end', ['S0013', '99215'], { dateOfService: day('2026-01-01') }, 'drug_code_not_in_effect'],
    ['the new code before its time', ['J0013'], { dateOfService: day('2025-12-31') }, 'drug_code_not_in_effect'],
    ['the old code before its time', ['S0013'], { dateOfService: day('2020-12-31') }, 'drug_code_not_in_effect'],
    ['the bundle before its time', ['G2082'], { dateOfService: day('2019-12-31') }, 'drug_code_not_in_effect'],
    ['the bundle beside a visit', ['G2082', '99215'], {}, 'bundle_with_other_codes'],
    ['the bundle for a new patient', ['G2082'], { isEstablishedPatient: false }, 'patient_not_established'],
    ['the bundle of the other dose', ['G2082'], { doseMg: 84 }, 'bundle_not_the_dose'],
    ['a pharmacy’s drug', ['J0013', '99215'], { procurement: 'specialty_pharmacy' }, 'pharmacy_bills_the_drug'],
    ['the bundle under the pharmacy benefit', ['G2082'], { benefit: 'pharmacy' }, 'pharmacy_bills_the_drug'],
    ['the drug to Medicare', ['J0013', '99215'], { planType: 'medicare' }, 'medicare_takes_the_bundle'],
    ['a visit alone to Medicare', ['99215'], { planType: 'medicare' }, undefined],
  ])('%s', (_name, codes, change, expected) => expect(judge(codes, change)).toBe(expected));

  it.each([
    [56, '50458002802', undefined],
    [84, '50458002803', undefined],
    [56, '50458002803', 'ndc_not_the_dose'],
    [84, '50458002802', 'ndc_not_the_dose'],
  ])('%i mg with the kit %s', (doseMg, ndc, expected) => expect(judge(['J0013'], { doseMg }, ndc)).toBe(expected));

  it('finds nothing against what is advised, and gives a source for whatever it finds', () => {
    const treatments = fc.record({
      planType: fc.constantFrom(...PLAN_TYPES),
      benefit: fc.constantFrom('medical' as const, 'pharmacy' as const),
      procurement: fc.constantFrom(...PROCUREMENTS),
      doseMg: fc.constantFrom(56, 84),
      isEstablishedPatient: fc.boolean(),
      dateOfService: fc.constantFrom(day('2025-12-31'), day('2026-01-01'), day('2026-11-10')),
    });
    const codes = fc.subarray(['S0013', 'J0013', 'G2082', 'G2083', '99215', '90834']);
    fc.assert(
      fc.property(treatments, codes, (treatment, meant) => {
        const advice = adviseCodes(treatment);
        if (typeof advice !== 'string') {
          const advised = advice.lines.map(({ code }) => code ?? '99215');
          expect(judgeCodes(treatment, { codes: advised, ndc: advice.lines[0]?.ndc })).toBeUndefined();
        }
        const found = judgeCodes(treatment, { codes: meant });
        if (found) expect(ADVICE_REFUSALS[found].source).not.toBe('');
      }),
    );
  });
});
