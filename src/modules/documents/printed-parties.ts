import type { AddressView, ClinicView } from '../clinics/clinic.view';
import type { PrintedAddress, PrintedPractice } from './document-parties';

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
