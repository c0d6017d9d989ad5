import type { SetPayerPolicyInput } from '../../modules/coverage/set-payer-policy';
import type { SetClinicRoutingInput } from '../../modules/coverage/routing-policies';
import { CLINIC_DESTINATIONS } from '../../modules/coverage/routing-policies.view';
import { PAYER_ID } from '../coverage/coverage-forms';
import type { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';

const ANSWERS = ['yes', 'no'] as const;
const DAY = { needed: 'Enter the first day it holds.' };

/** A payer's policy as it was typed, or nothing while something in it is wrong. */
export function readPayerPolicy(form: FormReader): SetPayerPolicyInput | undefined {
  const payerName = shortText(form, 'payerName', { max: 100, needed: 'Enter the payer’s name.' });
  const payerId = form.text('payerId', { needed: 'Enter the payer id the clearinghouse knows.' });
  if (payerId !== undefined && !PAYER_ID.test(payerId)) form.reject('payerId', 'Letters and digits, such as 60054.');
  const serviceCode = form.text('payerService', { needed: 'Choose the service.' });
  const effectiveFrom = form.date('payerFrom', DAY);
  const covered = form.choice('covered', ANSWERS, { needed: 'Say whether it is covered.' });
  const authorization = form.choice('authorization', ANSWERS);
  const reason = shortText(form, 'payerReason', { needed: 'Say where it is written.' });
  if (!form.isRight || !payerName || !payerId || !serviceCode || !effectiveFrom || !covered || !reason)
    return undefined;
  return {
    payerId,
    payerName,
    serviceCode,
    effectiveFrom,
    covered: covered === 'yes',
    requiresAuthorization: authorization === undefined ? undefined : authorization === 'yes',
    crosswalksDrugCode: form.isChecked('crosswalk'),
    reason,
  };
}

/** The clinic's own decision as it was typed, or nothing while something in it is wrong. */
export function readClinicPolicy(form: FormReader): SetClinicRoutingInput | undefined {
  const serviceCode = form.text('clinicService', { needed: 'Choose the service.' });
  const effectiveFrom = form.date('clinicFrom', DAY);
  const destination = form.choice('clinicDestination', CLINIC_DESTINATIONS, { needed: 'Choose one.' });
  const reason = shortText(form, 'clinicReason', { needed: 'Say in a few words why.' });
  return form.isRight && serviceCode && effectiveFrom && destination && reason
    ? { serviceCode, effectiveFrom, destination, reason }
    : undefined;
}
