import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientView } from '../../modules/patients/patient.view';
import type { PatientHead } from '../ui/patient-head';

/** A patient's legal name, and in quotes what to call them where that is something else. */
export function nameOf({ firstName, lastName, preferredName }: PatientView): string {
  const called = preferredName && preferredName !== firstName ? ` “${preferredName}”` : '';
  return `${firstName}${called} ${lastName}`;
}

/** Enough of a patient to tell them from another. */
export const toPatientHead = (patient: PatientView): PatientHead => ({
  id: patient.id,
  name: nameOf(patient),
  dateOfBirth: parseBusinessDate(patient.dateOfBirth),
  accountNumber: patient.accountNumber,
});

/** How to reach a patient, each way under its name; what is not on file is left out. */
export function contactOf({ phone, email, address }: PatientView): { term: string; value: string }[] {
  const lines = address && [address.line1, address.line2, `${address.city}, ${address.state} ${address.postalCode}`];
  return [
    { term: 'Phone', value: phone },
    { term: 'E-mail', value: email },
    { term: 'Address', value: lines && lines.filter(Boolean).join(', ') },
  ].flatMap(({ term, value }) => (value ? [{ term, value }] : []));
}
