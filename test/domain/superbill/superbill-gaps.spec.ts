import type { SuperbillDraft } from '../../../src/domain/superbill/superbill-draft';
import { superbillGaps, type SuperbillElement } from '../../../src/domain/superbill/superbill-gaps';
import { saysAll } from '../builders';
import { complete, line } from './drafts';

const { patient, practice, provider, payments } = complete;
const address = { line1: '', city: 'Portland', state: 'OR', postalCode: '97201' };
const withLine = (more: Parameters<typeof line>[0]): SuperbillDraft => ({ ...complete, lines: [line(), line(more)] });

type Case = [string, SuperbillDraft, SuperbillElement, string];

const CASES: Case[] = [
  ['a name', { ...complete, patient: { ...patient, legalName: ' ' } }, 'patient_name', '/patient/legalName'],
  [
    'a date of birth',
    { ...complete, patient: { ...patient, dateOfBirth: undefined } },
    'patient_date_of_birth',
    '/patient/dateOfBirth',
  ],
  [
    "the patient's address",
    { ...complete, patient: { ...patient, address: undefined } },
    'patient_address',
    '/patient/address',
  ],
  ["the patient's street", { ...complete, patient: { ...patient, address } }, 'patient_address', '/patient/address'],
  [
    "the practice's name",
    { ...complete, practice: { ...practice, legalName: undefined } },
    'practice_name',
    '/practice/legalName',
  ],
  [
    "the practice's ZIP",
    { ...complete, practice: { ...practice, address: { ...address, line1: 'x', postalCode: '9720' } } },
    'practice_address',
    '/practice/address',
  ],
  ['a phone', { ...complete, practice: { ...practice, phone: undefined } }, 'practice_phone', '/practice/phone'],
  [
    "the practice's NPI",
    { ...complete, practice: { ...practice, npi: '1234567890' } },
    'practice_npi',
    '/practice/npi',
  ],
  ['an EIN', { ...complete, practice: { ...practice, ein: undefined } }, 'practice_ein', '/practice/ein'],
  [
    "the provider's name",
    { ...complete, provider: { ...provider, name: undefined } },
    'provider_name',
    '/provider/name',
  ],
  [
    'credentials',
    { ...complete, provider: { ...provider, credentials: '' } },
    'provider_credentials',
    '/provider/credentials',
  ],
  ["the provider's NPI", { ...complete, provider: { ...provider, npi: undefined } }, 'provider_npi', '/provider/npi'],
  [
    'a license number',
    { ...complete, provider: { ...provider, licenseNumber: undefined } },
    'provider_license',
    '/provider/licenseNumber',
  ],
  [
    'a license state',
    { ...complete, provider: { ...provider, licenseState: undefined } },
    'provider_license',
    '/provider/licenseState',
  ],
  ['a coded diagnosis', { ...complete, diagnoses: ['F33.2', 'depression'] }, 'diagnoses', '/diagnoses/1'],
  ['a place of service', withLine({ placeOfService: undefined }), 'place_of_service', '/lines/1/placeOfService'],
  ['a two-digit place', withLine({ placeOfService: '1' }), 'place_of_service', '/lines/1/placeOfService'],
  ['a procedure code', withLine({ procedureCode: undefined }), 'procedure_code', '/lines/1/procedureCode'],
  ['a procedure in code', withLine({ procedureCode: 'therapy' }), 'procedure_code', '/lines/1/procedureCode'],
  ['a modifier in code', withLine({ modifiers: ['25', 'x'] }), 'modifiers', '/lines/1/modifiers'],
  [
    'four modifiers at most',
    withLine({ modifiers: ['25', '59', '95', 'KX', 'XS'] }),
    'modifiers',
    '/lines/1/modifiers',
  ],
  ['a diagnosis pointer', withLine({ diagnosisPointers: [] }), 'diagnosis_pointers', '/lines/1/diagnosisPointers'],
  [
    'a pointer to a diagnosis',
    withLine({ diagnosisPointers: [1, 3] }),
    'diagnosis_pointers',
    '/lines/1/diagnosisPointers',
  ],
  ['pointers from one', withLine({ diagnosisPointers: [0] }), 'diagnosis_pointers', '/lines/1/diagnosisPointers'],
  [
    'four pointers at most',
    withLine({ diagnosisPointers: [1, 2, 1, 2, 1] }),
    'diagnosis_pointers',
    '/lines/1/diagnosisPointers',
  ],
  ['units', withLine({ units: 0 }), 'units', '/lines/1/units'],
  ['whole units', withLine({ units: 1.5 }), 'units', '/lines/1/units'],
  [
    'a day of payment',
    { ...complete, payments: payments.map((payment) => ({ ...payment, paidOn: undefined })) },
    'payment_date',
    '/payments/0/paidOn',
  ],
  [
    'a means of payment',
    { ...complete, payments: payments.map((payment) => ({ ...payment, tender: '' })) },
    'payment_tender',
    '/payments/0/tender',
  ],
  ['a signature', { ...complete, attestedBy: undefined }, 'attestation', '/attestedBy'],
  ['a date of issue', { ...complete, issuedOn: undefined }, 'issue_date', '/issuedOn'],
];

describe('A superbill is refused for each element it lacks', () => {
  it.each(CASES)('%s', (_name, draft, element, pointer) => {
    const gaps = superbillGaps(draft);
    expect(gaps.map((gap) => [gap.element, gap.pointer])).toEqual([[element, pointer]]);
    for (const gap of gaps) saysAll(gap.howToFix, []);
  });

  it('needs a diagnosis, and then every line has nothing to point to', () => {
    expect(superbillGaps({ ...complete, diagnoses: [] }).map(({ pointer }) => pointer)).toEqual([
      '/diagnoses',
      '/lines/0/diagnosisPointers',
    ]);
  });

  it('lists everything that is missing at once', () => {
    const empty: SuperbillDraft = { patient: {}, practice: {}, provider: {}, diagnoses: [], lines: [], payments: [] };
    expect(superbillGaps(empty).map(({ pointer }) => pointer)).toEqual([
      '/patient/legalName',
      '/patient/dateOfBirth',
      '/patient/address',
      '/practice/legalName',
      '/practice/address',
      '/practice/phone',
      '/practice/npi',
      '/practice/ein',
      '/provider/name',
      '/provider/credentials',
      '/provider/npi',
      '/provider/licenseNumber',
      '/provider/licenseState',
      '/diagnoses',
      '/attestedBy',
      '/issuedOn',
    ]);
  });
});

describe('A superbill with everything is issued', () => {
  it.each<[string, SuperbillDraft]>([
    ['in full', complete],
    ['without payments yet', { ...complete, payments: [] }],
    ["with the plan's member id", { ...complete, patient: { ...patient, memberId: 'W123456789' } }],
    ['with an EIN as printed', { ...complete, practice: { ...practice, ein: '12-3456789' } }],
    [
      'with four modifiers and pointers',
      withLine({ modifiers: ['25', '59', '95', 'KX'], diagnosisPointers: [1, 2, 1, 2] }),
    ],
  ])('%s', (_name, draft) => {
    expect(superbillGaps(draft)).toEqual([]);
  });
});
