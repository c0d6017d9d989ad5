import fc from 'fast-check';
import {
  adviseCodes,
  BENEFITS,
  CODE_SETS,
  PROCUREMENTS,
  type TreatmentToCode,
} from '../../../src/domain/claims/code-advice';
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

const advise = (change: Partial<TreatmentToCode>) => {
  const advice = adviseCodes({ ...TREATMENT, ...change });
  return typeof advice === 'string'
    ? advice
    : [advice.set, ...advice.lines.map(({ code, units }) => `${code ?? 'visit'}x${units}`)];
};

describe('Advice on the codes of a Spravato visit', () => {
  it.each<[string, Partial<TreatmentToCode>, unknown]>([
    ['a commercial plan', {}, ['B', 'J0013x56', 'visitx1']],
    ['84 mg', { doseMg: 84 }, ['B', 'J0013x84', 'visitx1']],
    ['the last day of the old code', { dateOfService: day('2025-12-31') }, ['B', 'S0013x56', 'visitx1']],
    ['the first day of the new code', { dateOfService: day('2026-01-01') }, ['B', 'J0013x56', 'visitx1']],
    ['a day before either', { dateOfService: day('2020-06-01') }, 'drug_code_not_in_effect'],
    ['a bundle before there was one', { payerTakes: 'A', dateOfService: day('2019-12-31') }, 'drug_code_not_in_effect'],
    ['Medicare and 56 mg', { planType: 'medicare' }, ['A', 'G2082x1']],
    ['Medicare and 84 mg', { planType: 'medicare', doseMg: 84 }, ['A', 'G2083x1']],
    ['Medicare and a new patient', { planType: 'medicare', isEstablishedPatient: false }, 'patient_not_established'],
    ['Medicare and the split set', { planType: 'medicare', payerTakes: 'B' }, 'medicare_takes_the_bundle'],
    ['a payer that takes the bundle', { payerTakes: 'A' }, ['A', 'G2082x1']],
    ['a pharmacy’s drug', { procurement: 'specialty_pharmacy' }, ['C', 'visitx1']],
    ['the pharmacy benefit', { benefit: 'pharmacy' }, ['C', 'visitx1']],
    [
      'a pharmacy’s drug in the bundle',
      { procurement: 'specialty_pharmacy', payerTakes: 'A' },
      'pharmacy_bills_the_drug',
    ],
    ['a dose on no label', { doseMg: 28 }, 'dose_not_on_label'],
  ])('for %s', (_name, change, expected) => expect(advise(change)).toEqual(expected));

  it('gives the kit of the dose with the drug, and a source with every line', () => {
    expect(adviseCodes({ ...TREATMENT, doseMg: 84 })).toMatchObject({
      lines: [{ ndc: '50458002803', source: expect.any(String) }, { source: expect.any(String) }],
    });
  });

  it.each<[Partial<TreatmentToCode>, string, string | null]>([
    [{ dateOfService: day('2025-12-31') }, '2021-01-01', '2025-12-31'],
    [{}, '2026-01-01', null],
    [{ planType: 'medicare' }, '2020-01-01', null],
  ])('says from when to when the code of %j holds, with its source', (change, effectiveFrom, effectiveTo) => {
    expect(adviseCodes({ ...TREATMENT, ...change })).toMatchObject({
      lines: [{ effectiveFrom, effectiveTo, source: expect.stringMatching(/^HCPCS.*DOMAIN\.md §3\.3/) }, {}].slice(
        0,
        change.planType === 'medicare' ? 1 : 2,
      ),
    });
  });

  it('never bills a drug that a pharmacy bills, nor the bundle beside anything', () => {
    const treatments = fc.record({
      planType: fc.constantFrom(...PLAN_TYPES),
      benefit: fc.constantFrom(...BENEFITS),
      procurement: fc.constantFrom(...PROCUREMENTS),
      doseMg: fc.constantFrom(28, 56, 84),
      isEstablishedPatient: fc.boolean(),
      dateOfService: fc.constantFrom(day('2020-01-01'), day('2025-12-31'), day('2026-01-01')),
      payerTakes: fc.constantFrom(undefined, ...CODE_SETS),
    });
    fc.assert(
      fc.property(treatments, (treatment) => {
        const advice = adviseCodes(treatment);
        if (typeof advice === 'string') return;
        const codes = advice.lines.map(({ code }) => code ?? 'visit');
        if (treatment.procurement === 'specialty_pharmacy' || treatment.benefit === 'pharmacy')
          expect(codes).toEqual(['visit']);
        if (codes.some((code) => code.startsWith('G'))) expect(codes).toHaveLength(1);
      }),
    );
  });
});
