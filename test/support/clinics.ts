import { randomUUID } from 'node:crypto';
import type { ClinicId } from '../../src/kernel/ids';
import { OpenClinic, type OpenClinicInput } from '../../src/modules/clinics/open-clinic';
import { OpenBooks } from '../../src/modules/ledger/open-books';
import type { TestApp } from './app';

const address = { line1: '100 Test St', line2: null, city: 'Portland', state: 'OR', postalCode: '97201' };

/** A complete clinic with one location and one provider; override what the test is about. */
export const clinicInput = (overrides: Partial<OpenClinicInput> = {}): OpenClinicInput => ({
  slug: `clinic-${randomUUID().slice(0, 8)}`,
  name: 'Test Clinic',
  legalName: 'Test Clinic PC',
  timeZone: 'America/Los_Angeles',
  ein: '123456789',
  npi: '1999999984',
  phone: '+15035550100',
  email: 'office@clinic.test',
  address,
  statementDescriptor: 'TEST CLINIC',
  locations: [{ name: 'Main', placeOfService: '11', npi: null, address }],
  providers: [
    {
      firstName: 'Alex',
      lastName: 'Smith',
      credentials: 'MD',
      npi: '1234567893',
      licenseNumber: 'MD12345',
      licenseState: 'OR',
      isMedicareOptedOut: false,
      taxonomyCode: '2084P0800X',
    },
  ],
  ...overrides,
});

/** Opens a clinic with its books, through the same doors the demo uses. */
export async function openTestClinic(app: TestApp, overrides: Partial<OpenClinicInput> = {}): Promise<ClinicId> {
  const id = randomUUID() as ClinicId;
  await app.as(id, async () => {
    await app.get(OpenClinic).execute(clinicInput(overrides));
    await app.get(OpenBooks).execute();
  });
  return id;
}
