import type { BusinessDate } from '../../kernel/business-date';
import type { Sex } from './patient.view';

/** A US postal address as it is stored: whole or not at all. */
export interface PatientAddress {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
}

/** What a clinic writes down about a person. */
export interface PatientDetails {
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly preferredName: string | null;
  readonly otherNames: readonly string[];
  readonly dateOfBirth: BusinessDate;
  readonly sex: Sex | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PatientAddress | null;
}
