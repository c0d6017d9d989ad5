import { hasKnownEinPrefix, isEin } from '../clinical-codes/ein';
import { isNpi } from '../clinical-codes/npi';
import { isZip } from '../clinical-codes/zip';
import type { BillingProvider, ClaimAddress, ClaimForm } from './claim-form';
import type { ClaimToCheck } from './claim-to-check';
import { type Finding, findingIs, unless, warnUnless } from './finding';

const GUIDE = 'X12 005010X222A1';
const TAXONOMY = /^[0-9A-Z]{10}$/;
// Medicare Beneficiary Identifier: eleven characters in a fixed pattern, without S, L, O, I, B, Z.
const MBI = /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;

const isAddress = (address: ClaimAddress | undefined): boolean =>
  address !== undefined &&
  [address.line1, address.city].every((text) => text.trim() !== '') &&
  isZip(address.postalCode);

/** Who bills. */
export function billingFindings(billing: BillingProvider): Finding[] {
  const { address } = billing;
  return [
    ...unless(
      billing.name.trim() !== '',
      findingIs(
        'billing_name_missing',
        '/billing/name',
        'Enter the legal name the payer knows.',
        `${GUIDE} 2010AA NM103`,
      ),
    ),
    ...unless(
      isNpi(billing.npi),
      findingIs(
        'billing_npi_invalid',
        '/billing/npi',
        'Enter the clinic’s type 2 NPI; its check digit does not fit.',
        `${GUIDE} 2010AA NM109`,
      ),
    ),
    ...unless(
      isEin(billing.ein),
      findingIs(
        'billing_ein_invalid',
        '/billing/ein',
        'Enter the clinic’s EIN, nine digits.',
        `${GUIDE} 2010AA REF*EI`,
      ),
    ),
    ...warnUnless(
      !isEin(billing.ein) || hasKnownEinPrefix(billing.ein),
      findingIs(
        'billing_ein_suspicious',
        '/billing/ein',
        'No EIN is known to begin with these two digits; compare it with the letter of the tax office.',
        'DOMAIN.md §3.6',
      ),
    ),
    ...unless(
      billing.taxonomyCode === undefined || TAXONOMY.test(billing.taxonomyCode),
      findingIs(
        'billing_taxonomy_invalid',
        '/billing/taxonomyCode',
        'Enter the ten characters of the taxonomy code.',
        `${GUIDE} 2000A PRV03`,
      ),
    ),
    ...unless(
      isAddress(address),
      findingIs(
        'billing_address_invalid',
        '/billing/address',
        'Enter the clinic’s street address.',
        `${GUIDE} 2010AA N3, N4`,
      ),
    ),
    ...unless(
      /^\d{5}-\d{4}$/.test(address.postalCode),
      findingIs(
        'billing_zip_plus4_missing',
        '/billing/address/postalCode',
        'Payers want the clinic’s postal code with its last four digits, such as 97201-0001.',
        `${GUIDE} 2010AA N403`,
      ),
    ),
  ];
}

/** Whose plan is billed, and which. */
export function subscriberFindings({ form, planType }: ClaimToCheck): Finding[] {
  const { subscriber, payer } = form;
  const at = '/subscriber';
  return [
    ...unless(
      subscriber.lastName.trim() !== '' && subscriber.firstName.trim() !== '',
      findingIs(
        'subscriber_name_missing',
        `${at}/lastName`,
        'Enter the member’s name as the card has it.',
        `${GUIDE} 2010BA NM103`,
      ),
    ),
    ...unless(
      /^[A-Za-z0-9-]{2,80}$/.test(subscriber.memberId),
      findingIs(
        'member_id_missing',
        `${at}/memberId`,
        'Enter the member id as the card has it, letters and digits only.',
        `${GUIDE} 2010BA NM109`,
      ),
    ),
    ...warnUnless(
      planType !== 'medicare' || MBI.test(subscriber.memberId.replaceAll('-', '')),
      findingIs(
        'member_id_suspicious',
        `${at}/memberId`,
        'This is not the pattern of a Medicare number; compare it with the card.',
        'CMS MBI format',
      ),
    ),
    ...unless(
      isAddress(subscriber.address),
      findingIs(
        'subscriber_address_missing',
        `${at}/address`,
        'Enter the patient’s address; payers want it when the patient is the member.',
        `${GUIDE} 2010BA N3, N4`,
      ),
    ),
    ...unless(
      subscriber.dateOfBirth !== undefined,
      findingIs(
        'subscriber_birth_date_missing',
        `${at}/dateOfBirth`,
        'Enter the date of birth.',
        `${GUIDE} 2010BA DMG02`,
      ),
    ),
    ...warnUnless(
      subscriber.sex !== undefined && subscriber.sex !== 'U',
      findingIs(
        'subscriber_sex_missing',
        `${at}/sex`,
        'Some payers turn a claim back without the member’s sex as the plan has it.',
        `${GUIDE} 2010BA DMG03`,
      ),
    ),
    ...unless(
      payer.id.trim() !== '' && payer.name.trim() !== '',
      findingIs(
        'payer_missing',
        '/payer',
        'Choose the payer with the id the clearinghouse knows.',
        `${GUIDE} 2010BB NM1*PR`,
      ),
    ),
  ];
}

/** Who rendered it. */
export function providerFindings({ rendering }: ClaimForm): Finding[] {
  if (!rendering) return [];
  const taxonomy = rendering.taxonomyCode;
  return [
    ...unless(
      isNpi(rendering.npi),
      findingIs(
        'rendering_npi_invalid',
        '/rendering/npi',
        'Enter the provider’s own NPI; its check digit does not fit.',
        `${GUIDE} 2310B NM109`,
      ),
    ),
    ...unless(
      taxonomy === undefined || TAXONOMY.test(taxonomy),
      findingIs(
        'rendering_taxonomy_invalid',
        '/rendering/taxonomyCode',
        'Enter the ten characters of the taxonomy code.',
        `${GUIDE} 2310B PRV03`,
      ),
    ),
  ];
}
