import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../kernel/business-date';
import { isUuid, type PatientId, type ProviderId } from '../../kernel/ids';
import type { IssueEstimateInput } from '../../modules/estimates/issue-estimate';
import type { FormReader } from '../forms/form-reader';
import type { FormValues } from '../http/posted-form';
import { SINGLE_ROWS, singleField, singleQuantity } from './new-estimate.page';

const WEEKS_COVERED = 52;
const MOST_PEOPLE = 50;
const MOST_UNITS = 366;

interface Typed {
  readonly patientId: PatientId;
  readonly now: Temporal.Instant;
  readonly values: FormValues;
}

/** The estimate as it was typed, or nothing while something in it is wrong. */
export function readEstimate(form: FormReader, { patientId, now, values }: Typed): IssueEstimateInput | undefined {
  const providerId = form.id<ProviderId>('providerId', { needed: 'Choose the provider.' });
  const startsOn = form.date('startsOn', { needed: 'Enter the day of the first visit.' });
  const what = readWhat(form);
  const replaces = readReplaced(form, values);
  const householdSize = form.wholeNumber('householdSize', { min: 1, max: MOST_PEOPLE });
  const householdIncome = form.money('householdIncome');
  if (householdIncome && householdSize === undefined)
    form.reject('householdSize', 'Say how many people live on this income.');
  if (!form.isRight || !providerId || !startsOn || !what) return undefined;
  return {
    ...what,
    patientId,
    providerId,
    startsOn,
    replaces,
    householdSize,
    householdIncome,
    weeks: WEEKS_COVERED,
    diagnoses: (form.text('diagnoses') ?? '')
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((code) => code.toUpperCase()),
    ...(values['occasion'] === 'scheduled' ? { scheduledFor: startsOn } : { requestedAt: now }),
  };
}

function readWhat(form: FormReader): Pick<IssueEstimateInput, 'protocolCode' | 'lines'> | undefined {
  const protocolCode = form.text('protocolCode');
  const lines = SINGLE_ROWS.flatMap((row) => {
    const serviceCode = form.text(singleField(row));
    const quantity = form.wholeNumber(singleQuantity(row), { min: 1, max: MOST_UNITS }) ?? 1;
    return serviceCode === undefined ? [] : [{ serviceCode, quantity }];
  });
  if (protocolCode !== undefined && lines.length > 0)
    return form.reject('protocolCode', 'Choose a course or single services, not both.');
  if (protocolCode !== undefined) return { protocolCode };
  return lines.length > 0 ? { lines } : form.reject('protocolCode', 'Choose a course, or at least one service.');
}

function readReplaced(form: FormReader, values: FormValues): IssueEstimateInput['replaces'] {
  const estimateId = values['replaces'];
  if (!isUuid(estimateId)) return undefined;
  const changesFrom: BusinessDate | undefined = form.date('changesFrom', {
    needed: 'Enter the first visit that is not as it was estimated.',
  });
  return changesFrom && { estimateId, changesFrom };
}

/** The form's field of a pointer into the posted estimate. */
export function estimateFieldOf(pointer: string): string | undefined {
  const [, first = ''] = pointer.split('/');
  if (first === 'lines') return singleField(1);
  if (first === 'scheduledFor') return 'startsOn';
  return ['providerId', 'diagnoses', 'startsOn', 'householdSize'].includes(first) ? first : undefined;
}
