import type { ReceiptModel } from '../../../src/modules/documents/models/receipt.model';
import type { SuperbillLine, SuperbillModel } from '../../../src/modules/documents/models/superbill.model';

const address = {
  line1: '2045 Example Street',
  line2: 'Suite 300',
  city: 'Portland',
  state: 'OR',
  postalCode: '97209',
};

const practice = {
  legalName: 'Cascade Example Clinic PC',
  address,
  phone: '+15035550100',
  npi: '1999999984',
  ein: '931234567',
};

const intake: SuperbillLine = {
  dateOfService: '2026-11-10',
  placeOfService: '11',
  provider: 0,
  location: 0,
  description: 'Initial visit',
  procedureCode: '99204',
  modifiers: [],
  diagnosisPointers: ['A', 'B'],
  units: 1,
  chargeCents: 22_000,
  adjustments: [],
  paidCents: 22_000,
  balanceCents: 0,
};

/** Scenario S1 of DOMAIN.md §13: an intake of $220.00, $100.00 from an HSA card and $120.00 in cash. */
export const superbillS1 = (overrides: Partial<SuperbillModel> = {}): SuperbillModel => ({
  number: 'SB-000001',
  version: 1,
  issuedOn: '2026-11-11',
  issuedAt: '2026-11-11T18:30:00.000Z',
  practice,
  patient: {
    name: 'Jane Q. Doe',
    dateOfBirth: '1984-02-29',
    address: { line1: '18 Sample Lane', city: 'Portland', state: 'OR', postalCode: '97201' },
    plan: { payerName: 'Example Health Plan', memberId: 'W123456789' },
  },
  providers: [
    { name: 'Alex Smith', credentials: 'MD', npi: '1234567893', licenseNumber: 'MD12345', licenseState: 'OR' },
  ],
  locations: [{ name: 'Main office', address }],
  diagnoses: [
    { pointer: 'A', code: 'F33.2' },
    { pointer: 'B', code: 'F41.1' },
  ],
  lines: [intake],
  totals: { chargeCents: 22_000, adjustmentCents: 0, paidCents: 22_000, balanceCents: 0 },
  payments: [
    {
      paidOn: '2026-11-10',
      tenders: [
        { label: 'HSA Visa ••4242', amountCents: 10_000 },
        { label: 'Cash', amountCents: 12_000 },
      ],
      appliedCents: 22_000,
    },
  ],
  ...overrides,
});

/** Forty sessions, some discounted, by two providers in two places. */
export const superbillOfFortyLines = (): SuperbillModel => {
  const first = superbillS1();
  const lines = Array.from({ length: 40 }, (_, index): SuperbillLine => {
    const isDiscounted = index % 4 === 0;
    return {
      ...intake,
      dateOfService: `2026-${String(1 + (index % 9)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
      provider: index % 2,
      location: index % 2,
      description: `Session ${index + 1}`,
      procedureCode: '90834',
      modifiers: ['95'],
      chargeCents: 17_000,
      adjustments: isDiscounted ? [{ label: 'Sliding scale', amountCents: 4_000 }] : [],
      paidCents: isDiscounted ? 10_000 : 17_000,
      balanceCents: isDiscounted ? 3_000 : 0,
    };
  });
  return {
    ...first,
    version: 2,
    replaces: { version: 1, issuedOn: '2026-11-10' },
    providers: [
      ...first.providers,
      { ...first.providers[0]!, name: 'Robin Jones', credentials: 'LCSW', npi: '1245319599' },
    ],
    locations: [...first.locations, { name: 'North office', address }],
    lines,
    totals: { chargeCents: 680_000, adjustmentCents: 40_000, paidCents: 610_000, balanceCents: 30_000 },
  };
};

/** The receipt of scenario S1; the cash was handed over as $140.00. */
export const receiptS1 = (overrides: Partial<ReceiptModel> = {}): ReceiptModel => ({
  number: 'RCT-000001',
  issuedOn: '2026-11-10',
  issuedAt: '2026-11-10T20:00:00.000Z',
  paidOn: '2026-11-10',
  invoiceNumber: 'INV-000001',
  practice,
  patient: { name: 'Jane Q. Doe' },
  lines: [
    {
      dateOfService: '2026-11-10',
      description: 'Initial visit',
      providerName: 'Alex Smith, MD',
      isHsaFsaEligible: true,
      chargeCents: 22_000,
      adjustmentCents: 0,
      paidBeforeCents: 0,
      paidNowCents: 22_000,
      balanceCents: 0,
    },
  ],
  tenders: [
    { label: 'HSA Visa ••4242', amountCents: 10_000 },
    { label: 'Cash', amountCents: 12_000, tenderedCents: 14_000 },
  ],
  amountCents: 22_000,
  changeCents: 2_000,
  creditCents: 0,
  balanceCents: 0,
  ...overrides,
});
