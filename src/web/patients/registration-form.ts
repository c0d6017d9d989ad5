import type { PatientAddress } from '../../modules/patients/patient-details';
import { SEXES, type Sex } from '../../modules/patients/patient.view';
import type { RegisterPatientInput } from '../../modules/patients/register-patient';
import type { FormReader } from '../forms/form-reader';

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;
const PHONE = /^\+?[0-9(][0-9() .-]{5,28}[0-9]$/;
const STATE = /^[A-Z]{2}$/;
const ZIP = /^[0-9]{5}(-[0-9]{4})?$/;
const LONGEST = 100;

/** The registration as it was typed, or nothing while something in it is wrong. */
export function readRegistration(form: FormReader): RegisterPatientInput | undefined {
  const firstName = short(form, 'firstName', 'Enter the first name.');
  const lastName = short(form, 'lastName', 'Enter the last name.');
  const dateOfBirth = form.date('dateOfBirth', { needed: 'Enter the date of birth.' });
  const input = {
    sex: readSex(form),
    email: matching(form, 'email', EMAIL, 'Write the e-mail as name@example.com.'),
    phone: matching(form, 'phone', PHONE, 'Write the phone number in digits, such as (503) 555-0142.'),
    address: readAddress(form),
  };
  if (!form.isRight || !firstName || !lastName || !dateOfBirth) return undefined;
  return { firstName, lastName, dateOfBirth, ...input };
}

function short(form: FormReader, field: string, ifBlank?: string): string | undefined {
  const text = form.text(field, ifBlank ? { needed: ifBlank } : undefined);
  return text && text.length > LONGEST ? form.reject(field, `At most ${LONGEST} characters.`) : text;
}

function matching(form: FormReader, field: string, pattern: RegExp, help: string): string | undefined {
  const text = form.text(field);
  return text !== undefined && !pattern.test(text) ? form.reject(field, help) : text;
}

function readSex(form: FormReader): Sex | undefined {
  const text = form.text('sex');
  return SEXES.find((sex) => sex === text);
}

/** An address is whole or not there: one part asks for the others. */
function readAddress(form: FormReader): PatientAddress | undefined {
  const parts = ['line1', 'line2', 'city', 'state', 'postalCode'].map((field) => form.text(field));
  if (parts.every((part) => part === undefined)) return undefined;
  const line1 = short(form, 'line1', 'Enter the street address, or leave the whole address blank.');
  const line2 = short(form, 'line2') ?? null;
  const city = short(form, 'city', 'Enter the city.');
  const state = form.text('state', { needed: 'Enter the state.' })?.toUpperCase();
  const postalCode = form.text('postalCode', { needed: 'Enter the ZIP code.' });
  if (state && !STATE.test(state)) form.reject('state', 'Write the state in two letters, such as OR.');
  if (postalCode && !ZIP.test(postalCode)) form.reject('postalCode', 'Write the ZIP code as 97202 or 97202-1234.');
  return line1 && city && state && postalCode ? { line1, line2, city, state, postalCode } : undefined;
}
