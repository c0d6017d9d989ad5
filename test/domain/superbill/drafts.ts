import type { SuperbillDraft, SuperbillLine } from '../../../src/domain/superbill/superbill-draft';
import type { ChargeId } from '../../../src/kernel/ids';
import { cents, on } from '../builders';

const address = { line1: '100 Test St', city: 'Portland', state: 'OR', postalCode: '97201' };

/** An intake of $220.00, paid. The procedure code is made up. */
export const line = (more: Partial<SuperbillLine> = {}): SuperbillLine => ({
  chargeId: 'intake' as ChargeId,
  kind: 'intake',
  documentRule: 'superbill',
  rendered: true,
  isOnClaim: false,
  dateOfService: on('2026-11-20'),
  placeOfService: '11',
  procedureCode: '00000',
  modifiers: [],
  diagnosisPointers: [1],
  units: 1,
  charged: cents(22000),
  adjusted: cents(0),
  paid: cents(22000),
  ...more,
});

/** A superbill with everything an insurer asks for. */
export const complete: SuperbillDraft = {
  patient: { legalName: 'Jane Doe', dateOfBirth: on('1985-01-01'), address: { ...address, line1: '1 Sample Ave' } },
  practice: { legalName: 'Example Clinic PC', address, phone: '503-555-0100', npi: '1999999984', ein: '123456789' },
  provider: { name: 'Alex Smith', credentials: 'MD', npi: '1234567893', licenseNumber: 'MD12345', licenseState: 'OR' },
  diagnoses: ['F33.2', 'F41.1'],
  lines: [line()],
  payments: [{ paidOn: on('2026-11-20'), tender: 'Cash', amount: cents(22000) }],
  attestedBy: 'Alex Smith, MD',
  issuedOn: on('2026-11-20'),
};
