import type { PatientId, ProviderId } from '../../kernel/ids';
import type { PostVisitChargesInput, VisitLineInput } from '../../modules/charges/post-visit-charges';
import type { FormReader } from '../forms/form-reader';
import { doseField, quantityField, type ServiceChoice, serviceField } from './charge-visit.page';
import { OVERRIDE_FIELD } from './estimate-card';
import { doseNamedBy } from './service-choices';

const MOST_UNITS = 100;
const MOST_PEOPLE = 50;
const MOST_DIAGNOSES = 12;
const LARGEST_DOSE_MG = 1000;

/** The visit as it was typed, or nothing while something in it is wrong. */
export function readVisit(
  form: FormReader,
  patientId: PatientId,
  services: readonly ServiceChoice[],
): PostVisitChargesInput | undefined {
  const dateOfService = form.date('dateOfService', { needed: 'Enter the date of service.' });
  const providerId = form.id<ProviderId>('providerId', { needed: 'Choose the provider.' });
  const diagnoses = readDiagnoses(form);
  const lines = readLines(form, services);
  if (lines.length === 0) form.reject('services', 'Pick at least one service.');
  if (!form.isRight || !dateOfService || !providerId) return undefined;
  const reason = form.text(OVERRIDE_FIELD);
  const estimateOverride = reason === undefined ? undefined : { reason };
  return { patientId, dateOfService, providerId, diagnoses, lines, estimateOverride };
}

function readLines(form: FormReader, services: readonly ServiceChoice[]): VisitLineInput[] {
  const householdSize = form.wholeNumber('householdSize', { min: 1, max: MOST_PEOPLE });
  const householdIncome = form.money('householdIncome');
  if (householdIncome && householdSize === undefined)
    form.reject('householdSize', 'Say how many people live on this income.');
  return services
    .filter(({ code }) => form.isChecked(serviceField(code)))
    .map(({ code, price, needsDose }) => ({
      serviceCode: code,
      quantity: form.wholeNumber(quantityField(code), { min: 1, max: MOST_UNITS }) ?? 1,
      ...('from' in price ? { householdSize, householdIncome } : {}),
      doseMg: needsDose ? form.wholeNumber(doseField(code), { min: 1, max: LARGEST_DOSE_MG }) : doseNamedBy(code),
    }));
}

/** `f33.2, F41.1` -> the codes, in capitals; whether they exist is the room's to say. */
function readDiagnoses(form: FormReader): string[] {
  const codes = (form.text('diagnoses') ?? '').split(/[\s,;]+/).filter((code) => code !== '');
  if (codes.length > MOST_DIAGNOSES) form.reject('diagnoses', `At most ${MOST_DIAGNOSES} diagnoses.`);
  return codes.map((code) => code.toUpperCase());
}

/** The form's field of a pointer into the posted visit. */
export function visitFieldOf(pointer: string): string | undefined {
  const [, first = ''] = pointer.split('/');
  if (first === 'lines') return pointer.includes('household') ? 'householdSize' : 'services';
  return ['dateOfService', 'providerId', 'diagnoses'].includes(first) ? first : undefined;
}
