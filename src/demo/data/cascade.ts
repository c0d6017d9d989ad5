import type { DemoClinic } from './demo-clinic';
import { CASCADE_PROTOCOLS } from './protocols';

const address = { line1: '410 Sample St', line2: 'Suite 6', city: 'Portland', state: 'OR', postalCode: '97202' };

/**
 * A West Coast clinic for sessions with intramuscular ketamine, alone or in a small group: it bills patients, and gives
 * superbills for intake and integration only. Services, prices, durations and group size are those of its published
 * price list; the fee for a missed appointment is not on it and is invented.
 */
export const CASCADE: DemoClinic = {
  clinic: {
    slug: 'cascade',
    name: 'Cascade Wellness',
    legalName: 'Cascade Wellness Demonstration PC',
    timeZone: 'America/Los_Angeles',
    ein: '990000001',
    npi: '1999999984',
    phone: '+15035550142',
    email: 'office@cascade.example',
    address,
    statementDescriptor: 'CASCADE WELLNESS',
    locations: [{ name: 'Cascade Wellness', placeOfService: '11', npi: null, address }],
    providers: [
      {
        firstName: 'Rowan',
        lastName: 'Ashby',
        credentials: 'MD',
        npi: '1234567893',
        licenseNumber: 'MD000142',
        licenseState: 'OR',
        isMedicareOptedOut: true,
        taxonomyCode: '2084P0800X',
      },
      {
        firstName: 'Imani',
        lastName: 'Bello',
        credentials: 'PMHNP',
        npi: '1558598797',
        licenseNumber: 'NP000207',
        licenseState: 'OR',
        isMedicareOptedOut: true,
        taxonomyCode: '363LP0808X',
      },
    ],
  },
  services: [
    {
      code: 'intake',
      kind: 'intake',
      displayName: 'Medical and psychiatric intake',
      neutralName: 'Evaluation visit',
      durationMinutes: 50,
      documentRule: 'superbill',
      hsaFsaEligible: true,
    },
    {
      code: 'experiential-im',
      kind: 'experiential',
      modality: 'im',
      displayName: 'Experiential session, intramuscular',
      neutralName: 'Treatment session',
      durationMinutes: 180,
      documentRule: 'receipt_only',
      hsaFsaEligible: true,
    },
    {
      code: 'integration',
      kind: 'integration',
      displayName: 'Integration session',
      neutralName: 'Follow-up session',
      durationMinutes: 50,
      documentRule: 'superbill',
      hsaFsaEligible: true,
    },
    {
      code: 'preparation',
      kind: 'preparation',
      displayName: 'Preparation session',
      neutralName: 'Preparation session',
      durationMinutes: 50,
      documentRule: 'receipt_only',
      hsaFsaEligible: true,
    },
    {
      code: 'group-im',
      kind: 'group_experiential',
      modality: 'im',
      displayName: 'Small group session, intramuscular',
      neutralName: 'Group session',
      durationMinutes: 180,
      documentRule: 'receipt_only',
      hsaFsaEligible: true,
      capacity: 6,
    },
    {
      code: 'no-show-fee',
      kind: 'fee',
      displayName: 'Missed appointment or late cancellation',
      neutralName: 'Missed appointment fee',
      durationMinutes: 0,
      documentRule: 'receipt_only',
      hsaFsaEligible: false,
    },
  ],
  priceListCsv: `service_code,effective_from,rule,price,minimum,maximum,tiers,percent,percent_of
intake,2025-01-01,fixed,220.00,,,,,
experiential-im,2025-01-01,fixed,550.00,,,,,
integration,2025-01-01,fixed,170.00,,,,,
preparation,2025-01-01,fixed,170.00,,,,,
group-im,2025-01-01,sliding_scale,,180.00,220.00,200:180.00; 300:200.00; above:220.00,,
no-show-fee,2025-01-01,fixed,50.00,,,,,
`,
  codeSetsCsv: `service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service
intake,,2025-01-01,,99204,,1,
integration,,2025-01-01,,90834,,1,
`,
  protocols: CASCADE_PROTOCOLS,
  packageOffers: {
    'course-4': {
      name: 'Course of four, with integration',
      lines: [
        { serviceCode: 'experiential-im', quantity: 4 },
        { serviceCode: 'integration', quantity: 4 },
      ],
      discountBasisPoints: 500,
      cancellationPolicy: 'pro_rata',
    },
  },
  patients: [
    { firstName: 'Wren', lastName: 'Okafor', dateOfBirth: '1987-04-12', line1: '12 Example Ln' },
    { firstName: 'Zoë', lastName: 'Łukasiewicz-Nguyễn', dateOfBirth: '1991-11-30', line1: '77 Sample Ave' },
    { firstName: 'Theo', lastName: 'Marchetti', dateOfBirth: '1979-02-28', line1: '5 Placeholder Ct' },
  ],
};
