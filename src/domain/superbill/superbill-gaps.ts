import { isEin } from '../clinical-codes/ein';
import { isIcd10Cm } from '../clinical-codes/icd10-cm';
import { isNpi } from '../clinical-codes/npi';
import { isModifier, isProcedureCode } from '../clinical-codes/procedure-code';
import { isZip } from '../clinical-codes/zip';
import type { PostalAddress, SuperbillDraft, SuperbillLine, SuperbillPayment } from './superbill-draft';

/** An element of a superbill (DOMAIN.md §4.1). */
export type SuperbillElement =
  | 'patient_name'
  | 'patient_date_of_birth'
  | 'patient_address'
  | 'practice_name'
  | 'practice_address'
  | 'practice_phone'
  | 'practice_npi'
  | 'practice_ein'
  | 'provider_name'
  | 'provider_credentials'
  | 'provider_npi'
  | 'provider_license'
  | 'diagnoses'
  | 'place_of_service'
  | 'procedure_code'
  | 'modifiers'
  | 'diagnosis_pointers'
  | 'units'
  | 'payment_date'
  | 'payment_tender'
  | 'attestation'
  | 'issue_date';

/** An element an insurer would miss. */
export interface SuperbillGap {
  readonly element: SuperbillElement;
  /** JSON pointer (RFC 6901) into the draft. */
  readonly pointer: string;
  /** A sentence for the desk. */
  readonly howToFix: string;
}

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';

const isAddress = (address: PostalAddress | undefined): boolean =>
  address !== undefined && ![address.line1, address.city, address.state].some(isBlank) && isZip(address.postalCode);

/**
 * What is missing or malformed in a superbill, in the order it is printed; empty when it can be issued. An insurer
 * returns a superbill without any one of these (DOMAIN.md §4.1). Amounts are always there; the draft's lines are those
 * that may appear ({@link superbillLineRefusal}).
 */
export function superbillGaps(draft: SuperbillDraft): SuperbillGap[] {
  return [
    ...patientGaps(draft),
    ...practiceGaps(draft),
    ...providerGaps(draft),
    ...diagnosisGaps(draft.diagnoses),
    ...draft.lines.flatMap((line, index) => lineGaps(line, `/lines/${index}`, draft.diagnoses.length)),
    ...draft.payments.flatMap((payment, index) => paymentGaps(payment, `/payments/${index}`)),
    ...unless(!isBlank(draft.attestedBy), 'attestation', '/attestedBy', 'Have the provider sign for the services.'),
    ...unless(draft.issuedOn !== undefined, 'issue_date', '/issuedOn', 'Give the superbill its date of issue.'),
  ];
}

function unless(isThere: boolean, element: SuperbillElement, pointer: string, howToFix: string): SuperbillGap[] {
  return isThere ? [] : [{ element, pointer, howToFix }];
}

function patientGaps({ patient }: SuperbillDraft): SuperbillGap[] {
  return [
    ...unless(
      !isBlank(patient.legalName),
      'patient_name',
      '/patient/legalName',
      "Enter the patient's legal name as the plan has it.",
    ),
    ...unless(
      patient.dateOfBirth !== undefined,
      'patient_date_of_birth',
      '/patient/dateOfBirth',
      "Enter the patient's date of birth.",
    ),
    ...unless(
      isAddress(patient.address),
      'patient_address',
      '/patient/address',
      "Enter the patient's street, city, state and ZIP code.",
    ),
  ];
}

function practiceGaps({ practice }: SuperbillDraft): SuperbillGap[] {
  const gap = (isThere: boolean, element: SuperbillElement, field: string, what: string): SuperbillGap[] =>
    unless(isThere, element, `/practice/${field}`, `Enter the practice's ${what} in the clinic settings.`);
  return [
    ...gap(!isBlank(practice.legalName), 'practice_name', 'legalName', 'legal name'),
    ...gap(isAddress(practice.address), 'practice_address', 'address', 'address'),
    ...gap(!isBlank(practice.phone), 'practice_phone', 'phone', 'phone number'),
    ...gap(isNpi(practice.npi), 'practice_npi', 'npi', 'own (type 2) NPI'),
    ...gap(isEin(practice.ein), 'practice_ein', 'ein', 'EIN'),
  ];
}

function providerGaps({ provider }: SuperbillDraft): SuperbillGap[] {
  const gap = (isThere: boolean, element: SuperbillElement, field: string, what: string): SuperbillGap[] =>
    unless(isThere, element, `/provider/${field}`, `Enter the ${what} on the provider's record.`);
  return [
    ...gap(!isBlank(provider.name), 'provider_name', 'name', 'name'),
    ...gap(!isBlank(provider.credentials), 'provider_credentials', 'credentials', 'credentials'),
    ...gap(isNpi(provider.npi), 'provider_npi', 'npi', 'own (type 1) NPI'),
    ...gap(!isBlank(provider.licenseNumber), 'provider_license', 'licenseNumber', 'license number'),
    ...gap(!isBlank(provider.licenseState), 'provider_license', 'licenseState', 'state of the license'),
  ];
}

function diagnosisGaps(diagnoses: readonly string[]): SuperbillGap[] {
  if (diagnoses.length === 0)
    return unless(false, 'diagnoses', '/diagnoses', 'Enter at least one ICD-10-CM code on the visit.');
  return diagnoses.flatMap((code, index) =>
    unless(
      isIcd10Cm(code),
      'diagnoses',
      `/diagnoses/${index}`,
      'Write the diagnosis as an ICD-10-CM code, such as F33.2.',
    ),
  );
}

function lineGaps(line: SuperbillLine, at: string, diagnosisCount: number): SuperbillGap[] {
  const pointers = line.diagnosisPointers;
  const isPointing =
    pointers.length >= 1 &&
    pointers.length <= 4 &&
    pointers.every((pointer) => Number.isInteger(pointer) && pointer >= 1 && pointer <= diagnosisCount);
  return [
    ...unless(
      /^\d{2}$/.test(line.placeOfService ?? ''),
      'place_of_service',
      `${at}/placeOfService`,
      'Enter the two-digit place of service, such as 11 for an office.',
    ),
    ...unless(
      isProcedureCode(line.procedureCode),
      'procedure_code',
      `${at}/procedureCode`,
      "Load the clinic's licensed code for this service.",
    ),
    ...unless(
      line.modifiers.length <= 4 && line.modifiers.every(isModifier),
      'modifiers',
      `${at}/modifiers`,
      'Use up to four modifiers of two characters.',
    ),
    ...unless(
      isPointing,
      'diagnosis_pointers',
      `${at}/diagnosisPointers`,
      'Point the service to one to four of the diagnoses.',
    ),
    ...unless(
      Number.isInteger(line.units) && line.units >= 1,
      'units',
      `${at}/units`,
      'Enter a whole number of units.',
    ),
  ];
}

function paymentGaps(payment: SuperbillPayment, at: string): SuperbillGap[] {
  return [
    ...unless(payment.paidOn !== undefined, 'payment_date', `${at}/paidOn`, 'Give the day of the payment.'),
    ...unless(!isBlank(payment.tender), 'payment_tender', `${at}/tender`, 'Say how the payment was made.'),
  ];
}
