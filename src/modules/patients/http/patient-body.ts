import { parseBusinessDate } from '../../../kernel/business-date';
import type { PatientAddress, PatientDetails } from '../patient-details';
import type { RegisterPatientInput } from '../register-patient';
import type { PatientAddressBody, RegisterPatientBody, UpdatePatientBody } from './patient.dto';

const toAddress = (body: PatientAddressBody): PatientAddress => ({ ...body, line2: body.line2 ?? null });

/** The wire form of a registration as the use case's input. */
export function toRegistration({ dateOfBirth, address, ...body }: RegisterPatientBody): RegisterPatientInput {
  return { ...body, dateOfBirth: parseBusinessDate(dateOfBirth), ...(address ? { address: toAddress(address) } : {}) };
}

/** The wire form of a change as the use case's input: only what was sent. */
export function toChanges({
  dateOfBirth,
  address,
  ...body
}: Omit<UpdatePatientBody, 'version'>): Partial<PatientDetails> {
  return {
    ...body,
    ...(dateOfBirth === undefined ? {} : { dateOfBirth: parseBusinessDate(dateOfBirth) }),
    ...(address === undefined ? {} : { address: address && toAddress(address) }),
  };
}
