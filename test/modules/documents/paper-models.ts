import type { HsaFsaPackModel } from '../../../src/modules/documents/models/hsa-fsa-pack.model';
import type { InvoiceLine, InvoiceModel } from '../../../src/modules/documents/models/invoice.model';
import type { StatementLine, StatementModel } from '../../../src/modules/documents/models/statement.model';
import { receiptS1, superbillS1 } from './models';

const { practice } = receiptS1();
const recipient = { name: 'Jane Q. Doe', address: superbillS1().patient.address! };
const payUrl = 'https://billing.clinic.example/pay/AZGjQn8ccbq7yYxJ0uQdGA.7m1qk3Y3xUaT0vQ5n2bJ8wKcR4E';
const message = 'Questions about this bill? Call the clinic and we will help.';

const intake: InvoiceLine = {
  dateOfService: '2026-11-10',
  description: 'Initial visit',
  quantity: 1,
  isHsaFsaEligible: true,
  chargeCents: 22_000,
  adjustments: [{ label: 'Courtesy', amountCents: 5_000 }],
  paidCents: 10_000,
  balanceCents: 7_000,
};

/** An intake of $220.00 and a late cancellation of $50.00; $50.00 taken off, $100.00 paid. */
export const invoiceModel = (overrides: Partial<InvoiceModel> = {}): InvoiceModel => ({
  number: 'INV-000001',
  version: 1,
  issuedOn: '2026-11-12',
  issuedAt: '2026-11-12T18:30:00.000Z',
  invoicedOn: '2026-11-10',
  dueOn: '2026-12-10',
  standing: 'due',
  practice,
  patient: recipient,
  lines: [
    intake,
    {
      ...intake,
      description: 'Late cancellation',
      isHsaFsaEligible: false,
      chargeCents: 5_000,
      adjustments: [],
      paidCents: 0,
      balanceCents: 5_000,
    },
  ],
  totals: { chargeCents: 27_000, adjustmentCents: 5_000, paidCents: 10_000, balanceCents: 12_000 },
  payments: [
    {
      paidOn: '2026-11-10',
      tenders: [{ label: 'HSA/FSA Visa ••4242', amountCents: 10_000 }],
      appliedCents: 10_000,
    },
  ],
  hsaFsaEligibleCents: 7_000,
  message,
  payUrl,
  ...overrides,
});

/** Sixty lines: more than two pages. */
export const longInvoice = (): InvoiceModel =>
  invoiceModel({
    lines: Array.from({ length: 60 }, (_, index) => ({ ...intake, description: `Session ${index + 1}` })),
    totals: { chargeCents: 1_320_000, adjustmentCents: 300_000, paidCents: 600_000, balanceCents: 420_000 },
    version: 2,
    replaces: { version: 1, issuedOn: '2026-11-11' },
  });

const line = (on: string, description: string, amountCents: number, balanceCents: number, note?: string) => ({
  on,
  description,
  amountCents,
  balanceCents,
  ...(note ? { note } : {}),
});

/** Three months with everything that may stand on a statement. */
export const statementModel = (overrides: Partial<StatementModel> = {}): StatementModel => ({
  number: 'ST-000001',
  version: 1,
  issuedOn: '2026-12-01',
  issuedAt: '2026-12-01T18:30:00.000Z',
  from: '2026-09-01',
  to: '2026-11-30',
  practice,
  patient: recipient,
  openingCents: 17_000,
  activity: [
    line('2026-09-03', 'Payment, Check 1024', -17_000, 0),
    line('2026-11-10', 'Initial visit, 11/10/2026', 22_000, 22_000),
    line('2026-11-10', 'Payment, HSA/FSA Visa ••4242', -10_000, 12_000),
    line('2026-11-12', 'Courtesy', -5_000, 7_000, 'Initial visit, 11/10/2026'),
    line('2026-11-20', 'Refund to you', 1_500, 8_500),
  ],
  totals: { chargeCents: 22_000, adjustmentCents: -5_000, paymentCents: -25_500, otherCents: 0 },
  closingCents: 8_500,
  dueCents: 10_000,
  creditCents: 1_500,
  insurancePendingCents: 120_000,
  message,
  payUrl,
  ...overrides,
});

/** A year of weekly sessions. */
export const longStatement = (): StatementModel => {
  const activity: StatementLine[] = Array.from({ length: 90 }, (_, index) =>
    line(`2026-0${1 + (index % 9)}-10`, `Session ${index + 1}`, 100, 17_000 + 100 * (index + 1)),
  );
  return statementModel({ activity, closingCents: 26_000, dueCents: 27_500 });
};

export const packModel = (overrides: Partial<HsaFsaPackModel> = {}): HsaFsaPackModel => ({
  number: 'HP-000001',
  version: 1,
  issuedOn: '2026-12-31',
  issuedAt: '2026-12-31T18:30:00.000Z',
  year: 2026,
  practice,
  patient: { name: 'Jane Q. Doe' },
  lines: [
    {
      dateOfService: '2026-11-10',
      description: 'Initial visit',
      providerName: 'Alex Smith, MD',
      paidOn: '2026-11-10',
      tender: 'HSA/FSA Visa ••4242',
      receiptNumber: 'RCT-000001',
      paidCents: 10_000,
      returnedCents: 2_273,
    },
    {
      dateOfService: '2026-11-17',
      description: 'Follow-up visit',
      providerName: 'Robin Jones, LCSW',
      paidOn: '2026-11-18',
      tender: 'HSA/FSA card',
      paidCents: 17_000,
      returnedCents: 0,
    },
  ],
  totals: [
    { label: 'HSA/FSA Visa ••4242', amountCents: 7_727 },
    { label: 'HSA/FSA card', amountCents: 17_000 },
  ],
  totalCents: 24_727,
  ...overrides,
});
