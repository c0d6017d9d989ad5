import type { AddressView, ClinicView } from '../../clinics/clinic.view';
import type { PatientView } from '../../patients/patient.view';
import type { PrintedAddress, PrintedPractice } from './document-parties';
import type { PrintedRecipient } from '../models/invoice.model';

/** An address as it is frozen in a document. */
export const printedAddress = ({ line1, line2, city, state, postalCode }: AddressView): PrintedAddress => ({
  line1,
  ...(line2 ? { line2 } : {}),
  city,
  state,
  postalCode,
});

/** The clinic as it is frozen in a document. */
export const printedPractice = ({ legalName, address, phone, npi, ein }: ClinicView): PrintedPractice => ({
  legalName,
  address: printedAddress(address),
  phone,
  npi,
  ein,
});

/** The patient as a letter is addressed to them. */
export const printedRecipient = (patient: PatientView): PrintedRecipient => ({
  name: printedName(patient),
  ...(patient.address ? { address: printedAddress(patient.address) } : {}),
});

/** All names in the order they are spoken. */
export const printedName = ({ firstName, middleName, lastName }: PatientView): string =>
  [firstName, middleName, lastName].filter(Boolean).join(' ');
