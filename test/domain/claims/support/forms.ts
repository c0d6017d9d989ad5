import { Temporal } from 'temporal-polyfill';
import type { ClaimForm, ClaimFormLine } from '../../../../src/domain/claims/claim-form';
import type { ClaimFile } from '../../../../src/domain/claims/write-837p';
import { parseBusinessDate } from '../../../../src/kernel/business-date';
import { Money } from '../../../../src/kernel/money';

export const day = parseBusinessDate;

/** The drug of the sample claim: 56 mg by the milligram. */
export const drugLine = (overrides: Partial<ClaimFormLine> = {}): ClaimFormLine => ({
  controlNumber: 'L0001',
  procedureCode: 'J0013',
  modifiers: [],
  amount: Money.cents(85000),
  units: 56,
  diagnosisPointers: [1],
  dateOfService: day('2026-11-10'),
  drug: { ndc: '50458002802', quantity: '2', unit: 'UN' },
  doseMg: 56,
  ...overrides,
});

/** The visit of the sample claim. */
export const visitLine = (overrides: Partial<ClaimFormLine> = {}): ClaimFormLine => ({
  controlNumber: 'L0002',
  procedureCode: '99215',
  modifiers: [],
  amount: Money.cents(35000),
  units: 1,
  diagnosisPointers: [1],
  dateOfService: day('2026-11-10'),
  ...overrides,
});

/** The claim of DOMAIN.md §5.3. */
export const claimForm = (overrides: Partial<ClaimForm> = {}): ClaimForm => ({
  controlNumber: 'PCN0001',
  frequency: 'original',
  total: Money.cents(120000),
  placeOfService: '11',
  authorizationNumber: 'PA998877',
  diagnoses: ['F33.2'],
  subscriber: {
    lastName: 'Doe',
    firstName: 'Jane',
    memberId: 'W123456789',
    responsibility: 'primary',
    groupNumber: 'GRP123',
    filingCode: 'CI',
    address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
    dateOfBirth: day('1985-01-01'),
    sex: 'F',
  },
  payer: { name: 'Example Payer', id: '12345' },
  rendering: { lastName: 'Smith', firstName: 'Alex', npi: '1234567893' },
  lines: [drugLine(), visitLine()],
  ...overrides,
});

/** The file of DOMAIN.md §5.3 around these claims. */
export const claimFile = (claims: readonly ClaimForm[] = [claimForm()]): ClaimFile => ({
  header: {
    senderId: 'SUBMITTER',
    receiverId: 'CLEARINGHOUSE',
    at: Temporal.PlainDateTime.from('2026-11-15T09:00'),
    usage: 'T',
    interchangeNumber: 1,
    groupNumber: 1,
    transactionNumber: 1,
  },
  reference: 'B0001',
  submitter: {
    name: 'Example Clinic',
    id: 'SUBMITTER',
    contactName: 'Billing',
    contactPhone: '5035550100',
    receiverName: 'Clearinghouse',
    receiverId: 'CLEARINGHOUSE',
  },
  billing: {
    name: 'Example Clinic PC',
    npi: '1999999984',
    ein: '123456789',
    taxonomyCode: '2084P0800X',
    address: { line1: '100 Test St', city: 'Portland', state: 'OR', postalCode: '97201-0001' },
  },
  claims,
});
