import { claimFindings } from '../../../src/domain/claims/claim-findings';
import type { ClaimForm } from '../../../src/domain/claims/claim-form';
import type { ClaimToCheck } from '../../../src/domain/claims/claim-to-check';
import { Money } from '../../../src/kernel/money';
import { claimFile, claimForm, day, drugLine, visitLine } from './support/forms';

const check = (form: Partial<ClaimForm> = {}, rest: Partial<ClaimToCheck> = {}) =>
  claimFindings({
    form: claimForm(form),
    billing: claimFile().billing,
    planType: 'commercial',
    today: day('2026-11-15'),
    expectedCodes: ['J0013', '99215'],
    ...rest,
  });
const codesOf = (...args: Parameters<typeof check>) => check(...args).map(({ code, pointer }) => [code, pointer]);
const lines = (...changed: ClaimForm['lines']) => ({
  lines: changed,
  total: Money.sum(changed.map((line) => line.amount)),
});
const subscriber = claimForm().subscriber;
const bundle = (overrides = {}) =>
  drugLine({ procedureCode: 'G2083', units: 1, doseMg: 84, drug: undefined, ...overrides });

describe('Checks before a claim is sent', () => {
  it('find nothing wrong with the sample', () => expect(check()).toEqual([]));

  it.each<[string, Partial<ClaimForm>, string, string]>([
    ['no member id', { subscriber: { ...subscriber, memberId: '' } }, 'member_id_missing', '/subscriber/memberId'],
    [
      'no address',
      { subscriber: { ...subscriber, address: undefined } },
      'subscriber_address_missing',
      '/subscriber/address',
    ],
    [
      'no birth date',
      { subscriber: { ...subscriber, dateOfBirth: undefined } },
      'subscriber_birth_date_missing',
      '/subscriber/dateOfBirth',
    ],
    [
      'a name in another script',
      { subscriber: { ...subscriber, lastName: '李' } },
      'text_not_sendable',
      '/subscriber/lastName',
    ],
    [
      'a name with a delimiter',
      { subscriber: { ...subscriber, lastName: 'Do*e' } },
      'text_not_sendable',
      '/subscriber/lastName',
    ],
    [
      'a wrong check digit',
      { rendering: { lastName: 'S', firstName: 'A', npi: '1234567890' } },
      'rendering_npi_invalid',
      '/rendering/npi',
    ],
    ['a total that is not the sum', { total: Money.cents(119999) }, 'total_mismatch', '/total'],
    ['no diagnosis code', { diagnoses: ['depression'] }, 'diagnosis_invalid', '/diagnoses/0'],
    [
      'a replacement of what the payer never numbered',
      { frequency: 'replacement' },
      'payer_claim_number_missing',
      '/payerClaimNumber',
    ],
    ['a long control number', { controlNumber: 'P'.repeat(21) }, 'control_number_invalid', '/controlNumber'],
    [
      'the old drug code',
      lines(drugLine({ procedureCode: 'S0013' }), visitLine()),
      'procedure_code_not_in_effect',
      '/lines/0/procedureCode',
    ],
    ['units that are kits', lines(drugLine({ units: 2 }), visitLine()), 'units_not_the_dose', '/lines/0/units'],
    [
      'the kit of the other dose',
      lines(drugLine({ drug: { ndc: '50458002803', quantity: '1', unit: 'UN' } }), visitLine()),
      'ndc_not_the_dose',
      '/lines/0/drug/ndc',
    ],
    ['no NDC', lines(drugLine({ drug: undefined }), visitLine()), 'ndc_missing', '/lines/0/drug'],
    [
      'an NDC in milligrams',
      lines(drugLine({ drug: { ndc: '50458002802', quantity: '56', unit: 'ME' } }), visitLine()),
      'ndc_unit_invalid',
      '/lines/0/drug/quantity',
    ],
    [
      'a dose that is on no label',
      lines(drugLine({ doseMg: 70, units: 70 }), visitLine()),
      'dose_not_on_label',
      '/lines/0/doseMg',
    ],
    [
      'a pointer to nothing',
      lines(drugLine(), visitLine({ diagnosisPointers: [2] })),
      'diagnosis_pointer_invalid',
      '/lines/1/diagnosisPointers',
    ],
    [
      'no pointer',
      lines(drugLine(), visitLine({ diagnosisPointers: [] })),
      'diagnosis_pointer_missing',
      '/lines/1/diagnosisPointers',
    ],
    [
      'no code',
      lines(drugLine(), visitLine({ procedureCode: '' })),
      'procedure_code_missing',
      '/lines/1/procedureCode',
    ],
    [
      'a drug without a code or a name',
      lines(drugLine(), visitLine({ procedureCode: 'J3490' })),
      'drug_note_missing',
      '/lines/1/note',
    ],
    [
      'a visit to come',
      lines(drugLine(), visitLine({ dateOfService: day('2026-11-16') })),
      'date_of_service_in_future',
      '/lines/1/dateOfService',
    ],
    [
      'a fifth modifier',
      lines(drugLine(), visitLine({ modifiers: ['25', 'KX', '59', 'XS', '95'] })),
      'modifier_invalid',
      '/lines/1/modifiers/4',
    ],
  ])('find %s', (_name, form, code, pointer) => {
    expect(check(form).filter((finding) => finding.code === code)).toMatchObject([{ severity: 'error', pointer }]);
  });

  it('want nine digits of the clinic’s postal code, its EIN and its NPI', () => {
    const { billing } = claimFile();
    const wrong = {
      ...billing,
      npi: '1999999985',
      ein: '001234567',
      address: { ...billing.address, postalCode: '97201' },
    };
    expect(codesOf({}, { billing: wrong })).toEqual([
      ['billing_npi_invalid', '/billing/npi'],
      ['billing_ein_invalid', '/billing/ein'],
      ['billing_zip_plus4_missing', '/billing/address/postalCode'],
    ]);
  });

  it('warn of a tax number that begins as none does, and send it all the same', () => {
    const { billing } = claimFile();
    const [finding, ...others] = check({}, { billing: { ...billing, ein: '073456789' } });
    expect(finding).toMatchObject({ code: 'billing_ein_suspicious', severity: 'warning', pointer: '/billing/ein' });
    expect(others).toEqual([]);
  });

  it('let the bundle stand alone, and Medicare take nothing else', () => {
    const medicare = { planType: 'medicare', expectedCodes: ['G2083'] } as const;
    const member = { subscriber: { ...subscriber, memberId: '1EG4TE5MK73' } };
    expect(codesOf({ ...member, ...lines(bundle()) }, medicare)).toEqual([]);
    expect(codesOf({ ...member, ...lines(bundle(), visitLine()) }, medicare)).toEqual([
      ['bundle_with_other_codes', '/lines/0'],
    ]);
    expect(codesOf(member, { ...medicare, expectedCodes: [] })).toEqual([['medicare_wants_bundle', '/lines/0']]);
  });

  it('warn of what a payer may accept all the same', () => {
    const warnings = check(
      { diagnoses: ['F32.A'], subscriber: { ...subscriber, sex: undefined }, ...lines(bundle({ doseMg: 56 })) },
      { planType: 'medicare', expectedCodes: ['G2083', '99215'] },
    );
    expect(warnings.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(warnings.map(({ code }) => code)).toEqual([
      'member_id_suspicious',
      'subscriber_sex_missing',
      'diagnosis_unspecified',
      'dose_not_the_bundle',
      'code_of_set_not_billed',
    ]);
  });
});
