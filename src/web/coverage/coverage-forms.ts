import type { Temporal } from 'temporal-polyfill';
import { normalizeNpi } from '../../domain/clinical-codes/npi';
import { ELECTION_SCOPES, PLAN_TYPES } from '../../domain/routing/routing-facts';
import type { CoverageId, PatientId } from '../../kernel/ids';
import type { AddAuthorizationInput } from '../../modules/coverage/add-authorization';
import type { AddCoverageInput } from '../../modules/coverage/add-coverage';
import { DOSE_TIERS_MG, NETWORK_STATUSES, UNIT_KINDS } from '../../modules/coverage/coverage.view';
import type { RecordSelfPayElectionInput } from '../../modules/coverage/record-self-pay-election';
import type { FormReader } from '../forms/form-reader';
import { momentOf } from '../forms/moment';
import { shortText } from '../forms/short-text';
import { BENEFITS } from './coverage-words';

export const PAYER_ID = /^[A-Za-z0-9._-]{1,40}$/;
const PROCEDURE_CODE = /^([0-9]{4}[0-9A-Z]|[A-V][0-9]{4})$/;
const PERCENT = /^(100|\d{1,2})(\.\d{1,2})?\s*%?$/;
const MOST_CODES = 20;
const MOST_UNITS = 9999;

/** A plan as it was typed, or nothing while something in it is wrong. */
export function readCoverage(form: FormReader, patientId: PatientId): AddCoverageInput | undefined {
  const payerName = shortText(form, 'payerName', { max: 100, needed: 'Enter the payer as the card says it.' });
  const payerId = form.text('payerId', { needed: 'Enter the payer id; the card or the clearinghouse has it.' });
  if (payerId !== undefined && !PAYER_ID.test(payerId)) form.reject('payerId', 'Letters and digits, such as 60054.');
  const memberId = shortText(form, 'memberId', { max: 80, needed: 'Enter the member id of the card.' });
  const planType = form.choice('planType', PLAN_TYPES, { needed: 'Choose the kind of plan.' });
  const networkStatus = form.choice('networkStatus', NETWORK_STATUSES, { needed: 'Choose one.' });
  const priority = form.wholeNumber('priority', { min: 1, max: 3 });
  const effectiveFrom = form.date('effectiveFrom', { needed: 'Enter the first day covered.' });
  const effectiveTo = form.date('effectiveTo');
  const copay = form.money('copay');
  const deductibleRemaining = form.money('deductibleRemaining');
  const coinsuranceBasisPoints = readPercent(form, 'coinsurance');
  const benefit = form.choice('benefit', BENEFITS) ?? 'unknown';
  if (!form.isRight || !payerName || !payerId || !memberId || !planType || !networkStatus || !effectiveFrom)
    return undefined;
  return {
    patientId,
    payerName,
    payerId,
    memberId,
    planType,
    networkStatus,
    priority,
    effectiveFrom,
    effectiveTo,
    copay,
    coinsuranceBasisPoints,
    deductibleRemaining,
    medicalBenefit: benefit === 'unknown' ? undefined : benefit === 'medical',
  };
}

/** `20`, `20 %` or `12.5 %` in hundredths of a percent, without a float on the way. */
export function readPercent(form: FormReader, field: string): number | undefined {
  const text = form.text(field);
  if (text === undefined) return undefined;
  const [whole = '', part = ''] = text.replace(/[%\s]/g, '').split('.');
  const basisPoints = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return PERCENT.test(text) && basisPoints <= 10_000
    ? basisPoints
    : form.reject(field, 'Write a percentage from 0 to 100, such as 20 or 12.5.');
}

/** An authorization as it was typed, or nothing while something in it is wrong. */
export function readAuthorization(form: FormReader, patientId: PatientId): AddAuthorizationInput | undefined {
  const coverageId = form.id<CoverageId>('coverageId', { needed: 'Choose the plan that granted it.' });
  const number = shortText(form, 'number', { max: 50, needed: 'Enter the number the payer gave it.' });
  const codes = (form.text('codes', { needed: 'Enter the codes it names.' }) ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((code) => code.toUpperCase());
  if (codes.length > MOST_CODES || codes.some((code) => !PROCEDURE_CODE.test(code)))
    form.reject('codes', 'Write procedure codes with commas between, such as J0013, G2083.');
  const units = form.wholeNumber('units', { min: 1, max: MOST_UNITS });
  if (units === undefined) form.reject('units', 'Enter how many units were granted.');
  const countedIn = form.choice('countedIn', UNIT_KINDS);
  const tier = form.choice('doseTierMg', DOSE_TIERS_MG.map(String));
  const doseTierMg = tier === undefined ? undefined : Number(tier);
  const providerNpi = readNpi(form, 'providerNpi');
  const from = form.date('from', { needed: 'Enter the first day it holds.' });
  const to = form.date('to', { needed: 'Enter the last day it holds.' });
  if (!form.isRight || !coverageId || !number || !units || !from || !to) return undefined;
  return { patientId, coverageId, number, codes, units, countedIn, from, to, doseTierMg, providerNpi };
}

/** Ten digits, with or without spaces. */
function readNpi(form: FormReader, field: string): string | undefined {
  const text = form.text(field);
  if (text === undefined) return undefined;
  return normalizeNpi(text) ?? form.reject(field, 'This is not an NPI; compare its ten digits with the letter.');
}

/** An election as it was typed, or nothing while something in it is wrong. */
export function readElection(
  form: FormReader,
  { patientId, timeZone }: { readonly patientId: PatientId; readonly timeZone: string },
): RecordSelfPayElectionInput | undefined {
  const scope = form.choice('scope', ELECTION_SCOPES, { needed: 'Choose what it is about.' });
  const reason = shortText(form, 'reason', { needed: 'Say in a few words why.' });
  const signedAt = readSigned(form, timeZone);
  const serviceCode = scope === 'service' ? form.text('serviceCode', { needed: 'Choose the service.' }) : undefined;
  const dateOfService = scope === 'visit' ? form.date('dateOfService') : undefined;
  if (!form.isRight || !scope || !reason || !signedAt) return undefined;
  return { patientId, scope, reason, signedAt, serviceCode, dateOfService };
}

/** When something was signed, from a day and a time of day. */
export function readSigned(form: FormReader, timeZone: string): Temporal.Instant | undefined {
  const on = form.date('signedOn', { needed: 'Enter the day it was signed.' });
  const at = form.time('signedTime', { needed: 'Enter the time it was signed.' });
  return on && at && momentOf(on, at, timeZone);
}

/** The form's field of a pointer into what is written down. */
export function coverageFieldOf(pointer: string): string | undefined {
  const [, first = ''] = pointer.split('/');
  return first === 'signedAt' ? 'signedOn' : first;
}
